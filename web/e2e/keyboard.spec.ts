import { drawer, events, expect, open, runs, test } from './test'

test('everything is reached without a pointer', async ({ page, daemon }) => {
  await daemon.ingest(...[1, 2, 3, 4].map((number) => ({ title: `step ${number}`, status: 'failed' as const })), {
    title: 'step 5',
  })
  await open(page, '/live')
  const focused = page.locator(':focus')

  await page.keyboard.press('Tab')
  await expect(focused).toHaveText('Skip to the runs')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(runs(page).getByRole('button').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\?run=/)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/live(#runs)?$/)

  await page.keyboard.press('/')
  await page.keyboard.type('step')
  await expect(page).toHaveURL(/\?q=step/)
  for (const name of ['Source', 'Severity', 'Status']) {
    await page.keyboard.press('Tab')
    await expect(focused).toHaveText(name)
  }
  await page.keyboard.press('Enter')
  for (let value = 0; value < 6; value += 1) await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(page).toHaveURL(/status=failed/)
  await page.keyboard.press('Escape')
  await expect(focused).toHaveText('Status: Failed')
  await expect(events(page).getByRole('listitem')).toHaveCount(4)

  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(focused).toHaveText('Clear the filters')
  await page.keyboard.press('Tab')
  await expect(focused).toContainText('step 4')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('k')
  await expect(focused).toContainText('step 2')
  await page.keyboard.press('Enter')
  await expect(drawer(page).getByRole('heading', { name: 'step 2' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(drawer(page)).toHaveCount(0)
  await expect(focused).toContainText('step 2')

  await daemon.ingest({ title: 'step 6', status: 'failed' })
  await expect(page.getByRole('button', { name: /1 new event/ })).toBeVisible()
  await page.keyboard.press('.')
  await expect(events(page).getByText('step 6')).toBeInViewport()
})

test('the focus is always seen', async ({ page }) => {
  await open(page, '/live?dataset=demo')
  for (let stop = 0; stop < 12; stop += 1) {
    await page.keyboard.press('Tab')
    const outline = await page.locator(':focus').evaluate((element) => getComputedStyle(element).outlineStyle)
    expect(outline).toBe('solid')
  }
})
