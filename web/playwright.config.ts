import { defineConfig } from '@playwright/test'

/** Debian's, so that no browser has to be downloaded. */
const CHROMIUM = process.env.PLUGWALK_CHROMIUM ?? '/usr/bin/chromium'

export default defineConfig({
  testDir: 'e2e',
  // The tests of a file share a daemon, one after the other.
  fullyParallel: false,
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  timeout: 30_000,
  reporter: [['list']],
  use: {
    launchOptions: { executablePath: CHROMIUM },
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
  },
})
