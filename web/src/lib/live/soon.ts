/** Does something soon: asked many times it is done once, and never twice at a time. */
export class Soon {
  readonly #ms: number
  readonly #act: () => Promise<void>
  #timer: ReturnType<typeof setTimeout> | null = null
  #isActing = false

  constructor(ms: number, act: () => Promise<void>) {
    this.#ms = ms
    this.#act = act
  }

  ask(): void {
    this.#timer ??= setTimeout(() => void this.#due(), this.#ms)
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  async #due(): Promise<void> {
    this.#timer = null
    if (this.#isActing) return this.ask()
    this.#isActing = true
    try {
      await this.#act()
    } finally {
      this.#isActing = false
    }
  }
}
