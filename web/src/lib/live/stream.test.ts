import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { event } from '../../test/story'
import { FakeSource, FakeSources } from '../../test/sources'
import type { Told } from './protocol'
import { Stream } from './stream'

let sources: FakeSources
let told: (Told | null)[]

beforeEach(() => {
  vi.useFakeTimers()
  sources = new FakeSources()
  told = []
})
afterEach(() => vi.useRealTimers())

const open = (after = 10) => new Stream('demo', after, sources.open, (message) => told.push(message))
const kinds = () => told.map((message) => message?.kind ?? 'link')

test('it begins where the page has read to, in its dataset', () => {
  open(10)
  expect(sources.last.place).toBe('10')
  expect(sources.last.url.searchParams.get('dataset')).toBe('demo')
})

test('it is live as soon as it is open', () => {
  const stream = open()
  expect(stream.link.state).toBe('connecting')
  sources.last.say('open')
  expect(stream.link.state).toBe('live')
  expect(kinds()).toEqual(['link'])
})

test('an event that is told again is known better, not new', () => {
  open(10)
  sources.last.tell(event(11))
  sources.last.tell(event(12))
  sources.last.tell(event(12, { agent: 'build' }), null)
  sources.last.tell(event(11, { agent: 'build' }), null)
  sources.last.tell(event(9, { agent: 'build' }), null)
  expect(told.flatMap((message) => (message?.kind === 'event' ? [[message.event.seq, message.isNew]] : []))).toEqual([
    [11, true],
    [12, true],
    [12, false],
    [11, false],
    [9, false],
  ])
})

test('after a loss it connects again after the last event it was told of, and waits longer each time', () => {
  const stream = open()
  sources.last.tell(event(11))
  sources.last.say('plugwalk.heartbeat', '{}', event(15).event_id)
  for (const wait of [500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
    const lost = sources.last
    lost.say('error')
    expect(lost.isClosed).toBe(true)
    expect(stream.link.state).toBe('stale')
    vi.advanceTimersByTime(wait - 1)
    expect(sources.last).toBe(lost)
    vi.advanceTimersByTime(1)
    expect(sources.last.place).toBe(event(15).event_id)
  }
  sources.last.say('open')
  expect(stream.link.state).toBe('live')
})

test('a connection that falls silent is ended and made anew', () => {
  const stream = open()
  sources.last.say('open')
  const silent = sources.last
  vi.advanceTimersByTime(11_000)
  silent.say('plugwalk.heartbeat', '{}', event(11).event_id)
  vi.advanceTimersByTime(11_000)
  expect(stream.link.state).toBe('live')
  const lastHeard = Date.now() - 11_000
  vi.advanceTimersByTime(1_000)
  expect(silent.isClosed).toBe(true)
  expect(stream.link).toEqual({ state: 'stale', since: lastHeard })
  vi.advanceTimersByTime(500)
  expect(sources.last.place).toBe(event(11).event_id)
})

test.each([
  ['plugwalk.gap', '{"missed":7,"after":11}', { kind: 'gap', missed: 7 }],
  ['plugwalk.reset', '{"reason":"gone"}', { kind: 'reset', reason: 'gone' }],
])('%s ends it, as the page has to read again', (name, data, expected) => {
  open()
  sources.last.say('open')
  sources.last.say(name, data)
  expect(told.at(-1)).toEqual(expected)
  expect(sources.last.isClosed).toBe(true)
  vi.advanceTimersByTime(60_000)
  expect(sources.all).toHaveLength(1)
})

test('what was told lately is told to whoever joins', () => {
  const stream = open(10)
  for (const seq of [11, 12, 13]) sources.last.tell(event(seq))
  sources.last.tell(event(11, { agent: 'build' }), null)
  const since = (after: number) =>
    stream.since(after)?.map((message) => (message.kind === 'event' ? message.event.seq : message.kind))
  expect(since(10)).toEqual([11, 12, 13, 11])
  expect(since(12)).toEqual([13, 11])
  expect(since(99)).toEqual([11])
  expect(since(9)).toBeUndefined()
})

test('memory is bounded, and knows where it begins', () => {
  const stream = open(0)
  for (let seq = 1; seq <= 1_200; seq += 1) sources.last.tell(event(seq))
  expect(stream.since(199)).toBeNull()
  expect(stream.since(200)).toHaveLength(1_000)
})

test('what a connection says after its end is not heard', () => {
  const stream = open()
  const old: FakeSource = sources.last
  stream.retry()
  old.tell(event(11))
  expect(kinds()).toEqual([])
})
