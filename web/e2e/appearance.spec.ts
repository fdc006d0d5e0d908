import { devices } from '@playwright/test'
import { drawer, events, expect, expectAccessible, open, test } from './test'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`on a small ${colorScheme} screen everything is there and nothing is cut off`, async ({ browser, daemon }) => {
    const context = await browser.newContext({ ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, colorScheme })
    const page = await context.newPage()
    await open(page, `${daemon.url}/live?dataset=demo&status=failed`)
    await expectAccessible(page)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBe(390)
    await events(page).getByRole('listitem').last().tap()
    await expect(drawer(page).getByRole('heading').first()).toBeFocused()
    await expectAccessible(page)
    await drawer(page).getByRole('button', { name: 'Close' }).tap()
    await expect(events(page).getByRole('button').last()).toBeFocused()
    await context.close()
  })
}

test('with reduced motion nothing moves', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 800 })
  const animation = () => drawer(page).evaluate((element) => getComputedStyle(element).animationName)
  await open(page, '/live?dataset=demo')
  await events(page).getByRole('listitem').last().click()
  expect(await animation()).not.toBe('none')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  expect(await animation()).toBe('none')
})
