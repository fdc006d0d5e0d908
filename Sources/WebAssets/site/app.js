// Joins the parts: which dataset and run are shown stands in the address, so that a link is the view.

import { byId, replaceText } from './dom.js'
import { Feed } from './feed.js'
import { RunList } from './runs.js'

const address = new URL(location.href)
const dataset = address.searchParams.get('dataset')

const api = {
  url(path, query = {}) {
    const url = new URL(path, location.origin)
    for (const [name, value] of Object.entries({ dataset, ...query })) {
      if (value !== null && value !== undefined) url.searchParams.set(name, value)
    }
    return url
  },

  /** Reads JSON; a refusal is shown in the server's own words. */
  async get(path, query) {
    const trouble = byId('trouble')
    try {
      const response = await fetch(this.url(path, query))
      const answer = await response.json()
      if (!response.ok) throw new Error(answer.detail ?? answer.title)
      trouble.hidden = true
      return answer
    } catch (error) {
      const isOffline = error instanceof TypeError
      replaceText(trouble, isOffline ? 'Plugwalk does not answer. Is it running? plugwalk starts it.' : error.message)
      trouble.hidden = false
      throw error
    }
  },
}

const feed = new Feed(api, () => runs.refresh(), (id) => runs.titleOf(id))
const runs = new RunList(api, choose)

function choose(run) {
  runs.mark(run?.id ?? null)
  if (run) address.searchParams.set('run', run.id)
  else address.searchParams.delete('run')
  history.replaceState(null, '', address)
  // Where the parts stand below each other, the events are out of sight.
  if (run && matchMedia('(max-width: 900px)').matches) byId('feed').scrollIntoView()
  return feed.show(run, runs.watermark)
}

async function start() {
  byId('dataset').hidden = !dataset
  replaceText(byId('dataset'), dataset ?? '')
  try {
    await runs.load()
    const id = address.searchParams.get('run')
    await choose(id ? await api.get(`/api/v1/runs/${encodeURIComponent(id)}`).then(asChoice) : null)
  } catch {
    setTimeout(start, 2000)
  }
}

const asChoice = (run) => ({ id: run.run_id, title: run.title || run.native_id })

byId('all').addEventListener('click', () => choose(null))
start()
