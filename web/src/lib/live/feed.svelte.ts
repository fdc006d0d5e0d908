import { createSubscriber } from 'svelte/reactivity'
import { KEPT, type Settled } from '$lib/api/lists'
import type { Event, EventPage } from '$lib/api/schema'
import type { Trouble } from '$lib/api/trouble'
import type { Connect, Connection } from './connection'
import { matches } from './matches'
import { merge } from './order'
import type { FromHub, Link, Told } from './protocol'
import type { View } from './view'

/** `connecting`: nothing was read yet; `stale`: the last known is shown; `gap`: what was missed is being read. */
export type FeedState = 'connecting' | 'live' | 'stale' | 'gap'

export type FeedOptions = {
  connect: Connect
  /** Asks for `show` to be called with a new reading. */
  readAgain: () => void
  /** Told of what came new, when it is drawn; not of what was read from lists. */
  heard: (events: readonly Event[]) => void
  /** Told that runs are not what they were. */
  moved: () => void
}

/**
 * The newest events of a view, in display order: read once as a list, then live. Bounded, and changed at most once a frame.
 * Listens while something reads it.
 */
export class Feed {
  #rows = $state.raw<readonly Event[]>([])
  #link = $state.raw<Link>({ state: 'connecting' })
  #phase = $state.raw<'reading' | 'shown' | 'failed'>('reading')
  #trouble = $state.raw<Trouble | null>(null)
  #notice = $state.raw<string | null>(null)
  #isGap = $state.raw(false)
  #isPartial = $state.raw(false)
  #isHeld = $state.raw(false)
  #waiting = $state.raw<{ events: number; failed: number }>({ events: 0, failed: 0 })

  readonly #options: FeedOptions
  readonly #subscribe: () => void
  #connection: Connection | null = null
  #view: View | null = null
  /** The number of the event up to which the list was read; null while nothing was read. */
  #watermark: number | null = null
  /** What is to be drawn with the next frame. */
  #told: Told[] = []
  /** What came while the rows were held. */
  #held: readonly Event[] = []
  #frame: number | null = null

  constructor(options: FeedOptions) {
    this.#options = options
    this.#subscribe = createSubscriber(() => {
      this.#connection = options.connect((message) => this.#receive(message))
      this.#listen()
      return () => {
        this.#connection?.close()
        this.#connection = null
        this.#dropFrame()
      }
    })
  }

  get rows(): readonly Event[] {
    this.#subscribe()
    return this.#rows
  }

  get state(): FeedState {
    this.#subscribe()
    return this.#isGap && this.#link.state === 'live' ? 'gap' : this.#link.state
  }

  /** When what is shown was last known to be true, in ms since 1970; null when it is now. */
  get since(): number | null {
    return this.#link.state === 'stale' ? this.#link.since : null
  }

  get phase(): 'reading' | 'shown' | 'failed' {
    return this.#phase
  }

  /** Why there is nothing new to show, while the phase is `failed`. */
  get trouble(): Trouble | null {
    return this.#trouble
  }

  /** Whether older events may match too, but were not looked through. */
  get isPartial(): boolean {
    return this.#isPartial
  }

  /** What a person should know about the rows, until they have seen it. */
  get notice(): string | null {
    return this.#notice
  }

  /** Whether rows stay as they are because a person reads them. */
  get isHeld(): boolean {
    return this.#isHeld
  }

  /** How much came while the rows were held. */
  get waiting(): { events: number; failed: number } {
    return this.#waiting
  }

  /** Shows a view from a reading of its newest events, the newest first. The last view asked for wins. */
  async show(view: View, reading: Promise<Settled<EventPage>>): Promise<void> {
    const isOther = this.#view === null || JSON.stringify(view) !== JSON.stringify(this.#view)
    this.#view = view
    if (isOther) this.#phase = 'reading'
    this.#watermark = null
    const read = await reading
    if (this.#view !== view) return
    if ('trouble' in read) {
      this.#trouble = read.trouble
      this.#phase = 'failed'
      return
    }
    this.#dropFrame()
    this.#rows = read.value.items.toReversed()
    this.#isPartial = read.value.next_cursor !== null && read.value.items.length < KEPT
    this.#resetWaiting()
    this.#trouble = null
    this.#isGap = false
    if (isOther) {
      this.#notice = null
      this.#isHeld = false
    }
    this.#phase = 'shown'
    this.#watermark = read.value.watermark
    this.#listen()
  }

  /** Keeps the rows as they are; what comes is counted. */
  hold(): void {
    this.#isHeld = true
  }

  /** Shows what came meanwhile and goes on. */
  release(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    this.#rows = merge(this.#rows, this.#held, KEPT)
    this.#resetWaiting()
  }

  dismissNotice(): void {
    this.#notice = null
  }

  /** Connects now instead of after the pause. */
  retry(): void {
    this.#connection?.send({ kind: 'retry' })
  }

  #listen(): void {
    if (this.#view === null || this.#watermark === null) return
    this.#connection?.send({ kind: 'listen', view: this.#view, after: this.#watermark })
  }

  #receive(message: FromHub): void {
    if (message.kind === 'link') {
      this.#link = message.link
      return
    }
    // What was said to a view that is not shown any more.
    if (this.#watermark === null) return
    this.#told.push(...message.messages)
    if (this.#told.length > 2 * KEPT) this.#shorten()
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null
      this.#draw(this.#told.splice(0))
    })
  }

  /** A page that is hidden draws no frames: of what is new it will only ever show the newest. */
  #shorten(): void {
    const fresh = this.#told.filter((told) => told.kind === 'event').filter(({ isNew }) => isNew)
    const others = this.#told.filter((told) => told.kind !== 'event' || !told.isNew)
    if (this.#isHeld) this.#count(fresh.slice(0, -KEPT).map(({ event }) => event))
    // What changes an event was told after it. Of too many changes it is best to read again.
    this.#told = others.length > KEPT ? [{ kind: 'gap', missed: 0 }] : [...fresh.slice(-KEPT), ...others]
  }

  #draw(messages: readonly Told[]): void {
    const view = this.#view
    if (view === null) return
    const told = messages.filter((message) => message.kind === 'event')
    const shown = told.filter(({ event }) => matches(view, event)).map(({ event }) => event)
    const fresh = told.filter(({ event, isNew }) => isNew && matches(view, event)).map(({ event }) => event)
    this.#take(
      shown,
      told.filter(({ event }) => !matches(view, event)).map(({ event }) => event.event_id),
    )
    if (this.#isHeld) this.#count(fresh)
    if (told.length > 0) this.#options.heard(fresh)
    if (messages.some(({ kind }) => kind === 'moved')) this.#moved()
    const last = messages.findLast(({ kind }) => kind === 'gap' || kind === 'reset')
    if (last) this.#break(last)
  }

  /** Merges what the view shows; takes away what it shows no more, now that it is known better. */
  #take(shown: readonly Event[], gone: readonly string[]): void {
    const without = (rows: readonly Event[]) =>
      rows.some(({ event_id }) => gone.includes(event_id)) ? rows.filter(({ event_id }) => !gone.includes(event_id)) : rows
    const rows = gone.length > 0 ? without(this.#rows) : this.#rows
    if (this.#isHeld) {
      const ids = new Set(rows.map(({ event_id }) => event_id))
      const isRow = ({ event_id }: Event) => ids.has(event_id)
      this.#rows = merge(rows, shown.filter(isRow), KEPT)
      this.#held = merge(
        without(this.#held),
        shown.filter((event) => !isRow(event)),
        KEPT,
      )
    } else {
      this.#rows = merge(rows, shown, KEPT)
    }
  }

  #count(fresh: readonly Event[]): void {
    const failed = fresh.filter(({ status }) => status === 'failed').length
    this.#waiting = { events: this.#waiting.events + fresh.length, failed: this.#waiting.failed + failed }
  }

  /** What belongs to a run is another now, so the events of one are. */
  #moved(): void {
    this.#options.moved()
    if (this.#view?.run) this.#options.readAgain()
  }

  #break(told: Told): void {
    this.#isGap = true
    if (told.kind === 'gap' && told.missed > 0) {
      const events = told.missed === 1 ? '1 message' : `${told.missed.toLocaleString('en')} messages`
      this.#notice = `${events} came faster than this page could take. All are stored, and the newest were read again.`
    } else if (told.kind === 'reset') {
      this.#notice = 'What this page showed before is not stored any more, so it was read again.'
    }
    this.#options.readAgain()
  }

  #resetWaiting(): void {
    this.#held = []
    this.#waiting = { events: 0, failed: 0 }
  }

  #dropFrame(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame)
    this.#frame = null
    this.#told = []
  }
}
