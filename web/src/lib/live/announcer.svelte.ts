const PAUSE_MS = 5_000

/** What a polite live region says: at most one sentence in five seconds; of those that wait the last, and how many more. */
export class Announcer {
  #text = $state.raw('')
  #last: string | null = null
  #others = 0
  #timer: ReturnType<typeof setTimeout> | null = null

  get text(): string {
    return this.#text
  }

  say(sentence: string): void {
    if (this.#last !== null) this.#others += 1
    this.#last = sentence
    if (this.#timer === null) this.#speak()
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#last = null
  }

  #speak(): void {
    this.#timer = null
    if (this.#last === null) return
    this.#text = this.#others > 0 ? `${this.#last}, and ${this.#others} more` : this.#last
    this.#last = null
    this.#others = 0
    this.#timer = setTimeout(() => this.#speak(), PAUSE_MS)
  }
}
