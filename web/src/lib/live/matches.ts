import type { Event } from '$lib/api/schema'
import type { View } from './view'

/** Whether the view shows an event, as the server decides it for lists (`/search`). */
export function matches(view: View, event: Event): boolean {
  return (
    (view.run === null || view.run === event.run_id) &&
    admits(view.source, event.source) &&
    admits(view.severity, event.severity) &&
    admits(view.status, event.status) &&
    admits(view.type, event.entity_type) &&
    holdsWords(event, view.q)
  )
}

function admits<Value>(values: readonly Value[], value: Value | null): boolean {
  return values.length === 0 || (value !== null && values.includes(value))
}

function holdsWords(event: Event, q: string): boolean {
  if (q === '') return true
  const text = `${event.title ?? ''}\n${event.summary ?? ''}`.toLowerCase()
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
