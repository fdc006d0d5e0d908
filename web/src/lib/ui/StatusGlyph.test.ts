import { render, screen } from '@testing-library/svelte'
import { expect, test } from 'vitest'
import { STATUSES } from '$lib/live/view'
import { STATUS_WORDS } from '$lib/text/words'
import StatusGlyph from './StatusGlyph.svelte'

test.each(STATUSES)('%s has a shape of its own that says its word', (status) => {
  render(StatusGlyph, { status })
  expect(screen.getByRole('img')).toHaveAccessibleName(STATUS_WORDS[status])
})

test('no two statuses look the same without colour', () => {
  const shapes = STATUSES.map((status) => {
    const { container } = render(StatusGlyph, { status })
    return [...container.querySelectorAll('path, circle')].map((part) => part.outerHTML).join('')
  })
  expect(new Set(shapes).size).toBe(STATUSES.length)
})

test('beside its word, or without a status, it is decoration', () => {
  render(StatusGlyph, { status: 'failed', isBesideWord: true })
  render(StatusGlyph, { status: null })
  expect(screen.queryByRole('img')).toBeNull()
})
