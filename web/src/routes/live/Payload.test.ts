import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import Payload from './Payload.svelte'

test('a long payload is cut until somebody wants all of it', async () => {
  render(Payload, { value: { text: 'x'.repeat(50_000) }, labelledby: 'title' })
  const region = screen.getByRole('region')
  expect(region.textContent).toHaveLength(20_000)
  await userEvent.click(screen.getByRole('button', { name: /^Show 30,\d+ more characters$/ }))
  expect(region.textContent?.length).toBeGreaterThan(50_000)
  expect(screen.queryByRole('button')).toBeNull()
})

test('hidden characters are in sight', () => {
  render(Payload, { value: { name: 'a\u202Eb' }, labelledby: 'title' })
  expect(screen.getByRole('region')).toHaveTextContent('‹U+202E›')
})
