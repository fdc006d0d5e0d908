import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeSources } from '../../test/sources'
import { event } from '../../test/story'
import { connect, type Connection } from './connection'
import type { FromHub } from './protocol'
import { viewOf } from './view'

let sources: FakeSources
let heard: FromHub[]
let connection: Connection

beforeEach(() => {
  sources = new FakeSources()
  // As a constructor, `new` gives what the function returns.
  vi.stubGlobal('EventSource', function (url: string) {
    return sources.open(url)
  })
  vi.stubGlobal('SharedWorker', undefined)
  heard = []
  connection = connect((message) => heard.push(message))
})
afterEach(() => {
  connection.close()
  vi.unstubAllGlobals()
})

const listen = () => connection.send({ kind: 'listen', view: viewOf(new URLSearchParams()), after: 3 })
const seqs = () =>
  heard
    .flatMap((message) => (message.kind === 'told' ? message.messages : []))
    .map((told) => told.kind === 'event' && told.event.seq)

test('where there are no shared workers a page has a hub of its own', async () => {
  listen()
  await vi.waitUntil(() => sources.all.length === 1)
  sources.last.tell(event(4))
  await vi.waitUntil(() => seqs().length > 0)
  expect(seqs()).toEqual([4])
})

test('a page that is left ends its stream, and one that comes back as it was listens again', async () => {
  listen()
  await vi.waitUntil(() => sources.all.length === 1)
  dispatchEvent(new Event('pagehide'))
  await vi.waitUntil(() => sources.last.isClosed)
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await vi.waitUntil(() => sources.all.length === 2)
  expect(sources.last.place).toBe('3')
})

test('a page that is shown for the first time does not listen twice', async () => {
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
  listen()
  await vi.waitUntil(() => heard.length > 0)
  expect(sources.all).toHaveLength(1)
})
