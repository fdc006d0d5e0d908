import { events, expect, open, test } from './test'

test('after a restart of the daemon the page goes on, and nothing is missing', async ({ page, daemon, complaints }) => {
  await open(page, '/live')
  await daemon.ingest({ title: 'before the restart' })
  await expect(events(page).getByText('before the restart')).toBeVisible()
  await daemon.stop()
  await expect(page.getByText('Reconnecting')).toBeVisible()
  await expect(events(page).getByText('before the restart')).toBeVisible()

  await daemon.start()
  await daemon.ingest({ title: 'after the restart' })
  await page
    .getByRole('button', { name: 'Now' })
    .click({ timeout: 2_000 })
    .catch(() => undefined)
  await expect(events(page).getByText('after the restart')).toBeVisible()
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  await expect(events(page).getByText('before the restart')).toHaveCount(1)
  // The browser itself reports each attempt that failed.
  expect(complaints.splice(0).filter((text) => !text.includes('ERR_'))).toEqual([])
})

test('all tabs of a browser share one stream', async ({ context, daemon }) => {
  const before = await daemon.streams()
  const [one, two, three] = [await context.newPage(), await context.newPage(), await context.newPage()]
  for (const page of [one, two, three]) await open(page, `${daemon.url}/live`)
  expect(await daemon.streams()).toBe(before + 1)
  await daemon.ingest({ title: 'told to all tabs' })
  for (const page of [one, two, three]) {
    await page.bringToFront()
    await expect(events(page).getByText('told to all tabs')).toBeVisible()
  }
  await one.close()
  await daemon.ingest({ title: 'told to the others' })
  await two.bringToFront()
  await expect(events(two).getByText('told to the others')).toBeVisible()
})
