import { toQuery, type View } from '$lib/live/view'
import { dataOf, type Api } from './client'
import type { EventPage, Facets, RunDetail, RunPage } from './schema'
import { Trouble } from './trouble'

/** How many events a page shows at most: a screen or ten of them, and little enough to draw often. */
export const KEPT = 300
/** How many pages are asked for at most to fill one: some 100,000 events that do not hold the words. */
const SEARCHED_PAGES = 25
const RUNS = 100

/**
 * The newest events of a view, the newest first. Where words are rare, the server ends a page before it is full and goes on at
 * its cursor: so this asks on, for a while. There is a `next_cursor` when there may be more.
 */
export async function newestEvents(api: Api, view: View): Promise<EventPage> {
  const query = { ...toQuery(view), order: 'newest' } as const
  const read = (more: { limit: number; cursor?: string }) =>
    dataOf(api.GET('/api/v1/search', { params: { query: { ...query, ...more } } }))
  let page = await read({ limit: KEPT })
  const items = [...page.items]
  for (let pages = 1; page.next_cursor !== null && items.length < KEPT && pages < SEARCHED_PAGES; pages += 1) {
    page = await read({ limit: KEPT - items.length, cursor: page.next_cursor })
    items.push(...page.items)
  }
  return { ...page, items }
}

/** Runs, the one that started last first. */
export function runs(api: Api, dataset: string | null, cursor: string | null = null): Promise<RunPage> {
  const query = { limit: RUNS, ...(dataset && { dataset }), ...(cursor && { cursor }) }
  return dataOf(api.GET('/api/v1/runs', { params: { query } }))
}

/** One run; there may be no such run. */
export function run(api: Api, dataset: string | null, id: string): Promise<RunDetail> {
  const parameters = { path: { run_id: id }, query: { ...(dataset && { dataset }) } }
  return dataOf(api.GET('/api/v1/runs/{run_id}', { params: parameters }))
}

/** How many events each value of a filter would show. */
export function facets(api: Api, view: View): Promise<Facets> {
  const { q: _, ...query } = toQuery(view)
  return dataOf(api.GET('/api/v1/facets', { params: { query } }))
}

export type Settled<Value> = { value: Value } | { trouble: Trouble }

/** Waits without ever throwing, for values that are read later, or never. */
export function settle<Value>(promise: Promise<Value>): Promise<Settled<Value>> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ trouble: Trouble.of(error) }),
  )
}
