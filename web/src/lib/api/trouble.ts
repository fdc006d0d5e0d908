/** Why there is nothing to show, in words that say what to do. */
export class Trouble extends Error {
  override readonly name = 'Trouble'

  /**
   * @param message What a person reads: the server's own words if it gave some.
   * @param status The answer's status; null when nobody answered.
   */
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message)
  }

  /** Whether asking again may help without anything being changed. */
  get mayPass(): boolean {
    // Gone is a cursor that is too old: whoever begins again gets another.
    return this.status === null || this.status === 410 || this.status >= 500
  }

  static of(error: unknown): Trouble {
    if (error instanceof Trouble) return error
    // `fetch` fails with a TypeError whatever the reason, and says no more.
    if (error instanceof TypeError) {
      return new Trouble('Plugwalk does not answer. Is it running? The command “plugwalk” starts it.', null)
    }
    return new Trouble(error instanceof Error ? error.message : String(error), null)
  }

  /** A refusal, explained by its problem document (RFC 9457) if it has one. */
  static refused(status: number, problem: unknown): Trouble {
    const { detail, title } = (typeof problem === 'object' && problem !== null ? problem : {}) as Record<string, unknown>
    const words = [detail, title].find((text) => typeof text === 'string' && text !== '')
    return new Trouble(typeof words === 'string' ? words : `Plugwalk refused with status ${status}.`, status)
  }
}
