import type { Settled } from '$lib/api/lists'
import type { Facets } from '$lib/api/schema'
import { Soon } from './soon'
import type { View } from './view'

const REFRESH_MS = 3_000

/** How many events each value of a filter would show, for the view that is shown. */
export class Counts {
  #facets = $state.raw<Facets | null>(null)
  #view: View | null = null
  readonly #read: (view: View) => Promise<Settled<Facets>>
  readonly #soon = new Soon(REFRESH_MS, () => this.#readAgain())

  constructor(read: (view: View) => Promise<Settled<Facets>>) {
    this.#read = read
  }

  /** Null while they are not known. */
  get facets(): Facets | null {
    return this.#facets
  }

  async show(view: View): Promise<void> {
    this.#view = view
    await this.#readAgain()
  }

  /** Reads the counts again soon. */
  refresh(): void {
    this.#soon.ask()
  }

  close(): void {
    this.#view = null
    this.#soon.stop()
  }

  async #readAgain(): Promise<void> {
    const view = this.#view
    if (view === null) return
    const read = await this.#read(view)
    // Filters work without counts, so trouble with them is told where the lists have it too.
    if (this.#view === view) this.#facets = 'value' in read ? read.value : null
  }
}
