/**
 * The list of activities, one's own and everybody's; and how all of it looks in every theme, language and width.
 * Needs: presence.
 */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityProblems, enter, type Look, screenshot, speak, useBrowser } from '../harness/browser.ts'
import { useStack } from '../harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const browser = useBrowser()

async function open(who: string, look: Look = {}): Promise<Page> {
  const page = await browser().open(look)
  await enter(page, stack().http, `${who}@norrsken.example`)
  await speak(page, look.language ?? 'en')
  return page
}

const list = (page: Page) => page.locator('.activity-list')
const form = (page: Page) => page.locator('.activity-form')
const toast = (page: Page) => page.locator('.toast')

async function openScreen(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Activities' }).click()
  await list(page).waitFor()
}

/** Played, and not only fetched. */
const heardOf = (page: Page) =>
  page.locator('audio').evaluateAll(all => (all as HTMLAudioElement[]).map(({ currentTime }) => currentTime))

test('by keyboard alone: an own activity is made, with its problems at their fields; heard, chosen, deleted and brought back', async () => {
  const page = await open('bjorn')
  await openScreen(page)
  await page.getByRole('button', { name: 'New activity', exact: true }).focus()
  await page.keyboard.press('Enter')
  await form(page).waitFor()
  const field = (label: string) => form(page).getByLabel(label, { exact: true })
  await field('Name in Swedish').focus()
  await page.keyboard.type('Fika')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => form(page).locator('[role=alert]').allTextContents())
    .toEqual(['Has to be given.', 'Has to be given.', 'Has to be given.'])
  expect(await field('Name in Swedish').inputValue()).toBe('Fika')
  expect(await field('Name in English').getAttribute('aria-invalid')).toBe('true')
  for (const [label, text] of [
    ['Name in English', 'Coffee'],
    ['Heard in Swedish', 'fikar'],
    ['Heard in English', 'is having coffee'],
  ] as const) {
    await field(label).focus()
    await page.keyboard.type(text)
    await expect.poll(() => field(label).getAttribute('aria-invalid')).not.toBe('true')
  }
  expect(await form(page).locator('[role=alert]').allTextContents()).toEqual([])
  const example = form(page).locator('.say[lang=en]')
  await expect.poll(() => example.textContent()).toMatch(/^Björn Lind is having coffee, back at 15:\d\d\.$/)
  await field('Minutes').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('1441')
  await page.keyboard.press('Enter')
  await form(page).getByText('Write whole minutes, from 1 to 1440 (24 hours).').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('20')
  await expect.poll(() => example.textContent()).toMatch(/back at 14:\d\d\.$/)
  const pictures = form(page).getByRole('radiogroup', { name: 'Picture' })
  await pictures.locator('[aria-checked=true]').focus()
  await page.keyboard.press('ArrowRight')
  expect(await pictures.locator('[aria-checked=true]').textContent()).toBe('Dash')

  // What a caller would hear, before anything is saved.
  await form(page)
    .getByRole('button', { name: /^Hear it: Björn Lind is having/ })
    .focus()
  await page.keyboard.press('Enter')
  await expect.poll(async () => Math.max(...(await heardOf(page))), { timeout: 15_000 }).toBeGreaterThan(0.5)

  // A look elsewhere loses nothing.
  await page.getByRole('link', { name: 'People' }).click()
  await openScreen(page)
  await page.getByRole('button', { name: 'New activity', exact: true }).click()
  await expect.poll(() => field('Heard in English').inputValue()).toBe('is having coffee')
  await form(page).getByRole('button', { name: 'Save' }).focus()
  await page.keyboard.press('Enter')
  await toast(page).getByText('Saved: Coffee.').waitFor()
  const mine = list(page).getByRole('link', { name: /Coffee/ })
  await expect.poll(() => mine.textContent()).toMatch(/Closes the phone.*20 min.*My own/)

  await page.keyboard.press('a')
  await page.getByRole('radio', { name: /^Coffee/ }).focus()
  await page.keyboard.press('Enter')
  const top = page.locator('button.mine')
  await expect.poll(() => top.textContent()).toMatch(/Coffee back 14:\d\d/)
  // The hub has it too.
  await toast(page)
    .getByText(/^Coffee, back/)
    .waitFor()

  await mine.focus()
  await page.keyboard.press('Enter')
  await form(page).getByRole('button', { name: 'Delete' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => top.textContent()).toContain('Available')
  await expect.poll(() => mine.count()).toBe(0)
  await toast(page)
    .filter({ hasText: 'Deleted: Coffee. Your activity is Available.' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await mine.waitFor()
  await expect.poll(() => top.textContent()).toMatch(/Coffee back 14:\d\d/)
})

test('↓ leads into the list, and from row to row', async () => {
  const page = await open('anna')
  await openScreen(page)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  const focused = () => page.evaluate(() => document.activeElement?.querySelector('b')?.textContent)
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe('Available')
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe('In a meeting')
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe('Available')
})

test('an administrator gives everybody another form, and takes it back; nobody else may', async () => {
  const [david, elin] = await Promise.all([open('david'), open('elin')])
  await Promise.all([openScreen(david), openScreen(elin)])
  expect(await elin.getByRole('button', { name: 'For everybody' }).count()).toBe(0)
  await david.getByRole('button', { name: 'For everybody' }).click()
  await expect.poll(() => new URL(david.url()).pathname).toBe('/activities/everybody')
  await list(david)
    .getByRole('link', { name: /^Errand/ })
    .click()
  await form(david).getByLabel('Name in English', { exact: true }).fill('Out of the house')
  await form(david).getByRole('button', { name: 'Rings' }).click()
  expect(await form(david).getByRole('switch').getAttribute('aria-checked')).toBe('false')
  await form(david).getByRole('button', { name: 'Save' }).click()
  await expect.poll(() => list(elin).textContent()).toMatch(/Out of the housePhones ring.*The organisation’s/)
  await list(david)
    .getByRole('link', { name: /^Out of the house/ })
    .click()
  await form(david).getByRole('button', { name: 'Back to the standard form' }).click()
  await toast(david).getByText('Errand has its standard form again.').waitFor()
  await expect.poll(() => list(elin).textContent()).not.toContain('Out of the house')
  await list(elin)
    .getByRole('link', { name: /^Errand/ })
    .waitFor()
})

const looks: readonly Look[] = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'sv', width: 'phone' },
  { theme: 'light', language: 'sv', width: 'narrow' },
]

test.each(looks)('axe finds nothing, and nothing is wider than the window: %o', { timeout: 90_000 }, async look => {
  const page = await open('anna', look)
  const name = (what: string) => `presence-${what}-${look.theme}-${look.width ?? 'desktop'}-${look.language}`
  const check = async (what: string) => {
    await screenshot(page, name(what))
    const problems = await accessibilityProblems(page)
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    expect({ what, problems, tooWide }).toEqual({ what, problems: [], tooWide: false })
  }
  await page.goto(`${stack().http}/activities`)
  await list(page).waitFor()
  await check('activities')
  await list(page).locator('a').nth(1).click()
  await form(page).waitFor()
  await check('activity')

  const mine = page.locator('button.mine')
  await mine.click()
  await page.locator('.popover .tile').nth(1).click()
  await page.locator('.popover').waitFor({ state: 'detached' })
  await mine.click()
  await page.locator('.my-activity .heard').waitFor()
  await check('popover')
  await page.locator('.my-activity .end-time input').fill('00:01')
  await page.keyboard.press('Enter')
  await page.locator('.my-activity .problem').waitFor()
  await check('popover-problem')
})
