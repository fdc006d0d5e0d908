import { expect, test, vi } from 'vitest'
import { event, pageOf } from '../../test/story'
import { viewOf } from '../live/view'
import { connect } from './client'
import { newestEvents, runs, settle } from './lists'

const answering = (body: unknown, status = 200) => {
  const json = JSON.stringify(body)
  return vi.fn(() => Promise.resolve(new Response(json, { status, headers: { 'Content-Type': 'application/json' } })))
}
const asked = (fetch: ReturnType<typeof answering>) => {
  const [request] = fetch.mock.calls[0] as unknown as [Request]
  return decodeURIComponent(request.url.slice(location.origin.length))
}

test('a view becomes the parameters of a search', async () => {
  const fetch = answering(pageOf([]))
  const view = viewOf(new URLSearchParams('dataset=demo&run=run_1&status=failed,blocked&q=npm test'))
  await newestEvents(connect(fetch), view)
  expect(asked(fetch)).toBe('/api/v1/search?dataset=demo&run_id=run_1&status=failed,blocked&q=npm test&order=newest&limit=300')
})

test('where words are rare it asks on, until the list is full or there is nothing more', async () => {
  const pages = [{ ...pageOf([event(9)]), next_cursor: 'two' }, { ...pageOf([event(5)]), next_cursor: 'three' }, pageOf([event(1)])]
  const fetch = vi.fn((_: Request) => Promise.resolve(Response.json(pages.shift())))
  const page = await newestEvents(connect(fetch as typeof globalThis.fetch), viewOf(new URLSearchParams('q=rare')))
  expect(page.items.map(({ seq }) => seq)).toEqual([9, 5, 1])
  expect(page.next_cursor).toBeNull()
  const asked = fetch.mock.calls.map(([{ url }]) => new URL(url).searchParams)
  expect(asked.map((query) => [query.get('cursor'), query.get('limit')])).toEqual([
    [null, '300'],
    ['two', '299'],
    ['three', '298'],
  ])
})

test('it asks on for a while only', async () => {
  const fetch = vi.fn(() => Promise.resolve(Response.json({ ...pageOf([]), next_cursor: 'on' })))
  const page = await newestEvents(connect(fetch), viewOf(new URLSearchParams('q=nowhere')))
  expect(fetch).toHaveBeenCalledTimes(25)
  expect(page.next_cursor).toBe('on')
})

test('runs are asked page by page', async () => {
  const fetch = answering({ items: [], next_cursor: null, watermark: 0 })
  await runs(connect(fetch), null, 'abc')
  expect(asked(fetch)).toBe('/api/v1/runs?limit=100&cursor=abc')
})

test.each([
  [{ title: 'Bad Request', status: 400, detail: 'The limit is too great.' }, 400, 'The limit is too great.', false],
  [{ title: 'Service Unavailable', status: 503 }, 503, 'Service Unavailable', true],
  ['<html>', 502, 'Plugwalk refused with status 502.', true],
])('a refusal is told in the server’s own words', async (body, status, words, mayPass) => {
  const settled = await settle(runs(connect(answering(body, status)), null))
  expect(settled).toMatchObject({ trouble: { message: words, status, mayPass } })
})

test('when nobody answers, it is said what to do', async () => {
  const fetch = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')))
  const settled = await settle(runs(connect(fetch), null))
  expect(settled).toMatchObject({ trouble: { status: null, mayPass: true } })
  expect('trouble' in settled && settled.trouble.message).toContain('Is it running?')
})
