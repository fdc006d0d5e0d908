import type { EntityType, Severity, Status } from '$lib/api/schema'

export const SEVERITIES = ['debug', 'info', 'warn', 'error'] as const satisfies Severity[]
export const STATUSES = [
  'queued',
  'running',
  'idle',
  'retry',
  'success',
  'failed',
  'blocked',
  'cancelled',
] as const satisfies Status[]
export const TYPES = ['run', 'session', 'task', 'tool', 'permission', 'message', 'todo'] as const satisfies EntityType[]

/** What is shown, as the address says it: a link is the view. */
export type View = {
  readonly dataset: string | null
  readonly run: string | null
  readonly source: readonly string[]
  readonly severity: readonly Severity[]
  readonly status: readonly Status[]
  readonly type: readonly EntityType[]
  readonly q: string
}

/** The filters that are lists of values, in the order in which they are shown. */
export const FACETS = ['source', 'severity', 'status', 'type'] as const
export type Facet = (typeof FACETS)[number]

/** The server refuses longer texts. */
const LONGEST_TEXT = 200

/**
 * Reads the view from an address. Values that do not exist are left out, as a link may be older or newer than this page.
 * Asks for each name by itself, so that SvelteKit knows which names matter.
 */
export function viewOf(parameters: URLSearchParams): View {
  const list = (name: string) => [...new Set((parameters.get(name) ?? '').split(',').filter(Boolean))]
  const known = <Value extends string>(name: string, values: readonly Value[]) =>
    values.filter((value) => list(name).includes(value))
  return {
    dataset: parameters.get('dataset') || null,
    run: parameters.get('run') || null,
    source: list('source'),
    severity: known('severity', SEVERITIES),
    status: known('status', STATUSES),
    type: known('type', TYPES),
    q: (parameters.get('q') ?? '').trim().slice(0, LONGEST_TEXT),
  }
}

/** The address of `url` with a changed view; what is not part of a view stays. */
export function withView(url: URL, change: Partial<View>): URL {
  const changed = new URL(url)
  for (const [name, value] of Object.entries(change)) {
    const text = Array.isArray(value) ? value.join(',') : (value as string | null)
    if (text) changed.searchParams.set(name, text)
    else changed.searchParams.delete(name)
  }
  // A comma needs no escape in a query, and a link without them can be read.
  changed.search = changed.search.replaceAll('%2C', ',')
  return changed
}

/** The view as parameters of the API. */
export function toQuery(view: View) {
  return {
    ...(view.dataset && { dataset: view.dataset }),
    ...(view.run && { run_id: [view.run] }),
    ...(view.source.length > 0 && { source: [...view.source] }),
    ...(view.severity.length > 0 && { severity: [...view.severity] }),
    ...(view.status.length > 0 && { status: [...view.status] }),
    ...(view.type.length > 0 && { type: [...view.type] }),
    ...(view.q && { q: view.q }),
  }
}

export function isFiltered(view: View): boolean {
  return view.q !== '' || FACETS.some((facet) => view[facet].length > 0)
}
