/** The app as it is installed: opens without a network, and changes to a new version when the person says so. */
import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { accessibilityProblems, enter, screenshot, useBrowser } from '../harness/browser.ts'
import { password, useSmallHub } from './small/build.ts'

const hub = useSmallHub()
const browser = useBrowser()

beforeEach(() => hub().serve('A'))

/** Signed in, with the service worker in charge of the page. */
async function openInstalled(look = {}): Promise<Page> {
  const page = await browser().open(look)
  await enter(page, hub().origin, 'david@norrsken.example', password)
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.reload()
  await page.locator('.version').waitFor()
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(`${hub().origin}/sw.js`)
  return page
}

/** The network tells of itself; without that the app tries by and by. */
async function comeBack(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.locator('.banner').waitFor({ state: 'detached' })
}

test('can be installed: name, icons, shortcuts, and a service worker that is asked for anew each time', async () => {
  const page = await openInstalled()
  const manifest = await (await fetch(`${hub().origin}/manifest.webmanifest`)).json()
  expect(manifest).toMatchObject({ name: 'Svara', start_url: '/', display: 'standalone', lang: 'sv' })
  expect(manifest.shortcuts.map(({ url }: { url: string }) => url)).toContain('/people')
  for (const { src, type } of manifest.icons) {
    const icon = await fetch(hub().origin + src)
    expect([src, icon.status, icon.headers.get('content-type')]).toEqual([src, 200, type])
  }
  const worker = await fetch(`${hub().origin}/sw.js`)
  expect(worker.headers.get('cache-control')).toBe('no-cache')
  // An old page asks for what isn't there any more: a page in its place would be taken for a script.
  expect((await fetch(`${hub().origin}/assets/gone-12345678.js`)).status).toBe(404)
  const devtools = await page.context().newCDPSession(page)
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
  // A window that remembers nothing can't install anything; that is all that is said against it.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter(id => id !== 'in-incognito')).toEqual([])
})

test('without the hub the shell opens, says since when, and heals when the hub is back', async () => {
  const page = await openInstalled()
  await hub().stop()
  try {
    await page.reload()
    await page.locator('.banner').waitFor()
    expect(await page.locator('.banner').textContent()).toContain('No connection since')
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'shell-offline')
    // In vain, and it goes on saying so.
    await page.getByRole('button', { name: 'Try now' }).click()
    // A screen that was never opened here is there all the same.
    await page.getByRole('link', { name: 'Later' }).click()
    await page.getByText('Later, of version A').waitFor()
    // What the hub says is never kept.
    expect(
      await page.evaluate(() =>
        fetch('/api/session').then(
          () => 'answered',
          () => 'away',
        ),
      ),
    ).toBe('away')
    await page.locator('.banner').waitFor()
    const kept = await page.evaluate(async () => {
      const caches_ = await Promise.all((await caches.keys()).map(name => caches.open(name)))
      return (await Promise.all(caches_.map(cache => cache.keys()))).flat().map(({ url }) => new URL(url).pathname)
    })
    expect(kept).toContain('/index.html')
    expect(kept.filter(path => /^\/(api|live|sip|health|metrics)/.test(path))).toEqual([])
  } finally {
    await hub().start()
  }
  await comeBack(page)
})

test('a new version is told of, loses nothing that is being written, and is loaded in the tab that asks for it', async () => {
  const page = await openInstalled()
  const other = await page.context().newPage()
  await other.goto(`${hub().origin}/write`)
  for (const tab of [page, other]) await tab.getByLabel('Text').fill('half a sentence')

  await hub().serve('B')
  await hub().stop()
  await page.locator('.banner').waitFor()
  await hub().start()
  await comeBack(page)

  const load = (tab: Page) => tab.getByRole('button', { name: 'Load it' })
  await load(page).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'shell-new-version')
  expect(await page.getByLabel('Text').inputValue()).toBe('half a sentence')
  expect(await page.locator('.version').textContent()).toBe('version A')

  // Not now is an answer too; whoever opens the page anew is told again.
  await other.getByRole('button', { name: 'Close' }).click()
  await load(other).waitFor({ state: 'detached' })

  await load(page).click()
  await page.getByText('version B').waitFor()
  // The other tab goes on with what it has, its unopened screens too, until it is told.
  await load(other).waitFor()
  expect(await other.getByLabel('Text').inputValue()).toBe('half a sentence')
  await other.getByRole('link', { name: 'Later' }).click()
  await other.getByText('Later, of version A').waitFor()
  await load(other).click()
  await other.getByText('Later, of version B').waitFor()
})
