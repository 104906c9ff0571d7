/** The list of people and its card, as tests find their way in them. */
import type { Page } from 'playwright-core'
import { updateProfile } from '../../plugins/directory/contract.ts'
import { type Browser, enter, type Look } from '../harness/browser.ts'
import type { Stack } from '../harness/stack.ts'

/** The account's language counts, not the browser's. */
export async function speak(stack: Stack, who: string, language: 'sv' | 'en'): Promise<void> {
  const session = await stack.signIn(`${who}@norrsken.example`)
  await session.call(updateProfile, { language })
  session.close()
}

/** Signed in, in front of the list. */
export async function openPeople(browser: Browser, stack: Stack, who: string, look: Look = {}): Promise<Page> {
  const email = `${who}@norrsken.example`
  await speak(stack, who, look.language ?? 'en')
  const page = await browser.open(look)
  await enter(page, stack.http, email)
  await page.locator('.person-row').first().waitFor()
  return page
}

export const rows = (page: Page) => page.locator('.person-row .row-title b').allTextContents()
export const row = (page: Page, name: string) => page.locator('.person-row', { hasText: name })
export const pick = (page: Page, name: string) => row(page, name).locator('.row-pick')
/** What readers hear of the row. */
export const said = (page: Page, name: string) => pick(page, name).locator('.for-readers')
export const card = (page: Page) => page.locator('.side .person-card')
export const groups = (page: Page) =>
  page.locator('.people-list section').evaluateAll(sections =>
    sections.map(section => ({
      title: section.querySelector('h2')?.textContent ?? '',
      names: [...section.querySelectorAll('.row-title b')].map(name => name.textContent ?? ''),
    })),
  )
/** Out of the list: what waited for the pointer to leave is brought up to date. */
export const leave = (page: Page) => page.mouse.move(700, 20)
export const focused = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.closest<HTMLElement>('[data-listed]')?.querySelector('b')?.textContent ?? '',
  )
