import type { Settled } from '$lib/api/lists'
import type { Run, RunPage } from '$lib/api/schema'
import type { Trouble } from '$lib/api/trouble'
import { Soon } from './soon'

const REFRESH_MS = 1_000

/** Reads a page of a dataset's runs, the first without a cursor. */
export type ReadRuns = (dataset: string | null, cursor: string | null) => Promise<Settled<RunPage>>

/** The list of runs, read anew soon after something happened, at most once a second. */
export class RunList {
  #runs = $state.raw<readonly Run[]>([])
  #hasOlder = $state.raw(false)
  #phase = $state.raw<'reading' | 'shown' | 'failed'>('reading')
  #trouble = $state.raw<Trouble | null>(null)
  readonly #read: ReadRuns
  /** Undefined before the first is shown, and after the last. */
  #dataset: string | null | undefined
  #pages = 1
  readonly #soon = new Soon(REFRESH_MS, () => this.#readAgain())

  readonly #byID = $derived(new Map(this.#runs.map((run) => [run.run_id, run])))
  /** How many requests wait for a person, in the runs that are shown. */
  readonly waiting = $derived(this.#runs.reduce((sum, run) => sum + run.waiting, 0))

  constructor(read: ReadRuns) {
    this.#read = read
  }

  get runs(): readonly Run[] {
    return this.#runs
  }

  get hasOlder(): boolean {
    return this.#hasOlder
  }

  get phase(): 'reading' | 'shown' | 'failed' {
    return this.#phase
  }

  /** Why there is nothing to show, while the phase is `failed`. */
  get trouble(): Trouble | null {
    return this.#trouble
  }

  /** A run, if it is in the list. */
  find(runID: string | null): Run | null {
    return (runID !== null && this.#byID.get(runID)) || null
  }

  /** Shows the runs of a dataset, from a first page that is on its way. */
  async show(dataset: string | null, first: Promise<Settled<RunPage>>): Promise<void> {
    if (dataset !== this.#dataset) {
      this.#pages = 1
      this.#phase = 'reading'
    }
    this.#dataset = dataset
    await this.#take(dataset, await first)
  }

  async older(): Promise<void> {
    this.#pages += 1
    await this.#readAgain()
  }

  /** Reads the list again soon. */
  refresh(): void {
    this.#soon.ask()
  }

  close(): void {
    this.#soon.stop()
    this.#dataset = undefined
  }

  async #readAgain(): Promise<void> {
    const dataset = this.#dataset
    if (dataset !== undefined) await this.#take(dataset, await this.#read(dataset, null))
  }

  /** Takes the first page and reads the ones after it that are shown too. */
  async #take(dataset: string | null, first: Settled<RunPage>): Promise<void> {
    let page = first
    const runs: Run[] = []
    for (let pages = 1; 'value' in page; pages += 1) {
      runs.push(...page.value.items)
      if (page.value.next_cursor === null || pages === this.#pages) break
      page = await this.#read(dataset, page.value.next_cursor)
    }
    if (this.#dataset !== dataset) return
    if ('trouble' in page) {
      this.#trouble = page.trouble
      this.#phase = 'failed'
      return
    }
    this.#runs = runs
    this.#hasOlder = page.value.next_cursor !== null
    this.#trouble = null
    this.#phase = 'shown'
  }
}
