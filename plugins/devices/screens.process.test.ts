/** Desk phones in a real browser: added, set up, changed and removed; an administrator sees everybody's. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityProblems, enter, type Look, screenshot, speak, useBrowser } from '../../test/harness/browser.ts'
import { deskPhone, register } from '../../test/harness/phones.ts'
import { useStack } from '../../test/harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const browser = useBrowser()

async function open(who: string, look: Look, address = '/settings/phones'): Promise<Page> {
  const page = await browser().open(look)
  await enter(page, stack().http, `${who}@norrsken.example`)
  await speak(page, look.language ?? 'en')
  await page.goto(`${stack().http}${address}`)
  await page.locator('.phones').waitFor()
  return page
}
const tooWide = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
const looksRight = async (page: Page) =>
  expect([await accessibilityProblems(page), await tooWide(page)]).toEqual([[], 0])
const rows = (page: Page) => page.locator('.phone-row')

test('by keyboard: a phone is added with keys for colleagues, set up by its link, seen to connect, renamed and removed', async () => {
  const page = await open('anna', {})
  await expect.poll(() => rows(page).allInnerTexts()).toEqual([expect.stringMatching(/Bordstelefon|Desk/i)])
  await page.getByRole('button', { name: 'Add a phone' }).press('Enter')
  await page.getByLabel('Name').fill('Reception')
  await page.getByLabel('Add a colleague').selectOption({ label: 'Björn Lind' })
  await page.getByLabel('Add a colleague').selectOption({ label: 'Cecilia Öberg' })
  await page.getByRole('button', { name: 'Remove Björn Lind' }).press('Enter')
  await looksRight(page)
  await screenshot(page, 'phones-add-light-desktop')
  await page.getByRole('form', { name: 'Add a phone' }).getByRole('button', { name: 'Add', exact: true }).press('Enter')
  const given = page.getByRole('region', { name: 'Set up Reception' })
  await given.getByRole('img', { name: 'QR code with the link' }).locator('path').first().waitFor()
  await expect.poll(() => page.evaluate<string>('document.activeElement.textContent')).toBe('Set up Reception')
  await looksRight(page)
  await screenshot(page, 'phones-link-light-desktop')
  const link = await given.locator('code').textContent()
  const settings = await (await fetch(`${link}001565abcdef.cfg`)).text()
  expect(settings).toContain('linekey.2.label = Cecilia Öberg')
  const value = (name: string) => new RegExp(`^account\\.1\\.${name} = (.*)$`, 'm').exec(settings)?.[1] ?? ''
  const account = { authName: value('auth_name'), secret: value('password') }
  expect(await register(stack(), { ...deskPhone('1001'), ...account }, 5999)).toBe(200)
  await expect.poll(() => rows(page).filter({ hasText: 'Reception' }).textContent()).toContain('Connected · sipp')
  await given.getByRole('button', { name: 'Done' }).press('Enter')

  await page.getByRole('button', { name: 'Change Reception' }).press('Enter')
  await page.getByLabel('Name').fill('Front desk')
  await page.getByRole('button', { name: 'Save' }).press('Enter')
  await rows(page).filter({ hasText: 'Front desk' }).waitFor()
  await page.getByRole('button', { name: 'Change Front desk' }).press('Enter')
  await page.getByRole('button', { name: 'Remove', exact: true }).press('Enter')
  await looksRight(page)
  await screenshot(page, 'phones-change-light-desktop')
  await page.getByText('Remove Front desk?').waitFor()
  await page.getByRole('button', { name: 'Remove', exact: true }).last().press('Enter')
  await expect.poll(() => rows(page).count()).toBe(1)
  expect(await register(stack(), { ...deskPhone('1001'), ...account }, 5999)).toBe(401)
})

test('on a phone, in the dark, in Swedish: another make is typed in, and its password shown once', async () => {
  const page = await open('anna', { theme: 'dark', width: 'phone', language: 'sv' })
  await page.getByRole('button', { name: 'Lägg till en telefon' }).click()
  await page.getByLabel('Namn').fill('Hemma')
  await page.getByLabel('Sorts telefon').selectOption({ label: 'En annan' })
  await page.getByRole('button', { name: 'Lägg till', exact: true }).click()
  const given = page.getByRole('region', { name: 'Skriv in i Hemma' })
  await expect
    .poll(() => given.locator('code').allInnerTexts())
    .toEqual(expect.arrayContaining(['norrsken.svara.localhost', '1001', '1001-hemma', '1099']))
  await looksRight(page)
  await screenshot(page, 'phones-account-dark-phone')
  await given.getByRole('button', { name: 'Klart' }).click()
  await looksRight(page)
  await screenshot(page, 'phones-dark-phone')
})

test('an administrator sees everybody’s, adds one for a colleague, and nobody else finds the way there', async () => {
  const page = await open('david', {}, '/administration/phones')
  await rows(page).filter({ hasText: 'Farid Nazari' }).first().waitFor()
  await looksRight(page)
  await screenshot(page, 'phones-everybody-light-desktop')
  await page.getByRole('button', { name: 'Add a phone' }).click()
  await page.getByLabel('Whose').selectOption({ label: 'Elin Åkesson' })
  await page.getByLabel('Name').fill('Kitchen')
  await page.getByLabel('Kind of phone').selectOption({ label: 'Snom' })
  await page.getByRole('form', { name: 'Add a phone' }).getByRole('button', { name: 'Add', exact: true }).click()
  await rows(page).filter({ hasText: 'Elin Åkesson, Kitchen' }).waitFor()
  const elin = await stack().signIn('elin@norrsken.example')
  expect((await elin.fetch('/api/phones')).status).toBe(403)
})
