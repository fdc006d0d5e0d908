import { flushSync } from 'svelte'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KEPT } from '$lib/api/lists'
import type { Event } from '$lib/api/schema'
import { Trouble } from '$lib/api/trouble'
import { FakeConnection } from '../../test/connection'
import { deferred } from '../../test/deferred'
import { event, pageOf } from '../../test/story'
import { Feed } from './feed.svelte'
import { viewOf } from './view'

const readAgain = vi.fn<() => void>()
const heard = vi.fn<(events: readonly Event[]) => void>()
const moved = vi.fn<() => void>()
const view = (query = '') => viewOf(new URLSearchParams(query))
const read = (...events: Event[]) => Promise.resolve({ value: pageOf(events) })

let hub: FakeConnection
let feed: Feed
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  hub = new FakeConnection()
  feed = new Feed({ connect: hub.connect, readAgain, heard, moved })
  // Somebody reads it, so it listens.
  stop = $effect.root(() => {
    $effect(() => void feed.rows)
  })
  flushSync()
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

const seqs = () => feed.rows.map(({ seq }) => seq)
const frame = () => vi.advanceTimersByTime(20)

test('it shows what was read, the newest last, and listens from there', async () => {
  await feed.show(view('status=failed'), read(event(1), event(2)))
  expect(seqs()).toEqual([1, 2])
  expect(feed.phase).toBe('shown')
  expect(hub.said).toEqual([{ kind: 'listen', view: view('status=failed'), after: 2 }])
})

test('what comes is drawn once a frame', async () => {
  await feed.show(view(), read(event(1)))
  hub.tell(event(2))
  hub.tell(event(3))
  expect(seqs()).toEqual([1])
  frame()
  expect(seqs()).toEqual([1, 2, 3])
  expect(heard).toHaveBeenCalledExactlyOnceWith([event(2), event(3)])
})

test('it keeps the newest only', async () => {
  await feed.show(view(), read())
  hub.tell(...Array.from({ length: 3 * KEPT }, (_, index) => event(index + 1)))
  frame()
  expect(feed.rows).toHaveLength(KEPT)
  expect(seqs().at(-1)).toBe(3 * KEPT)
})

test('a page that is hidden draws nothing, and keeps little for later', async () => {
  await feed.show(view(), read())
  for (let seq = 1; seq <= 5_000; seq += 1) hub.tell(event(seq))
  frame()
  expect(heard.mock.calls[0]?.[0].length).toBeLessThanOrEqual(2 * KEPT)
  expect(seqs().at(-1)).toBe(5_000)
})

test('what a hidden page was told of changes is kept, and of too many it reads again', async () => {
  await feed.show(view(), read(event(1)))
  hub.messages({ kind: 'event', event: event(1, { agent: 'explore' }), isNew: false })
  for (let seq = 2; seq <= 5_000; seq += 1) hub.tell(event(seq))
  hub.messages({ kind: 'moved' })
  for (let seq = 5_001; seq <= 6_000; seq += 1) hub.tell(event(seq))
  frame()
  expect(moved).toHaveBeenCalledOnce()
  expect(feed.rows).toHaveLength(KEPT)
  for (let change = 0; change <= 2 * KEPT; change += 1) hub.messages({ kind: 'event', event: event(6_000), isNew: false })
  frame()
  expect(readAgain).toHaveBeenCalledOnce()
  expect(feed.notice).toBeNull()
})

test('what came to a hidden page while it was held is counted all the same', async () => {
  await feed.show(view(), read(event(1)))
  feed.hold()
  for (let seq = 2; seq <= 3_001; seq += 1) hub.tell(event(seq))
  frame()
  expect(feed.waiting.events).toBe(3_000)
  expect(seqs()).toEqual([1])
})

test('another view is not held because the one before was', async () => {
  await feed.show(view(), read(event(1)))
  feed.hold()
  await feed.show(view(), read(event(1), event(2)))
  expect(feed.isHeld).toBe(true)
  await feed.show(view('q=x'), read())
  expect(feed.isHeld).toBe(false)
})

test('an event that is known better takes its row', async () => {
  await feed.show(view(), read(event(1), event(2)))
  hub.messages({ kind: 'event', event: event(1, { agent: 'explore' }), isNew: false })
  frame()
  expect(feed.rows.map(({ agent }) => agent)).toEqual(['explore', event(2).agent])
  expect(heard).toHaveBeenCalledExactlyOnceWith([])
})

test('an event that the view shows no more goes', async () => {
  await feed.show(view('run=run_1'), read(event(1, { run_id: 'run_1' }), event(2, { run_id: 'run_1' })))
  hub.messages({ kind: 'event', event: event(1, { run_id: 'run_2' }), isNew: false })
  frame()
  expect(seqs()).toEqual([2])
})

test('while it is held rows stay, and what comes is counted', async () => {
  await feed.show(view(), read(event(1)))
  feed.hold()
  hub.tell(event(2), event(3, { status: 'failed' }))
  hub.messages({ kind: 'event', event: event(1, { title: 'better' }), isNew: false })
  frame()
  expect(feed.rows.map(({ title }) => title)).toEqual(['better'])
  expect(feed.waiting).toEqual({ events: 2, failed: 1 })
  feed.release()
  expect(seqs()).toEqual([1, 2, 3])
  expect(feed.waiting).toEqual({ events: 0, failed: 0 })
})

test('a gap is said, and read again', async () => {
  await feed.show(view(), read(event(1)))
  hub.live()
  hub.messages({ kind: 'gap', missed: 1_200 })
  frame()
  expect(feed.state).toBe('gap')
  expect(feed.notice).toContain('1,200 messages')
  expect(readAgain).toHaveBeenCalledOnce()
  await feed.show(view(), read(event(1), event(1_201)))
  expect(feed.state).toBe('live')
  expect(seqs()).toEqual([1, 1_201])
  expect(hub.said.at(-1)).toMatchObject({ after: 1_201 })
  expect(feed.notice).toContain('1,200 messages')
})

test('a place that is gone is said, and read again', async () => {
  await feed.show(view(), read(event(1)))
  hub.messages({ kind: 'reset', reason: 'gone' })
  frame()
  expect(feed.notice).toContain('read again')
  expect(readAgain).toHaveBeenCalledOnce()
})

test('a session that moved concerns the runs, and the events of one', async () => {
  await feed.show(view(), read(event(1)))
  hub.messages({ kind: 'moved' })
  frame()
  expect(moved).toHaveBeenCalledOnce()
  expect(readAgain).not.toHaveBeenCalled()
  await feed.show(view('run=run_1'), read())
  hub.messages({ kind: 'moved' })
  frame()
  expect(readAgain).toHaveBeenCalledOnce()
})

test('the last view asked for wins, in whatever order they are read', async () => {
  const slow = deferred<Awaited<ReturnType<typeof read>>>()
  const first = feed.show(view('q=slow'), slow.promise)
  await feed.show(view('q=fast'), read(event(2)))
  slow.resolve({ value: pageOf([event(1)]) })
  await first
  expect(seqs()).toEqual([2])
  expect(hub.said).toHaveLength(1)
})

test('what was meant for the view before is not drawn', async () => {
  await feed.show(view(), read(event(1)))
  hub.tell(event(2))
  const showing = feed.show(view('q=other'), read(event(5)))
  hub.tell(event(3))
  await showing
  frame()
  expect(seqs()).toEqual([5])
})

test('trouble is told, and what was shown stays as the last known', async () => {
  await feed.show(view(), read(event(1)))
  await feed.show(view(), Promise.resolve({ trouble: new Trouble('no answer', null) }))
  expect(feed.phase).toBe('failed')
  expect(feed.trouble?.message).toBe('no answer')
  expect(seqs()).toEqual([1])
  await feed.show(view(), read(event(1), event(2)))
  expect(feed.trouble).toBeNull()
  expect(feed.phase).toBe('shown')
})

test('it says since when it is stale', async () => {
  expect(feed.state).toBe('connecting')
  hub.say({ kind: 'link', link: { state: 'stale', since: 123 } })
  expect([feed.state, feed.since]).toEqual(['stale', 123])
  feed.retry()
  expect(hub.said).toEqual([{ kind: 'retry' }])
  hub.live()
  expect([feed.state, feed.since]).toEqual(['live', null])
})

test('it stops listening when nobody reads it', async () => {
  stop()
  await vi.runAllTimersAsync()
  expect(hub.isClosed).toBe(true)
})
