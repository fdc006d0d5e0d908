// The events as they are stored: what happened last, then live. The list is bounded and in the server's own order.

import { byId, element, glyph, replaceText, timeOf } from './dom.js'

const KEPT = 200
/** The server sends a heartbeat every five seconds: after three that did not come the connection is as good as lost. */
const SILENCE_MS = 15_000
const AGAIN_MS = 2000

export class Feed {
  #api
  #heard
  #titleOf
  #source = null
  #rows = new Map()
  #run = null
  #silence = null
  #isFollowing = true
  #list = byId('events')

  /**
   * @param heard Called when something happened that changes runs.
   * @param titleOf Says what a run is called.
   */
  constructor(api, heard, titleOf) {
    this.#api = api
    this.#heard = heard
    this.#titleOf = titleOf
    this.#list.addEventListener('scroll', () => {
      this.#isFollowing = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 24
      byId('newest').hidden = this.#isFollowing
    })
    byId('newest').addEventListener('click', () => this.#follow())
  }

  /** Shows the events of one run, or of all with null. */
  async show(run, watermark) {
    this.#run = run
    this.#source?.close()
    this.#clear()
    replaceText(byId('feed-scope'), run ? `of “${run.title}”` : 'of all runs')
    byId('all').hidden = !run
    const after = run ? await this.#loadRun(run) : Math.max(0, watermark - KEPT)
    if (this.#run === run) this.#open(after)
  }

  /** The last hour of a run; returns the number from which the stream goes on without a gap. */
  async #loadRun(run) {
    const path = `/api/v1/runs/${encodeURIComponent(run.id)}`
    const { last_event_at: last } = await this.#api.get(path)
    const from = last ? new Date(Date.parse(last) - 3_600_000).toISOString() : null
    let page = { next_cursor: null }
    for (let pages = 0; pages < 5 && page.next_cursor !== undefined; pages += 1) {
      page = await this.#api.get(`${path}/timeline`, { from, limit: 1000, cursor: page.next_cursor })
      if (this.#run !== run) return 0
      for (const event of page.items.slice(-KEPT)) this.#add(event)
      if (!page.next_cursor) break
    }
    return page.watermark
  }

  #open(after) {
    const source = new EventSource(this.#api.url('/api/v1/events/stream', { after, run_id: this.#run?.id }))
    this.#source = source
    source.addEventListener('open', () => {
      this.#alive()
      byId('feed-empty').hidden = this.#rows.size > 0
    })
    source.addEventListener('error', () => this.#lost(source, after))
    source.addEventListener('plugwalk.heartbeat', () => this.#alive())
    source.addEventListener('plugwalk.event', (message) => {
      this.#alive()
      this.#add(JSON.parse(message.data))
      this.#heard()
    })
    source.addEventListener('plugwalk.moved', () => this.#heard())
    source.addEventListener('plugwalk.gap', (message) => {
      this.#notice(`${JSON.parse(message.data).missed} events came too fast to be shown here; all are stored.`)
      this.#heard()
    })
    source.addEventListener('plugwalk.reset', () => {
      this.#notice('What lies before this was removed from the store.')
      this.#heard()
    })
  }

  #alive() {
    connection('live', 'Live')
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => connection('lost', 'No sign of life'), SILENCE_MS)
  }

  /** The browser connects again by itself, but for an answer that is no stream. */
  #lost(source, after) {
    clearTimeout(this.#silence)
    connection('lost', 'Reconnecting')
    if (source.readyState !== EventSource.CLOSED) return
    setTimeout(() => { if (this.#source === source) this.#open(after) }, AGAIN_MS)
  }

  #add(event) {
    this.#rows.get(event.event_id)?.row.remove()
    const entry = { row: makeRow(event, this.#run ? null : this.#titleOf(event.run_id)) }
    this.#rows.set(event.event_id, entry)
    let next = null
    let before = this.#list.lastElementChild
    while (before && before.order && compare(event, before.order) < 0) {
      next = before
      before = before.previousElementSibling
    }
    entry.row.order = event
    this.#list.insertBefore(entry.row, next)
    while (this.#list.childElementCount > KEPT) {
      const oldest = this.#list.firstElementChild
      if (oldest.order) this.#rows.delete(oldest.order.event_id)
      oldest.remove()
    }
    byId('feed-empty').hidden = true
    if (this.#isFollowing) this.#follow()
  }

  #notice(text) {
    this.#list.append(element('li', 'notice', text))
    if (this.#isFollowing) this.#follow()
  }

  #follow() {
    this.#isFollowing = true
    byId('newest').hidden = true
    this.#list.scrollTop = this.#list.scrollHeight
  }

  #clear() {
    this.#rows.clear()
    this.#list.replaceChildren()
    byId('feed-empty').hidden = true
    this.#isFollowing = true
  }
}

/** The display order of the server: time, the source's own order (none comes first), id. */
function compare(left, right) {
  if (left.ts !== right.ts) return left.ts < right.ts ? -1 : 1
  const [a, b] = [left.source_order ?? -Infinity, right.source_order ?? -Infinity]
  if (a !== b) return a < b ? -1 : 1
  return left.event_id < right.event_id ? -1 : 1
}

/** @param run What the event's run is called; null when that is plain. */
function makeRow(event, run) {
  const what = element('span', 'what', event.title || event.summary || `${event.entity_type} ${event.entity_id ?? ''}`)
  what.title = what.textContent
  const who = [run ?? (event.agent === 'unknown' ? event.source : null), event.agent === 'unknown' ? null : event.agent]
  const about = [who.filter(Boolean).join(' › '), event.title ? event.summary : null].filter(Boolean).join(' · ')
  const row = element('li', '', timeOf(event.ts), glyph(event.status, true), what, element('span', 'kind', event.source_event))
  row.append(element('span', 'detail', about))
  row.dataset.status = event.status ?? ''
  return row
}

function connection(state, words) {
  const plate = byId('connection')
  plate.dataset.state = state
  replaceText(plate.lastElementChild, words)
}
