// The list of runs, read anew whenever something happened, at most once a second.

import { byId, element, replaceText, statusOf, timeOf } from './dom.js'

const REFRESH_MS = 1000
const PAGE = 100
const SOURCES = { claude: 'Claude Code', opencode: 'OpenCode', daplug: 'daplug' }

export class RunList {
  #api
  #choose
  #rows = new Map()
  #shown = PAGE
  #chosen = null
  #timer = null
  #isLoading = false
  #isStale = false
  /** The number up to which the list knew all events when it was last read. */
  watermark = 0

  /** @param choose Called with a run's id and title when it is chosen, with null when it is let go. */
  constructor(api, choose) {
    this.#api = api
    this.#choose = choose
    byId('older').addEventListener('click', () => {
      this.#shown += PAGE
      this.load()
    })
  }

  /** Reads the list soon; many calls become one reading. */
  refresh() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.load()
    }, REFRESH_MS)
  }

  async load() {
    this.#isStale = this.#isLoading
    if (this.#isLoading) return
    this.#isLoading = true
    try {
      this.#show(await this.#read())
    } finally {
      this.#isLoading = false
      if (this.#isStale) this.refresh()
    }
  }

  /** What a run is called, if it is in the list. */
  titleOf(runId) {
    return this.#rows.get(runId)?.querySelector('.run').textContent ?? null
  }

  mark(runId) {
    this.#chosen = runId
    for (const [id, row] of this.#rows) this.#markRow(id, row)
  }

  async #read() {
    const runs = []
    let cursor = null
    do {
      const page = await this.#api.get('/api/v1/runs', { limit: PAGE, cursor })
      runs.push(...page.items)
      this.watermark = page.watermark
      cursor = page.next_cursor
    } while (cursor && runs.length < this.#shown)
    byId('older').hidden = !cursor
    return runs
  }

  #show(runs) {
    const body = byId('run-rows')
    const gone = new Set(this.#rows.keys())
    let last = null
    for (const run of runs) {
      gone.delete(run.run_id)
      const row = this.#rows.get(run.run_id) ?? this.#makeRow(run)
      this.#fill(row, run)
      const place = last ? last.nextElementSibling : body.firstElementChild
      if (place !== row) body.insertBefore(row, place)
      last = row
    }
    for (const id of gone) {
      this.#rows.get(id).remove()
      this.#rows.delete(id)
    }
    byId('runs-empty').hidden = runs.length > 0
    this.#showWaiting(runs.reduce((sum, run) => sum + run.waiting, 0))
  }

  #makeRow(run) {
    const row = element('tr', '')
    const button = element('button', 'run')
    button.type = 'button'
    row.append(element('td', '', button, element('span', 'under')), element('td', ''))
    for (const label of ['started', 'sessions', 'failed', 'waiting', 'last event']) {
      const cell = element('td', 'number')
      cell.dataset.label = label
      row.append(cell)
    }
    row.addEventListener('click', () => {
      const isLetGo = this.#chosen === run.run_id
      this.#choose(isLetGo ? null : { id: run.run_id, title: button.textContent })
    })
    this.#rows.set(run.run_id, row)
    this.#markRow(run.run_id, row)
    return row
  }

  #fill(row, run) {
    const [title, status, started, sessions, failed, waiting, last] = row.children
    replaceText(title.firstChild, run.title || run.native_id)
    title.firstChild.title = run.title || run.native_id
    replaceText(title.lastChild, `${SOURCES[run.source] ?? run.source} · ${run.native_id}`)
    if (status.firstChild?.dataset.status !== run.status) status.replaceChildren(statusOf(run.status))
    started.replaceChildren(timeOf(run.started_at))
    count(sessions, run.sessions)
    count(failed, run.failures, 'bad')
    count(waiting, run.waiting, 'warn')
    last.replaceChildren(timeOf(run.last_event_at))
  }

  #markRow(id, row) {
    row.classList.toggle('chosen', id === this.#chosen)
    row.querySelector('.run').setAttribute('aria-pressed', String(id === this.#chosen))
  }

  #showWaiting(waiting) {
    const plate = byId('waiting')
    plate.hidden = waiting === 0
    replaceText(plate, waiting === 1 ? '1 waits for you' : `${waiting} wait for you`)
    document.title = waiting > 0 ? `(${waiting}) Plugwalk` : 'Plugwalk'
  }
}

function count(cell, value, className = '') {
  replaceText(cell, String(value))
  cell.className = `number ${value > 0 ? className : 'zero'}`
}
