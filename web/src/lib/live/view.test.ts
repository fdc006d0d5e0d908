import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SEVERITIES, STATUSES, TYPES, isFiltered, toQuery, viewOf, withView, type View } from './view'

const EMPTY: View = { dataset: null, run: null, source: [], severity: [], status: [], type: [], q: '' }
const url = (search: string) => new URL(`http://localhost/live${search}`)

test.each<[search: string, view: Partial<View>]>([
  ['', {}],
  ['?dataset=demo&run=run_1', { dataset: 'demo', run: 'run_1' }],
  ['?status=failed,blocked', { status: ['failed', 'blocked'] }],
  ['?status=blocked,failed,failed', { status: ['failed', 'blocked'] }],
  ['?status=failed,exploded&severity=loud', { status: ['failed'] }],
  ['?source=claude,,daplug', { source: ['claude', 'daplug'] }],
  ['?q=%20npm%20test%20', { q: 'npm test' }],
  [`?q=${'a'.repeat(300)}`, { q: 'a'.repeat(200) }],
  ['?run=&dataset=&q=', {}],
])('%s', (search, view) => {
  expect(viewOf(url(search).searchParams)).toEqual({ ...EMPTY, ...view })
})

test('what is not part of the view stays in the address', () => {
  expect(withView(url('?sel=evt_1&future=x'), { status: ['failed', 'retry'] }).search).toBe(
    '?sel=evt_1&future=x&status=failed,retry',
  )
})

test('a filter without values leaves the address', () => {
  expect(withView(url('?status=failed&q=x'), { status: [], q: '' }).search).toBe('')
})

const words = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text && !text.includes(','))
const views: fc.Arbitrary<View> = fc.record({
  dataset: fc.option(words),
  run: fc.option(words),
  source: fc.uniqueArray(words),
  severity: fc.subarray([...SEVERITIES]),
  status: fc.subarray([...STATUSES]),
  type: fc.subarray([...TYPES]),
  q: fc.oneof(fc.constant(''), words),
})

test('a link is the view', () => {
  fc.assert(
    fc.property(views, (view) => {
      expect(viewOf(withView(url(''), view).searchParams)).toEqual(view)
    }),
  )
})

test('only what narrows the events is asked of the API', () => {
  expect(toQuery(EMPTY)).toEqual({})
  expect(toQuery({ ...EMPTY, run: 'run_1', severity: ['warn'], q: 'x' })).toEqual({ run_id: ['run_1'], severity: ['warn'], q: 'x' })
})

test('a run or a dataset is no filter', () => {
  expect(isFiltered({ ...EMPTY, run: 'run_1', dataset: 'demo' })).toBe(false)
  expect(isFiltered({ ...EMPTY, type: ['tool'] })).toBe(true)
  expect(isFiltered({ ...EMPTY, q: 'x' })).toBe(true)
})
