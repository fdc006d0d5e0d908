import type { Event as StoredEvent, Gap, Reset } from '$lib/api/schema'
import type { Link, Told } from './protocol'

/** The server sends a heartbeat every five seconds: after two that did not come the connection is as good as lost. */
const SILENCE_MS = 12_000
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 5_000
/** What was told lately, for a page that joins: it covers the moment between its reading and its joining. */
const REMEMBERED = 1_000

/** The part of an `EventSource` that is used. */
export type Source = Pick<EventSource, 'addEventListener' | 'close'>
export type OpenSource = (url: string) => Source

/**
 * The events of a dataset as they are stored, from one connection for any number of listeners. Connects again by itself, after
 * the last event it was told of, as `EventSource` would; but it also ends connections that fell silent, and says how things are.
 */
export class Stream {
  link: Link = { state: 'connecting' }
  readonly #dataset: string | null
  readonly #open: OpenSource
  readonly #listener: (told: Told | null) => void
  #source: Source | null = null
  /** Where to connect: an event's id, or the number of one. */
  #place: string
  /** All that was told of events with greater numbers is remembered. */
  #floor: number
  /** The greatest number told. */
  #newest: number
  #memory: { seq: number; told: Told }[] = []
  #heard = Date.now()
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /**
   * @param after The number of the event to begin after.
   * @param listener Called with each message, and with null when `link` changed.
   */
  constructor(dataset: string | null, after: number, open: OpenSource, listener: (told: Told | null) => void) {
    this.#dataset = dataset
    this.#open = open
    this.#listener = listener
    this.#place = String(after)
    this.#floor = after
    this.#newest = after
    this.retry()
  }

  /** What was told after the event with this number; null when that is not remembered. */
  since(after: number): Told[] | null {
    if (after < this.#floor) return null
    return this.#memory.filter(({ seq }) => seq > after).map(({ told }) => told)
  }

  /** Connects now. */
  retry(): void {
    this.#end()
    const address = new URL('/api/v1/events/stream', location.origin)
    if (this.#dataset !== null) address.searchParams.set('dataset', this.#dataset)
    address.searchParams.set('after', this.#place)
    const source = this.#open(address.href)
    this.#source = source
    const on = (name: string, take: (message: MessageEvent<string>) => void) =>
      source.addEventListener(name, (message) => {
        if (this.#source === source) take(message as MessageEvent<string>)
      })
    on('open', () => this.#alive())
    on('error', () => this.#lost())
    on('plugwalk.heartbeat', (message) => this.#alive(message))
    on('plugwalk.event', (message) => this.#event(message))
    on('plugwalk.moved', (message) => this.#tell({ kind: 'moved' }, this.#newest, message))
    on('plugwalk.gap', (message) => this.#break({ kind: 'gap', missed: (JSON.parse(message.data) as Gap).missed }))
    on('plugwalk.reset', (message) => this.#break({ kind: 'reset', reason: (JSON.parse(message.data) as Reset).reason }))
    this.#watch(SILENCE_MS)
  }

  close(): void {
    this.#end()
  }

  #event(message: MessageEvent<string>): void {
    const event = JSON.parse(message.data) as StoredEvent
    // Numbers rise; one that was told before belongs to an event that is known better now.
    const isNew = event.seq > this.#newest
    this.#newest = Math.max(this.#newest, event.seq)
    // Whoever joins may have read the event before it was known better, whatever its number.
    this.#tell({ kind: 'event', event, isNew }, isNew ? event.seq : Infinity, message)
  }

  /** What is shown has to be read again, and the stream to begin where that was read: so this one ends. */
  #break(told: Told): void {
    this.#end()
    this.#listener(told)
  }

  #tell(told: Told, seq: number, message: MessageEvent<string>): void {
    this.#alive(message)
    this.#memory.push({ seq, told })
    while (this.#memory.length > REMEMBERED) {
      const oldest = this.#memory.shift()
      if (oldest && Number.isFinite(oldest.seq)) this.#floor = Math.max(this.#floor, oldest.seq)
    }
    this.#listener(told)
  }

  #alive(message?: MessageEvent<string>): void {
    if (message?.lastEventId) this.#place = message.lastEventId
    this.#heard = Date.now()
    this.#failures = 0
    this.#watch(SILENCE_MS)
    this.#become({ state: 'live' })
  }

  #lost(): void {
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures)
    this.#failures += 1
    this.#end()
    this.#become({ state: 'stale', since: this.#heard })
    this.#timer = setTimeout(() => this.retry(), wait)
  }

  /** Takes the connection for lost when nothing was heard for a while. */
  #watch(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#lost(), ms)
  }

  #become(link: Link): void {
    if (link.state === this.link.state) return
    this.link = link
    this.#listener(null)
  }

  #end(): void {
    clearTimeout(this.#timer)
    this.#source?.close()
    this.#source = null
  }
}
