import { render, screen } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import FilterMenu from './FilterMenu.svelte'

const choose = vi.fn()
const show = (chosen: string[], counts: { value: string; events: number }[] | null = null) =>
  render(FilterMenu, { name: 'Source', values: ['a', 'b'], chosen, counts, wordOf: (value: string) => value.toUpperCase(), choose })

test('values of the server join the known ones, with their counts', () => {
  show(['gone'], [{ value: 'c', events: 1_234 }])
  expect(screen.getAllByRole('checkbox').map((box) => box.closest('label')?.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
    'A 0',
    'B 0',
    'C 1,234',
    'GONE 0',
  ])
})

test('choosing adds and takes away, in the order of the menu', async () => {
  show(['b'])
  await userEvent.click(screen.getByRole('checkbox', { name: 'A' }))
  expect(choose).toHaveBeenLastCalledWith(['a', 'b'])
  await userEvent.click(screen.getByRole('checkbox', { name: 'B' }))
  expect(choose).toHaveBeenLastCalledWith([])
  await userEvent.click(screen.getByRole('button', { name: 'Any source' }))
  expect(choose).toHaveBeenLastCalledWith([])
})

test('what is chosen stands on the closed menu', () => {
  const { container } = show(['a', 'b'])
  expect(container.querySelector('summary')).toHaveTextContent('Source: A, B')
})
