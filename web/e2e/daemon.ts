import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CanonicalEvent } from '../src/lib/api/schema'

const PREFIX = process.env.PLUGWALK_TEST_PREFIX ?? fileURLToPath(new URL('../../dist', import.meta.url))
const PATIENCE_MS = 10_000

/** The daemon as it is installed, with a state folder of its own. */
export class Daemon {
  readonly #home = mkdtempSync(join(tmpdir(), 'plugwalk-web-'))
  #process: ChildProcess | null = null
  #url = ''

  /** Where its page is, without a slash at the end. */
  get url(): string {
    return this.#url
  }

  /** Starts it, on the port that it had before if it had one. */
  async start(): Promise<void> {
    const note = join(this.#home, 'run/daemon.json')
    rmSync(note, { force: true })
    const port = this.#url ? new URL(this.#url).port : '0'
    const daemon = spawn(join(PREFIX, 'bin/plugwalk'), ['serve', '--dev', '--demo', '--port', port], {
      env: { ...process.env, PLUGWALK_HOME: this.#home },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#process = daemon
    let said = ''
    daemon.stderr.on('data', (text) => (said += text))
    await waitFor(() => {
      if (daemon.exitCode !== null) throw new Error(`the daemon ended with ${daemon.exitCode}: ${said}`)
      return existsSync(note) && readFileSync(note, 'utf8').includes('url')
    }, 'the daemon to start')
    this.#url = new URL((JSON.parse(readFileSync(note, 'utf8')) as { url: string }).url).origin
    await waitFor(async () => (await this.events('demo')) > 800, 'the demo to be read')
  }

  async stop(): Promise<void> {
    const daemon = this.#process
    this.#process = null
    if (daemon === null || daemon.exitCode !== null) return
    daemon.kill('SIGTERM')
    await once(daemon, 'exit')
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.#home, { recursive: true, force: true })
  }

  /** Stores events; returns when they are committed. */
  async ingest(...events: readonly Partial<CanonicalEvent>[]): Promise<void> {
    const response = await fetch(`${this.#url}/api/v1/ingest`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Plugwalk-Client': 'web tests' },
      body: JSON.stringify(events.map(canonical)),
    })
    const answer = (await response.json()) as { items?: { outcome: string; reason: string | null }[] }
    const refused = answer.items?.find(({ outcome }) => outcome === 'quarantined')
    if (!response.ok || refused) throw new Error(`not stored: ${JSON.stringify(refused ?? answer)}`)
  }

  /** How many events a dataset has. */
  async events(dataset: string): Promise<number> {
    const response = await fetch(`${this.#url}/api/v1/health`)
    const health = (await response.json()) as { datasets: { name: string; events: number }[] }
    return health.datasets.find(({ name }) => name === dataset)?.events ?? 0
  }

  /** How many event streams are open. */
  async streams(): Promise<number> {
    const metrics = await (await fetch(`${this.#url}/metrics`)).text()
    const count = /^plugwalk_event_streams(?:\{.*?\})? (\d+)$/m.exec(metrics)?.[1]
    if (count === undefined) throw new Error('the metrics say nothing of open streams')
    return Number(count)
  }
}

let number = 0

/** An event of a tool's call, with what a test is about. */
function canonical(change: Partial<CanonicalEvent>): CanonicalEvent {
  number += 1
  return {
    ts: new Date().toISOString(),
    source: 'claude',
    source_event: 'PostToolUse',
    run_id: 'run_shop',
    session_id: 'ses_shop',
    parent_session_id: null,
    agent: 'main',
    entity_type: 'tool',
    entity_id: `call_${number}`,
    status: 'success',
    severity: 'info',
    title: `Bash call ${number}`,
    summary: null,
    payload: {},
    tags: [],
    ...change,
  } as CanonicalEvent
}

async function waitFor(isDone: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + PATIENCE_MS
  while (!(await isDone())) {
    if (Date.now() > end) throw new Error(`waited too long for ${what}`)
    await new Promise((resume) => setTimeout(resume, 20))
  }
}
