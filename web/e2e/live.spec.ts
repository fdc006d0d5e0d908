import { drawer, events, expect, expectAccessible, menu, open, runs, test } from './test'

test('the address that the command prints shows the recorded runs', async ({ page }) => {
  await open(page, '/?dataset=demo')
  await expect(page).toHaveURL(/\/live\?dataset=demo$/)
  await expect(runs(page).getByRole('button', { name: /Cart storage/ })).toBeVisible()
  await expect(events(page).getByRole('listitem')).toHaveCount(300)
})

test('a run that is chosen stands in the address, and Back goes back', async ({ page }) => {
  await open(page, '/live?dataset=demo')
  const run = runs(page).getByRole('button', { name: /Cart storage/ })
  await run.click()
  await expect(run).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/&run=run_oc_/)
  await expect(page.getByText('of “Cart storage”')).toBeVisible()
  await expect(events(page).getByRole('listitem')).not.toHaveCount(300)
  await expectAccessible(page)

  await page.reload()
  await expect(page.getByText('of “Cart storage”')).toBeVisible()

  await page.goBack()
  await expect(page.getByText('of all runs')).toBeVisible()
})

test('events and runs arrive by themselves', async ({ page, daemon }) => {
  await open(page, '/live')
  await daemon.ingest({ run_id: 'run_new', session_id: 'ses_new', title: 'Edit cart.ts', summary: '3 lines' })
  await expect(events(page).getByText('Edit cart.ts')).toBeVisible()
  await expect(runs(page).getByRole('button', { name: /new/ })).toBeVisible()
})

test('who waits is counted in the title, and said once to those who do not see', async ({ page, daemon }) => {
  await open(page, '/live')
  await daemon.ingest({
    run_id: 'run_waits',
    session_id: 'ses_waits',
    entity_type: 'permission',
    entity_id: 'per_1',
    status: 'blocked',
    severity: 'warn',
    title: 'Allow git push?',
  })
  await expect(page.getByText('1 waits for you')).toBeVisible()
  await expect(page).toHaveTitle('(1) Live · Plugwalk')
  await expect(page.getByRole('status')).toContainText('Waiting for you')
  await expectAccessible(page)
})

test('filters stand in the address and hold for what comes live', async ({ page, daemon }) => {
  await daemon.ingest({ title: 'fine before', status: 'success' }, { title: 'broken before', status: 'failed', severity: 'error' })
  await open(page, '/live')
  await menu(page, 'Status').click()
  await page.getByRole('checkbox', { name: /Failed/ }).check()
  await expect(page).toHaveURL(/\?status=failed$/)
  await expect(events(page).getByText('broken before')).toBeVisible()
  await expect(events(page).getByText('fine before')).toHaveCount(0)

  await daemon.ingest({ title: 'fine after', status: 'success' }, { title: 'broken after', status: 'failed', severity: 'error' })
  await expect(events(page).getByText('broken after')).toBeVisible()
  await expect(events(page).getByText('fine after')).toHaveCount(0)

  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(page).toHaveURL(/\/live$/)
  await expect(events(page).getByText('fine after')).toBeVisible()
})

test('words find what happened; without any there are words that say what to do', async ({ page, daemon }) => {
  await daemon.ingest({ title: 'Bash npm test', summary: 'needle in the hay' }, { title: 'Bash ls' })
  await open(page, '/live')
  const field = page.getByRole('searchbox')
  await field.pressSequentially('NEEDLE ')
  await expect(page).toHaveURL(/\?q=NEEDLE$/)
  await field.pressSequentially('npm')
  await expect(field).toHaveValue('NEEDLE npm')
  await expect(events(page).getByRole('listitem')).toHaveCount(1)
  await expect(page).toHaveURL(/\?q=NEEDLE\+npm$/)
  await field.fill('nothing holds this')
  await expect(page.getByText('No event matches these filters.')).toBeVisible()
  await expectAccessible(page)
})

test('an event opens with its payload, and Back closes it', async ({ page, daemon }) => {
  await daemon.ingest({ title: 'Bash git push', status: 'failed', severity: 'error', payload: { exit: 128 } })
  await open(page, '/live')
  await events(page).getByText('Bash git push').click()
  await expect(drawer(page).getByRole('heading', { name: 'Bash git push' })).toBeFocused()
  await expect(drawer(page).getByRole('region', { name: 'Payload' })).toContainText('"exit": 128')
  await expect(page).toHaveURL(/\?sel=evt_/)
  await expectAccessible(page)
  await page.goBack()
  await expect(drawer(page)).toHaveCount(0)
})

test('what agents write is never obeyed', async ({ page, daemon }) => {
  await daemon.ingest({
    title: '<img src=x onerror=alert(1)> \u202Egpj.exe',
    summary: '<script>alert(2)</script>',
    payload: { note: '</pre><script>alert(3)</script>\u202E', output: '\u001b[31mred\u001b[0m' },
  })
  await open(page, '/live')
  const row = events(page).getByRole('listitem').last()
  await expect(row).toContainText('<img src=x onerror=alert(1)> ‹U+202E›gpj.exe')
  await row.click()
  await expect(drawer(page)).toContainText('</pre><script>alert(3)</script>‹U+202E›')
  await expect(drawer(page)).toContainText('"output": "\\u001b[31mred\\u001b[0m"')
  await expect(page.locator('main img, main script')).toHaveCount(0)
})

test('what a person reads does not move; what came meanwhile is counted', async ({ page, daemon }) => {
  await daemon.ingest(...Array.from({ length: 100 }, (_, number) => ({ title: `before ${number}` })))
  await open(page, '/live')
  await events(page).evaluate((list) => list.scrollTo({ top: 0 }))
  const first = events(page).getByRole('listitem').first()
  const text = await first.textContent()
  await daemon.ingest({ title: 'came one' }, { title: 'came two', status: 'failed', severity: 'error' })
  const newest = page.getByRole('button', { name: '2 new events, 1 failed' })
  await expect(newest).toBeVisible()
  expect(await first.textContent()).toBe(text)
  await newest.click()
  await expect(events(page).getByText('came two')).toBeInViewport()
  await expect(newest).toHaveCount(0)
})

test('a flood leaves the newest, and the page bounded', async ({ page, daemon }) => {
  await open(page, '/live')
  for (let batch = 0; batch < 10; batch += 1) {
    await daemon.ingest(...Array.from({ length: 300 }, (_, number) => ({ title: `flood ${batch * 300 + number}` })))
  }
  await expect(events(page).getByText('flood 2999')).toBeInViewport()
  await expect(events(page).getByRole('listitem')).toHaveCount(300)
})

test('a refusal is shown in the server’s own words', async ({ page, complaints }) => {
  await page.goto('/live?dataset=gone')
  await expect(page.getByRole('alert').first()).toContainText('There is no dataset "gone"')
  await expect(page.getByRole('alert').last()).toContainText('There is no dataset "gone"')
  await expectAccessible(page)
  // The browser itself reports each answer of 404.
  expect(complaints.splice(0).filter((text) => !text.includes('404'))).toEqual([])
})

test('a page that does not exist is not found', async ({ request }) => {
  const response = await request.get('/nothing')
  expect(response.status()).toBe(404)
  expect(response.headers()['content-type']).toBe('application/problem+json')
})
