import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Announcer } from './announcer.svelte'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('the first sentence is said at once, later ones at most every five seconds, as the last and a count', () => {
  const announcer = new Announcer()
  announcer.say('one failed')
  expect(announcer.text).toBe('one failed')
  announcer.say('two failed')
  announcer.say('three failed')
  announcer.say('four waits')
  vi.advanceTimersByTime(4_999)
  expect(announcer.text).toBe('one failed')
  vi.advanceTimersByTime(1)
  expect(announcer.text).toBe('four waits, and 2 more')
  vi.advanceTimersByTime(5_000)
  announcer.say('five failed')
  expect(announcer.text).toBe('five failed')
})

test('after its end nothing is said', () => {
  const announcer = new Announcer()
  announcer.say('one')
  announcer.say('two')
  announcer.close()
  vi.advanceTimersByTime(60_000)
  expect(announcer.text).toBe('one')
})
