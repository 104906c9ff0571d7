/**
 * An address book on a real server, linked in the app: its people are found, named when they call, and gone when they are gone there.
 * Needs: books, contacts, calls.
 */
import { afterAll, expect, test } from 'vitest'
import { vcardOf } from '../../connectors/contacts/carddav/testing/write.ts'
import { picture } from '../../connectors/contacts/conformance.ts'
import { accessibilityProblems, screenshot, useBrowser } from '../harness/browser.ts'
import { person } from '../harness/demonstration.ts'
import { trunkCall } from '../harness/phones.ts'
import { startRadicale } from '../harness/radicale.ts'
import { useStack } from '../harness/stack.ts'
import { card, openPeople } from './people-page.ts'

const radicale = await startRadicale()
afterAll(() => radicale.stop())
const stack = useStack({
  SVARA_NOW: '2026-10-09T14:10:00+02:00',
  SVARA_CALDAV_INSIDE: `127.0.0.1:${radicale.port}`,
})
const browser = useBrowser()
const eva = {
  ...{ id: 'eva', name: 'Eva Ström', nickname: 'Evis', organisation: 'Ström & Söner AB', department: 'Inköp' },
  title: 'Inköpschef',
  phones: [
    { kind: 'mobile', number: '070-174 06 09' },
    { kind: 'work', number: '08-465 004 77' },
  ],
  ...{ emails: ['eva@strom.example'], urls: ['https://www.linkedin.com/in/evastrom'], birthday: '1980-03-12' },
  ...{ addresses: ['Kungsgatan 4, 111 43 Stockholm, Sverige'], notes: 'Talar finska', categories: ['Leverantör'] },
} as const

test('a book is linked, searched and called from, and let go', async context => {
  await radicale.makeBook('contacts', 'Kontakter')
  await radicale.put('contacts', 'eva', vcardOf(eva, picture))
  await radicale.put('contacts', 'cissi', vcardOf({ id: 'cissi', name: 'Cecilia Evisson', emails: ['c@e.example'] }))
  const page = await openPeople(browser(), stack(), 'anna')
  await page.goto(`${stack().http}/settings/books`)
  await page.getByRole('button', { name: 'Link CardDAV' }).click()
  const form = page.locator('.book-form')
  await form.getByLabel('Address').fill(radicale.url)
  await form.getByLabel('User name').fill(radicale.user)
  await form.getByLabel('Password').fill('fel')
  await form.getByRole('button', { name: 'Link', exact: true }).click()
  await form.getByText('did not let Svara in').waitFor()
  await form.getByLabel('Password').fill(radicale.password)
  await form.getByRole('button', { name: 'Link', exact: true }).click()
  await page.locator('.book-row', { hasText: 'People: 2 · read 14:1' }).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'books-section-light')

  const field = page.getByRole('combobox')
  const hits = () => page.getByRole('option').allInnerTexts()
  for (const typed of ['strom', 'evis ström', 'inköpschef', 'leverantor', 'linkedin', 'kungsgatan', '08-465 004 77']) {
    await field.fill(typed)
    await expect.poll(async () => (await hits())[0]).toContain('Eva Ström')
  }
  // Colleagues first, whatever is in the books.
  await field.fill('cecilia')
  await expect
    .poll(async () => (await hits()).map(hit => /Cecilia \S+/.exec(hit)?.[0]))
    .toEqual([...['Cecilia Öberg', 'Cecilia Evisson']])
  await field.fill('evis ström')
  await page.getByRole('option', { name: 'Eva Ström' }).waitFor()
  await page.keyboard.press('Tab')
  await card(page).getByRole('link', { name: 'linkedin.com/in/evastrom' }).waitFor()
  const shown = await card(page).textContent()
  for (const text of ['Inköpschef, Ström & Söner AB', '12 March 1980', 'Talar finska', 'From CardDAV, anna']) {
    expect(shown).toContain(text)
  }
  const isLoaded = (image: Element) => image instanceof HTMLImageElement && image.complete && image.naturalWidth === 1
  await expect.poll(() => card(page).locator('.avatar img').evaluate(isLoaded)).toBe(true)
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'books-card-light')

  // By her number she is named for Anna, whose book it is, and for nobody else.
  const from = async (who: 'anna' | 'cecilia', to: string) => {
    const phone = await (await person(stack(), who)).phone(context, { does: 'answers' })
    const call = await trunkCall(stack(), '+46701740609', to)
    const rung = await phone.rung()
    await call.ended
    return rung.header('From')
  }
  expect(await from('anna', '+46846500401')).toContain('"Eva Ström"')
  expect(await from('cecilia', '+46846500403')).not.toContain('Eva')

  await radicale.remove('contacts', 'eva')
  await page.goto(`${stack().http}/settings/books`)
  await page.getByRole('button', { name: /^Read now/ }).click()
  await page.locator('.book-row', { hasText: 'People: 1' }).waitFor()
  await field.fill('evis')
  await expect.poll(hits).toEqual([expect.stringContaining('Cecilia Evisson')])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Unlink/ }).click()
  await page.getByRole('button', { name: 'Unlink, and forget' }).click()
  await expect.poll(() => page.locator('.book-row').count()).toBe(0)
  await field.fill('evis')
  await expect.poll(async () => (await hits()).join()).not.toContain('Evisson')
})
