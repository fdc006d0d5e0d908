import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Event } from '$lib/api/schema'
import { event, timeline } from '../../test/story'
import EventRow from './EventRow.svelte'

function show(
  change: Partial<Event>,
  more: { run?: string | null; isSelected?: boolean; isEntry?: boolean; select?: () => void } = {},
) {
  const props = { run: null, isSelected: false, isEntry: true, select: () => undefined, focused: () => undefined, ...more }
  return render(EventRow, { event: event(1, change), ...props })
}

test('it says when, how, what, and of whom', () => {
  show({ status: 'failed', title: 'Bash npm test', summary: 'exit 1', agent: 'explore', source_event: 'tool' }, { run: 'Cart' })
  expect(screen.getByRole('button')).toHaveAccessibleName(/^\S+ Failed Bash npm test Cart › explore.*exit 1 tool$/)
})

test('every event of the daemon’s own tests can be shown', () => {
  for (const event of timeline.items) {
    const { unmount } = render(EventRow, {
      event,
      run: null,
      isSelected: false,
      isEntry: false,
      select: () => undefined,
      focused: () => undefined,
    })
    expect(screen.getByRole('button').querySelector('.title')?.textContent).not.toBe('')
    unmount()
  }
})

test('markup in a text is text', () => {
  const { container } = show({ title: '<b onclick=alert(1)>bold</b>\u001b[31m' })
  expect(container.querySelector('b')).toBeNull()
  expect(container.querySelector('.title')).toHaveTextContent('<b onclick=alert(1)>bold</b>')
})

test('the tab key leads to one row of all, and Enter selects', async () => {
  const select = vi.fn()
  show({}, { isEntry: false })
  expect(screen.getByRole('button')).toHaveAttribute('tabindex', '-1')
  document.body.replaceChildren()
  show({}, { isSelected: true, select })
  await userEvent.tab()
  expect(screen.getByRole('button')).toHaveFocus()
  expect(screen.getByRole('button')).toHaveAttribute('aria-current', 'true')
  await userEvent.keyboard('{Enter}')
  expect(select).toHaveBeenCalledOnce()
})
