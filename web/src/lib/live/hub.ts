import { matches } from './matches'
import type { FromHub, Told, ToHub } from './protocol'
import { Stream, type OpenSource } from './stream'
import type { View } from './view'

/** The part of a `MessagePort` that is used. */
export type Port = {
  postMessage(message: FromHub): void
  onmessage: ((message: MessageEvent<ToHub>) => void) | null
}

/** A page that listens. */
type Page = { readonly port: Port; readonly view: View; waiting: Told[] }

/**
 * Gives all pages of a browser the events they show from one connection for each dataset: a browser opens only six connections
 * to one server, and one that all pages share leaves the others to their reading.
 */
export class Hub {
  readonly #open: OpenSource
  readonly #streams = new Map<string | null, Stream>()
  readonly #pages = new Map<Port, Page>()
  #flush: ReturnType<typeof setTimeout> | undefined

  constructor(open: OpenSource) {
    this.#open = open
  }

  connect(port: Port): void {
    port.onmessage = ({ data }) => {
      switch (data.kind) {
        case 'listen':
          return this.#listen(port, data.view, data.after)
        case 'retry':
          return this.#streams.get(this.#pages.get(port)?.view.dataset ?? null)?.retry()
        case 'leave':
          return this.disconnect(port)
      }
    }
  }

  disconnect(port: Port): void {
    const dataset = this.#pages.get(port)?.view.dataset
    this.#pages.delete(port)
    if (dataset !== undefined && this.#listeners(dataset).length === 0) this.#close(dataset)
  }

  #listen(port: Port, view: View, after: number): void {
    const before = this.#pages.get(port)?.view.dataset
    const page: Page = { port, view, waiting: [] }
    this.#pages.set(port, page)
    if (before !== undefined && this.#listeners(before).length === 0) this.#close(before)
    const stream = this.#streams.get(view.dataset) ?? this.#start(view.dataset, after)
    port.postMessage({ kind: 'link', link: stream.link })
    // A page that read before what is remembered reads again, and is then late enough.
    const missed = stream.since(after) ?? [{ kind: 'gap', missed: 0 }]
    for (const told of missed) this.#queue(page, told)
  }

  #start(dataset: string | null, after: number): Stream {
    const stream = new Stream(dataset, after, this.#open, (told) => {
      if (told === null) return this.#link(dataset, stream)
      if (told.kind === 'gap' || told.kind === 'reset') this.#close(dataset)
      for (const page of this.#listeners(dataset)) this.#queue(page, told)
    })
    this.#streams.set(dataset, stream)
    return stream
  }

  #close(dataset: string | null): void {
    this.#streams.get(dataset)?.close()
    this.#streams.delete(dataset)
  }

  #listeners(dataset: string | null): Page[] {
    return [...this.#pages.values()].filter((page) => page.view.dataset === dataset)
  }

  #link(dataset: string | null, stream: Stream): void {
    for (const page of this.#listeners(dataset)) page.port.postMessage({ kind: 'link', link: stream.link })
  }

  /** Everything that came within one turn of the event loop goes to a page as one message. */
  #queue(page: Page, told: Told): void {
    // An event that a page shows may change into one that it does not show, so changes are told to all.
    if (told.kind === 'event' && told.isNew && !matches(page.view, told.event)) return
    page.waiting.push(told)
    this.#flush ??= setTimeout(() => {
      this.#flush = undefined
      for (const page of this.#pages.values()) {
        if (page.waiting.length === 0) continue
        page.port.postMessage({ kind: 'told', messages: page.waiting })
        page.waiting = []
      }
    })
  }
}
