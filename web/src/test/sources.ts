import type { Event as StoredEvent } from '$lib/api/schema'
import type { OpenSource, Source } from '$lib/live/stream'

/** An event source whose messages a test sends. */
export class FakeSource implements Source {
  readonly url: URL
  isClosed = false
  #lastEventId = ''
  readonly #listeners = new Map<string, ((message: MessageEvent) => void)[]>()

  constructor(url: string) {
    this.url = new URL(url)
  }

  /** Where the connection began. */
  get place(): string | null {
    return this.url.searchParams.get('after')
  }

  addEventListener(name: string, listener: unknown): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener as (message: MessageEvent) => void])
  }

  close(): void {
    this.isClosed = true
  }

  /** Sends a message; one without an id keeps that of the one before, as browsers do. */
  say(name: string, data = '', id: string | null = null): void {
    this.#lastEventId = id ?? this.#lastEventId
    const message = new MessageEvent(name, { data, lastEventId: this.#lastEventId })
    for (const listener of this.#listeners.get(name) ?? []) listener(message)
  }

  tell(event: StoredEvent, id: string | null = event.event_id): void {
    this.say('plugwalk.event', JSON.stringify(event), id)
  }
}

/** Opens sources and remembers them. */
export class FakeSources {
  readonly all: FakeSource[] = []

  readonly open: OpenSource = (url) => {
    const source = new FakeSource(url)
    this.all.push(source)
    return source
  }

  get last(): FakeSource {
    const last = this.all.at(-1)
    if (!last) throw new Error('no connection was opened')
    return last
  }
}
