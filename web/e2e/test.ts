import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { Daemon } from './daemon'

type Fixtures = {
  /** What the browser complains of: errors in the console, exceptions, breaches of the policy. None may be left. */
  complaints: string[]
}

export const test = base.extend<Fixtures, { daemon: Daemon }>({
  daemon: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const daemon = new Daemon()
      await daemon.start()
      await use(daemon)
      await daemon.remove()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ daemon }, use) => use(daemon.url),
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = []
      context.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
      })
      context.on('weberror', (error) => complaints.push(String(error.error())))
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
          // eslint-disable-next-line no-console -- the console is how the page tells the test
          console.error(`policy: ${violatedDirective} ${blockedURI}`),
        )
      })
      await use(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** Opens the page and waits until it is live. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
}

export const events = (page: Page) => page.getByRole('list', { name: 'Events, the newest last' })
export const runs = (page: Page) => page.getByRole('region', { name: 'Runs' })
export const drawer = (page: Page) => page.getByRole('region', { name: 'Event evidence' })

/** The button that opens a menu of filter values. */
export const menu = (page: Page, name: string) => page.locator('summary', { hasText: name })

/** What stands in the way of people with other eyes, hands or ears, as far as axe sees it. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}
