import type { Event } from '$lib/api/schema'

/** The display order of the server: time, the source's own order (none comes first), id. */
export function compare(left: Event, right: Event): number {
  return (
    rank(left.ts, right.ts) ||
    rank(left.source_order ?? -Infinity, right.source_order ?? -Infinity) ||
    rank(left.event_id, right.event_id)
  )
}

function rank<Value extends string | number>(left: Value, right: Value): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/**
 * Merges events into rows that are in display order: of two with one id the later told stays, and of all the newest `limit`.
 * What comes live belongs at the end nearly always, so only then anything is sorted.
 */
export function merge(rows: readonly Event[], events: readonly Event[], limit: number): readonly Event[] {
  if (events.length === 0) return rows
  const told = new Map(events.map((event) => [event.event_id, event]))
  const kept = rows.filter((row) => !told.has(row.event_id))
  const added = [...told.values()].sort(compare)
  const last = kept.at(-1)
  const merged = [...kept, ...added]
  const first = added[0]
  if (last && first && compare(last, first) > 0) merged.sort(compare)
  return merged.slice(-limit)
}
