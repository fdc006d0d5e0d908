import { readFileSync } from 'node:fs'
import type { Event, EventPage, Run, RunPage } from '$lib/api/schema'

// What the daemon's own tests say that it answers: these lists are the contract between the two.
const SNAPSHOTS = '../Tests/PlugwalkHostTests/API/Snapshots'
const read = (name: string) => JSON.parse(readFileSync(`${SNAPSHOTS}/${name}`, 'utf8')) as unknown

export const timeline = read('timeline.json') as EventPage
export const runPage = read('runs.json') as RunPage

/** An event like those of the daemon, with what a test is about. */
export function event(seq: number, change: Partial<Event> = {}): Event {
  const id = String(seq).padStart(26, '0')
  const ts = new Date(Date.UTC(2026, 10, 24, 10) + seq * 1_000).toISOString()
  return { ...(timeline.items[0] as Event), event_id: `evt_${id}`, seq, ts, source_order: seq, title: `event ${seq}`, ...change }
}

export function run(change: Partial<Run> = {}): Run {
  return { ...(runPage.items[0] as Run), ...change }
}

/** A page of events as the service gives it: the newest first. */
export function pageOf(events: readonly Event[], watermark = Math.max(0, ...events.map(({ seq }) => seq))): EventPage {
  return { items: events.toReversed(), next_cursor: null, watermark }
}
