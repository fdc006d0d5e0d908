import { expect, test } from 'vitest'
import type { Event } from '$lib/api/schema'
import { event } from '../../test/story'
import { matches } from './matches'
import { viewOf } from './view'

const failed: Partial<Event> = {
  source: 'claude',
  severity: 'error',
  status: 'failed',
  entity_type: 'tool',
  run_id: 'run_1',
  title: 'Bash npm test',
  summary: 'exit 1: Ä',
}

test.each<[query: string, change: Partial<Event>, isShown: boolean]>([
  ['', {}, true],
  ['source=claude,opencode', {}, true],
  ['source=opencode', {}, false],
  ['severity=warn', {}, false],
  ['status=failed', {}, true],
  ['status=failed', { status: null }, false],
  ['type=tool&status=failed&severity=error', {}, true],
  ['type=tool&status=success', {}, false],
  ['run=run_1', {}, true],
  ['run=run_2', {}, false],
  ['run=run_1', { run_id: null }, false],
  ['q=NPM+exit', {}, true],
  ['q=npm+gone', {}, false],
  ['q=ä', {}, true],
  ['q=npm', { title: null, summary: null }, false],
])('%s shows %o: %s', (query, change, isShown) => {
  expect(matches(viewOf(new URLSearchParams(query)), event(1, { ...failed, ...change }))).toBe(isShown)
})
