import type { Event } from '$lib/api/schema'
import type { View } from './view'

/** What the stream tells; see `/api/v1/events/stream` in docs/api. */
export type Told =
  /** `isNew` is false for an event that was told before and is known better now. */
  | { kind: 'event'; event: Event; isNew: boolean }
  /** What belonged to one run belongs to another: lists of runs are to be read again. */
  | { kind: 'moved' }
  /** So many messages are missing: what is shown is to be read again. */
  | { kind: 'gap'; missed: number }
  /** The place in the stream is gone: what is shown is to be read again. */
  | { kind: 'reset'; reason: string }

/** How the connection to the service is. */
export type Link =
  | { state: 'connecting' }
  | { state: 'live' }
  /** What is shown is the last known. `since` is when it was last known to be true, in ms since 1970. */
  | { state: 'stale'; since: number }

/** What a page says to the hub of its browser. */
export type ToHub =
  /** Tell me what this view shows, after the event with this number. Replaces what the page asked for before. */
  | { kind: 'listen'; view: View; after: number }
  /** Try to connect now. */
  | { kind: 'retry' }
  | { kind: 'leave' }

/** What the hub says to a page. */
export type FromHub = { kind: 'told'; messages: Told[] } | { kind: 'link'; link: Link }
