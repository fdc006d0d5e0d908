import type { Event as StoredEvent } from '$lib/api/schema'
import type { Connect } from '$lib/live/connection'
import type { FromHub, ToHub, Told } from '$lib/live/protocol'

/** A line to a hub that a test plays. */
export class FakeConnection {
  readonly said: ToHub[] = []
  isClosed = false
  #receive: ((message: FromHub) => void) | null = null

  readonly connect: Connect = (receive) => {
    this.#receive = receive
    return {
      send: (message) => this.said.push(structuredClone(message)),
      close: () => {
        this.isClosed = true
      },
    }
  }

  say(message: FromHub): void {
    if (this.#receive === null) throw new Error('nobody listens')
    this.#receive(message)
  }

  tell(...events: StoredEvent[]): void {
    this.messages(...events.map((event): Told => ({ kind: 'event', event, isNew: true })))
  }

  messages(...messages: Told[]): void {
    this.say({ kind: 'told', messages })
  }

  live(): void {
    this.say({ kind: 'link', link: { state: 'live' } })
  }
}
