/** Settings in sections, with an app of a few small ones. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityProblems, enter, screenshot, useBrowser } from '../harness/browser.ts'
import { password, useSmallHub } from './small/build.ts'

const hub = useSmallHub()
const browser = useBrowser()
const tooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

test.each([
  { theme: 'light', width: 'desktop' },
  { theme: 'dark', width: 'phone' },
] as const)('sections of the settings: beside their list, or a page each; only what one may set: %o', async look => {
  const page = await browser().open(look)
  await enter(page, hub().origin, 'david@norrsken.example', password)
  await page.locator('.top .me').click()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const list = page.getByRole('navigation', { name: 'Settings' })
  await list.waitFor()
  await expect.poll(() => page.getByText('All of the first.').count()).toBe(look.width === 'desktop' ? 1 : 0)
  expect(await list.getByRole('link').allTextContents()).toEqual(['First', 'Second'])
  expect([await accessibilityProblems(page), await tooWide(page)]).toEqual([[], 0])
  await list.getByRole('link', { name: 'Second' }).click()
  await page.getByText('All of the second.').waitFor()
  expect([new URL(page.url()).pathname, await page.title()]).toEqual(['/settings/two', 'Settings – Svara'])
  expect([await accessibilityProblems(page), await tooWide(page)]).toEqual([[], 0])
  await screenshot(page, `shell-sections-${look.theme}-${look.width}`)
  if (look.width === 'phone') {
    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    await list.waitFor()
  }
  await page.goto(`${hub().origin}/administration`)
  await page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Everybody' }).waitFor()
})
