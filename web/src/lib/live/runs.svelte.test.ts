import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Settled } from '$lib/api/lists'
import type { RunPage } from '$lib/api/schema'
import { Trouble } from '$lib/api/trouble'
import { deferred } from '../../test/deferred'
import { run } from '../../test/story'
import { RunList } from './runs.svelte'

const page = (ids: string[], next: string | null = null): Settled<RunPage> => ({
  value: { items: ids.map((id) => run({ run_id: id, title: `Run ${id}`, waiting: 1 })), next_cursor: next, watermark: 1 },
})
const read = vi.fn<(dataset: string | null, cursor: string | null) => Promise<Settled<RunPage>>>()
let list: RunList

beforeEach(() => {
  vi.useFakeTimers()
  read.mockReset()
  list = new RunList(read)
})
afterEach(() => vi.useRealTimers())

const ids = () => list.runs.map(({ run_id }) => run_id)
const first = (...args: Parameters<typeof page>) => Promise.resolve(page(...args))

test('it shows the first page, knows whether there are older ones, and who waits', async () => {
  await list.show(null, first(['a', 'b'], 'next'))
  expect([ids(), list.hasOlder, list.waiting, list.phase]).toEqual([['a', 'b'], true, 2, 'shown'])
  expect(list.find('b')?.title).toBe('Run b')
  expect(list.find('z')).toBeNull()
})

test('older runs join, and stay when the list is read again', async () => {
  read.mockImplementation((_, cursor) => Promise.resolve(cursor === null ? page(['a'], 'next') : page(['b'])))
  await list.show(null, first(['a'], 'next'))
  await list.older()
  expect([ids(), list.hasOlder]).toEqual([['a', 'b'], false])
  await list.show(null, first(['a'], 'next'))
  expect(ids()).toEqual(['a', 'b'])
})

test('many calls become one reading, a second later', async () => {
  await list.show(null, first(['a']))
  read.mockResolvedValue(page(['b', 'a']))
  for (let call = 0; call < 10; call += 1) list.refresh()
  await vi.advanceTimersByTimeAsync(999)
  expect(read).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(read).toHaveBeenCalledOnce()
  expect(ids()).toEqual(['b', 'a'])
})

test('there is never a second reading at a time', async () => {
  await list.show(null, first(['a']))
  const slow = deferred<Settled<RunPage>>()
  read.mockReturnValue(slow.promise)
  list.refresh()
  await vi.advanceTimersByTimeAsync(1_000)
  list.refresh()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(read).toHaveBeenCalledOnce()
  slow.resolve(page(['b']))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(read).toHaveBeenCalledTimes(2)
})

test('what was read of a dataset that is not shown any more is dropped', async () => {
  const slow = deferred<Settled<RunPage>>()
  const showing = list.show(null, slow.promise)
  await list.show('demo', first(['d']))
  slow.resolve(page(['a']))
  await showing
  expect(ids()).toEqual(['d'])
})

test('trouble is told, and what was shown stays', async () => {
  await list.show(null, first(['a']))
  await list.show(null, Promise.resolve({ trouble: new Trouble('busy', 503) }))
  expect([list.phase, list.trouble?.message, ids()]).toEqual(['failed', 'busy', ['a']])
})

test('after its end nothing is read', async () => {
  await list.show(null, first(['a']))
  list.refresh()
  list.close()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(read).not.toHaveBeenCalled()
})
