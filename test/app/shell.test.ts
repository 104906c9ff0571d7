/** What stands around every screen, with an app of three small ones: by keyboard alone, on every size, in both languages. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityProblems, enter, type Look, screenshot, useBrowser } from '../harness/browser.ts'
import { password, useSmallHub } from './small/build.ts'

const hub = useSmallHub()
const browser = useBrowser()

const david = 'david@norrsken.example'

async function open(look: Look = {}, forgive?: RegExp): Promise<Page> {
  const page = await browser().open(look, forgive)
  await enter(page, hub().origin, david, password)
  await page.locator('.version').waitFor()
  return page
}

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.id ?? '')
const tooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

const looks: readonly Look[] = [
  { theme: 'light', language: 'sv' },
  { theme: 'dark', language: 'en', width: 'phone' },
  { theme: 'light', language: 'en', width: 'narrow' },
]

test.each(looks)('sign-in: wrong words are said where they belong, and nothing typed is lost: %o', async look => {
  const page = await browser().open(look)
  await page.goto(`${hub().origin}/write`)
  const email = page.locator('input[name=email]')
  await email.waitFor()
  await expect
    .poll(async () => [await focused(page), await page.locator('html').getAttribute('lang')])
    .toEqual(['email', look.language])
  await page.keyboard.press('Enter')
  await page.locator('.problem').first().waitFor()
  await expect
    .poll(async () => [await email.getAttribute('aria-invalid'), await focused(page)])
    .toEqual(['true', 'email'])
  await page.keyboard.type(david)
  await page.keyboard.press('Tab')
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await page.locator('.note.stop').waitFor()
  await expect
    .poll(async () => [await email.inputValue(), await focused(page), await tooWide(page)])
    .toEqual([david, 'password', 0])
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, `shell-sign-in-${look.theme}-${look.width ?? 'desktop'}`)
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.locator('.version').waitFor()
  expect(new URL(page.url()).pathname).toBe('/write')
})

test.each([
  { theme: 'dark', width: 'desktop' },
  { theme: 'light', width: 'phone' },
  { theme: 'light', width: 'narrow' },
] as const)('the shell: axe finds nothing, nothing is wider than the window: %o', async look => {
  const page = await open(look)
  expect([await accessibilityProblems(page), await tooWide(page)]).toEqual([[], 0])
  await screenshot(page, `shell-${look.theme}-${look.width}`)
  await page.locator('.top .me').click()
  await page.getByRole('dialog').waitFor()
  expect([await accessibilityProblems(page), await tooWide(page)]).toEqual([[], 0])
  await screenshot(page, `shell-settings-${look.theme}-${look.width}`)
})

test('by keyboard alone: past the navigation, to a view, into search and out, the list of keys, single keys off', async () => {
  const page = await open()
  await page.reload()
  await page.locator('.version').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('main')
  await page.keyboard.press('g')
  await page.keyboard.press('3')
  await page.getByText('Later, of version A').waitFor()
  await expect.poll(() => page.title()).toBe('Later – Svara')
  await expect.poll(() => focused(page)).toBe('main')

  await page.keyboard.press('4')
  const search = page.getByRole('combobox', { name: 'Search people or dial a number' })
  await expect.poll(() => search.inputValue()).toBe('4')
  await page.keyboard.press('Escape')
  expect([await search.inputValue(), await search.evaluate(field => field === document.activeElement)]).toEqual([
    '',
    true,
  ])
  await page.keyboard.press('Escape')
  await expect.poll(() => focused(page)).toBe('main')

  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keys' })
  await list.waitFor()
  expect(await list.textContent()).toContain('Say something')
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'shell-keys')
  await page.keyboard.press('u')
  await list.getByRole('switch').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'hidden' })
  await expect.poll(() => focused(page)).toBe('main')
  await page.keyboard.press('u')
  await page.keyboard.press('Control+k')
  await expect.poll(() => search.evaluate(field => field === document.activeElement)).toBe(true)
  expect(await page.locator('.toast').count()).toBe(0)
})

test('the search: arrows lead through what was found, Enter calls, Tab opens the card, a number is dialled', async () => {
  const page = await open()
  const search = page.getByRole('combobox')
  await page.keyboard.press('/')
  await page.keyboard.type('i')
  const chosen = async () => {
    const id = await search.getAttribute('aria-activedescendant')
    const option = page.locator(`#${id}`)
    return [await option.textContent(), await option.getAttribute('aria-selected')]
  }
  await page.getByRole('listbox', { name: 'Matches' }).waitFor()
  expect([await search.getAttribute('aria-expanded'), await chosen()]).toEqual(['true', ['Cecilia Öberg', 'true']])
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'shell-search')
  await page.keyboard.press('ArrowUp')
  expect(await chosen()).toEqual(['Maria Holm', 'true'])
  await page.keyboard.press('Enter')
  await page.getByText('Calling Maria Holm 1005').waitFor()
  await expect.poll(async () => [await focused(page), await search.inputValue()]).toEqual(['main', ''])

  await page.keyboard.press('/')
  await page.keyboard.type('david')
  await page.keyboard.press('Tab')
  await page.getByText('Later, of version A').waitFor()
  await page.keyboard.type('08-465 004 01')
  await page.getByRole('option', { name: 'Call 08-465 004 01' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Calling 0846500401').waitFor()

  await page.keyboard.press('/')
  await page.keyboard.type('nobody')
  await page.getByText('Nobody by that name').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
})

test('settings by keyboard: theme and language change at once, the theme is remembered, focus comes back', async () => {
  const page = await open()
  await page.locator('.top .me').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'My settings' }).waitFor()
  await page.getByRole('button', { name: 'Dark', exact: true }).focus()
  await page.keyboard.press('Enter')
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  expect(await ground()).toBe('rgb(14, 18, 19)')
  await page.getByRole('button', { name: 'Svenska', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Mina inställningar' }).waitFor()
  expect(await page.locator('html').getAttribute('lang')).toBe('sv')
  await page.keyboard.press('Escape')
  expect(await page.locator('.top .me').evaluate(me => me === document.activeElement)).toBe(true)
  // Its own button opens it, and closes it again.
  await page.locator('.top .me').click()
  await page.getByRole('dialog', { name: 'Mina inställningar' }).waitFor()
  await page.locator('.top .me').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.locator('.top .me').getAttribute('aria-expanded')).toBe('false')
  await page.reload()
  await page.locator('.version').waitFor()
  expect(await ground()).toBe('rgb(14, 18, 19)')
})

test('what was done can be undone as long as somebody reaches for it, by pointer or keyboard', async () => {
  const page = await browser().open()
  await page.clock.install()
  await enter(page, hub().origin, david, password)
  await page.locator('.version').waitFor()
  const toast = page.locator('.toast')
  await page.keyboard.press('u')
  await toast.waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'shell-toast')
  await toast.hover()
  await page.clock.fastForward(60_000)
  expect(await toast.count()).toBe(1)
  await page.mouse.move(10, 10)
  await page.clock.fastForward(9_000)
  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.clock.fastForward(60_000)
  await page.keyboard.press('Enter')
  await page.getByText('Undone.').waitFor()
  await page.clock.fastForward(11_000)
  await toast.waitFor({ state: 'detached' })
})

test('a session that ends while somebody writes: sign in over the page and go on; somebody else begins anew', async () => {
  const page = await open()
  await page.goto(`${hub().origin}/later`)
  await page.getByRole('link', { name: 'Write' }).click()
  await page.getByLabel('Text').fill('half a sentence')
  await hub().endSessions()
  await page.getByText('You were signed out').waitFor()
  await expect
    .poll(async () => [await focused(page), await page.getByLabel('Text').inputValue()])
    .toEqual(['email', 'half a sentence'])
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'shell-signed-out')
  const signIn = async (email: string) => {
    await page.locator('input[name=email]').fill(email)
    await page.locator('input[name=password]').fill(password)
    await page.keyboard.press('Enter')
    await page.locator('.sign-in').waitFor({ state: 'detached' })
  }
  await signIn(david)
  expect(await page.getByLabel('Text').inputValue()).toBe('half a sentence')
  const field = () => page.getByLabel('Text').evaluate(text => text === document.activeElement)
  await expect.poll(field).toBe(true)

  await page.goto(`${hub().origin}/later`)
  await page.getByText('Later, of version A').waitFor()
  await hub().endSessions()
  await page.getByText('You were signed out').waitFor()
  await signIn('anna@norrsken.example')
  await page.locator('.version').waitFor()
  expect(new URL(page.url()).pathname).toBe('/write')
})

test('signing out asks for sign-in in every tab', async () => {
  const page = await open()
  const other = await page.context().newPage()
  await other.goto(hub().origin)
  await other.locator('.version').waitFor()
  await page.locator('.top .me').click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.locator('input[name=email]').waitFor()
  await expect.poll(() => other.locator('input[name=email]').count()).toBe(1)
})

test('a screen that breaks, or can’t be fetched, says so, and the rest works', async () => {
  const page = await open({}, /broken on purpose/)
  await page.getByRole('link', { name: 'Breaks' }).click()
  await page.getByRole('heading', { name: 'This view could not be loaded' }).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'shell-error')
  await page.route('**/assets/later-*.js', route => route.abort())
  await page.getByRole('link', { name: 'Write' }).click()
  await page.locator('.version').waitFor()
  await page.getByRole('link', { name: 'Later' }).click()
  await page.getByRole('heading', { name: 'This view could not be loaded' }).waitFor()
  await page.unroute('**/assets/later-*.js')
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.getByText('Later, of version A').waitFor()
})

test('on a phone the rest of the navigation opens over the page, with the focus in it, and Escape closes it', async () => {
  const page = await open({ width: 'phone' })
  const more = page.getByRole('button', { name: 'More' })
  await more.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('/write')
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'shell-more-phone')
  await page.keyboard.press('Escape')
  await expect.poll(() => more.evaluate(button => button === document.activeElement)).toBe(true)
  await more.click()
  await page.getByRole('link', { name: 'Later' }).first().click()
  await page.getByText('Later, of version A').waitFor()
  await expect
    .poll(async () => [await focused(page), await more.getAttribute('aria-expanded')])
    .toEqual(['main', 'false'])
})

test('with no plugin’s screens at all, and at an address that leads nowhere, it says so kindly', async () => {
  const page = await open()
  await page.goto(`${hub().origin}/gone`)
  await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await page.goto(`${hub().origin}/?nothing`)
  await page.getByRole('heading', { name: 'There is nothing to see here yet' }).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'shell-nothing')
})
