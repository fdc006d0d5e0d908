import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeSources } from '../../test/sources'
import { event } from '../../test/story'
import { Hub, type Port } from './hub'
import type { FromHub, ToHub } from './protocol'
import { viewOf } from './view'

/** A page's end of its line to the hub. */
class Page implements Port {
  readonly heard: FromHub[] = []
  onmessage: ((message: MessageEvent<ToHub>) => void) | null = null

  postMessage(message: FromHub): void {
    this.heard.push(structuredClone(message))
  }

  say(message: ToHub): void {
    this.onmessage?.(new MessageEvent('message', { data: message }))
  }

  listen(query: string, after: number): void {
    this.say({ kind: 'listen', view: viewOf(new URLSearchParams(query)), after })
  }

  get messages() {
    return this.heard.flatMap((message) => (message.kind === 'told' ? message.messages : []))
  }

  get seqs(): number[] {
    return this.messages.flatMap((told) => (told.kind === 'event' ? [told.event.seq] : []))
  }
}

let sources: FakeSources
let hub: Hub

beforeEach(() => {
  vi.useFakeTimers()
  sources = new FakeSources()
  hub = new Hub(sources.open)
})
afterEach(() => vi.useRealTimers())

function join(query: string, after: number): Page {
  const page = new Page()
  hub.connect(page)
  page.listen(query, after)
  return page
}

test('pages share one connection for each dataset', () => {
  join('', 5)
  join('status=failed', 5)
  join('dataset=demo', 900)
  expect(sources.all.map(({ place }) => place)).toEqual(['5', '900'])
})

test('each page is told what its view shows', () => {
  const [all, failed] = [join('', 0), join('status=failed', 0)]
  sources.last.tell(event(1, { status: 'running' }))
  sources.last.tell(event(2, { status: 'failed' }))
  vi.runOnlyPendingTimers()
  expect(all.seqs).toEqual([1, 2])
  expect(failed.seqs).toEqual([2])
})

test('what is known better is told whether it is shown or not, as it may be shown no more', () => {
  const failed = join('status=failed', 0)
  sources.last.tell(event(1, { status: 'failed' }))
  sources.last.tell(event(1, { status: 'success' }), null)
  vi.runOnlyPendingTimers()
  expect(failed.seqs).toEqual([1, 1])
})

test('what comes at once is one message', () => {
  const page = join('', 0)
  for (let seq = 1; seq <= 50; seq += 1) sources.last.tell(event(seq))
  vi.runOnlyPendingTimers()
  expect(page.heard.filter(({ kind }) => kind === 'told')).toHaveLength(1)
  expect(page.seqs).toHaveLength(50)
})

test('a page that joins is told what came after its reading, and how the connection is', () => {
  join('', 0)
  sources.last.say('open')
  for (const seq of [1, 2, 3]) sources.last.tell(event(seq))
  const late = join('', 2)
  vi.runOnlyPendingTimers()
  expect(late.heard[0]).toEqual({ kind: 'link', link: { state: 'live' } })
  expect(late.seqs).toEqual([3])
})

test('a page that read too long ago has to read again', () => {
  join('', 100)
  const early = join('', 90)
  vi.runOnlyPendingTimers()
  expect(early.messages).toEqual([{ kind: 'gap', missed: 0 }])
})

test('after a gap the stream begins where the first page read again', () => {
  const [one, two] = [join('', 0), join('', 0)]
  sources.last.say('plugwalk.gap', '{"missed":3,"after":0}')
  vi.runOnlyPendingTimers()
  expect([one.messages, two.messages]).toEqual([[{ kind: 'gap', missed: 3 }], [{ kind: 'gap', missed: 3 }]])
  one.listen('', 40)
  two.listen('', 42)
  expect(sources.all.map(({ place }) => place)).toEqual(['0', '40'])
  sources.last.tell(event(43))
  vi.runOnlyPendingTimers()
  expect([one.seqs, two.seqs]).toEqual([[43], [43]])
})

test('the connection ends with the last page that needs it', () => {
  const [one, two] = [join('', 0), join('', 0)]
  one.say({ kind: 'leave' })
  expect(sources.last.isClosed).toBe(false)
  two.listen('dataset=demo', 0)
  expect(sources.all.map(({ isClosed }) => isClosed)).toEqual([true, false])
  hub.disconnect(two)
  expect(sources.last.isClosed).toBe(true)
})

test('a page can ask to connect at once', () => {
  const page = join('', 0)
  sources.last.say('error')
  page.say({ kind: 'retry' })
  expect(sources.all).toHaveLength(2)
  sources.last.say('open')
  const states = page.heard.flatMap((message) => (message.kind === 'link' ? [message.link.state] : []))
  expect(states).toEqual(['connecting', 'stale', 'live'])
})
