import type { Event, Run, Status } from '$lib/api/schema'
import { visibleLine } from './visible'

export const STATUS_WORDS: Record<Status, string> = {
  queued: 'Queued',
  running: 'Running',
  idle: 'Idle',
  retry: 'Retrying',
  success: 'Succeeded',
  failed: 'Failed',
  blocked: 'Waiting for you',
  cancelled: 'Cancelled',
}

const SOURCES: Record<string, string> = { claude: 'Claude Code', opencode: 'OpenCode', daplug: 'daplug' }

export function sourceName(source: string): string {
  return SOURCES[source] ?? visibleLine(source)
}

export function runTitle(run: Run): string {
  return visibleLine(run.title || run.native_id)
}

/** What happened, in one line. */
export function eventTitle(event: Event): string {
  const text = event.title || event.summary || `${event.entity_type} ${event.entity_id ?? ''}`
  return visibleLine(text)
}

/** What the title does not say already. */
export function eventDetail(event: Event): string {
  return event.title && event.summary ? visibleLine(event.summary) : ''
}

export function agentName(event: Event): string {
  return event.agent === 'unknown' ? '' : visibleLine(event.agent)
}

/** `1 event`, `2 events`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}
