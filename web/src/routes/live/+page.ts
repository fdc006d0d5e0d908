import { connect } from '$lib/api/client'
import { newestEvents, run, runs, settle } from '$lib/api/lists'
import { viewOf } from '$lib/live/view'
import type { PageLoad } from './$types'

/** Reads all lists at once. None is waited for: the page stands before they are there. */
export const load: PageLoad = ({ url, fetch, depends }) => {
  depends('plugwalk:lists')
  const api = connect(fetch)
  const view = viewOf(url.searchParams)
  return {
    view,
    events: settle(newestEvents(api, view)),
    runs: settle(runs(api, view.dataset)),
    run: view.run === null ? null : settle(run(api, view.dataset, view.run)),
  }
}
