import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Event } from '$lib/api/schema'
import { event, timeline } from '../../test/story'
import { compare, merge } from './order'

test('the order is the one in which the daemon gives a timeline', () => {
  expect(timeline.items.toReversed().sort(compare)).toEqual(timeline.items)
})

test('of equal times the one without an order of its own comes first', () => {
  const [time, none, some] = [event(1).ts, event(7, { source_order: null }), event(3, { source_order: -5 })]
  expect(
    [
      { ...some, ts: time },
      { ...none, ts: time },
    ]
      .sort(compare)
      .map(({ seq }) => seq),
  ).toEqual([7, 3])
})

const events = fc
  .array(
    fc.record({
      seq: fc.integer({ min: 1, max: 40 }),
      ts: fc.integer({ min: 0, max: 5 }),
      order: fc.option(fc.integer({ min: 0, max: 3 })),
    }),
  )
  .map((all) =>
    all.map(({ seq, ts, order }): Event => event(seq, { ts: event(ts).ts, source_order: order, title: `${ts} ${order}` })),
  )

test('rows are the newest of all that was told, each once and as it was told last', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 6 }), (batches) => {
      const rows = batches.reduce<readonly Event[]>((rows, batch) => merge(rows, batch, 1_000), [])
      const last = new Map(batches.flat().map((event) => [event.event_id, event]))
      expect(rows).toEqual([...last.values()].sort(compare))
    }),
  )
})

test('rows are bounded, and the oldest go', () => {
  const rows = merge([event(1), event(2)], [event(4), event(3)], 3)
  expect(rows.map(({ seq }) => seq)).toEqual([2, 3, 4])
})
