/** Trunks and costs, as administrators set them, and the own mobile. Needs: calls, trunks, spending, mobile. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityProblems, enter, screenshot, speak, useBrowser } from '../harness/browser.ts'
import { useStack } from '../harness/stack.ts'

const stack = useStack({ SVARA_TELEPHONY: 'off' })
const browser = useBrowser()

/** On a phone they lie over what is at the bottom until they go by themselves: whoever is in a hurry closes them. */
async function closeMessages(page: Page): Promise<void> {
  const close = page.locator('.toast').getByRole('button', { name: /^(Stäng|Close)/ })
  while ((await close.count()) > 0) await close.first().click()
}

test.each([
  { language: 'sv', theme: 'light', width: 'desktop' },
  { language: 'en', theme: 'dark', width: 'phone' },
] as const)(
  'a trunk is added, told what is wrong with it, deleted and brought back; limits are set: %o',
  async look => {
    const sv = look.language === 'sv'
    const page = await browser().open(look)
    await enter(page, stack().http, 'david@norrsken.example')
    await speak(page, look.language)
    await page.goto(`${stack().http}/administration/trunks`)
    await page.getByRole('button', { name: sv ? 'Ny trunk' : 'New trunk' }).click()
    const name = `Telia ${look.language}`
    const field = (label: string) => page.getByLabel(label, { exact: true })
    const [label, save] = [sv ? 'Namn' : 'Name', sv ? 'Spara' : 'Save']
    const address = page.locator('input[name=host]')
    await field(label).fill(name)
    await address.fill('192.0.2 10')
    await page.getByRole('button', { name: save, exact: true }).click()
    await page.locator('.trunk-form [role=alert]').waitFor()
    expect([await field(label).inputValue(), await address.getAttribute('aria-invalid')]).toEqual([name, 'true'])
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, `trunk-form-${look.theme}-${look.width}`)
    await address.fill('192.0.2.10')
    await page.getByRole('button', { name: save, exact: true }).click()
    const row = page.locator('.trunk-row', { hasText: name })
    await row.waitFor()
    await row.getByRole('button', { name: `${sv ? 'Ta bort' : 'Delete'} ${name}` }).click()
    await row.waitFor({ state: 'detached' })
    const undo = page
      .locator('.toast')
      .last()
      .getByRole('button', { name: sv ? 'Ångra' : 'Undo' })
    await undo.click()
    await row.waitFor()
    await closeMessages(page)
    await page.getByRole('button', { name: sv ? 'Ny rad' : 'New line' }).click()
    await page
      .getByLabel(sv ? 'Början av numret' : 'Beginning of the number')
      .last()
      .fill('+47')
    await page.getByRole('button', { name: save, exact: true }).click()
    await page.locator('.toast', { hasText: sv ? 'Utvägarna är sparade' : 'ways out are saved' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    await screenshot(page, `trunks-${look.theme}-${look.width}`)

    await page.goto(`${stack().http}/administration/spending`)
    const day = field(sv ? 'Var och en, kronor per dag' : 'Each person, kronor a day')
    await day.fill('mycket')
    await page.getByRole('button', { name: save, exact: true }).first().click()
    expect(await day.getAttribute('aria-invalid')).toBe('true')
    await day.fill('250,50')
    await page.getByRole('button', { name: save, exact: true }).first().click()
    await page.locator('.toast', { hasText: sv ? 'Sparat' : 'Saved' }).waitFor()
    await closeMessages(page)
    expect(await day.inputValue()).toBe('250,50')
    await page.getByLabel(sv ? 'Öppna ett land' : 'Open a country').selectOption('DE')
    await page.getByRole('button', { name: sv ? 'Spärra Tyskland' : 'Bar Germany' }).click()
    await page.getByRole('button', { name: sv ? 'Spärra Tyskland' : 'Bar Germany' }).waitFor({ state: 'detached' })
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    await screenshot(page, `spending-${look.theme}-${look.width}`)

    await page.goto(`${stack().http}/administration/numbers`)
    const area = field(sv ? 'Riktnummer' : 'Area code')
    await field(sv ? 'Land' : 'Country').selectOption('NO')
    await area.fill('99999')
    await page.getByRole('button', { name: save, exact: true }).click()
    await page.locator('.settings-form [role=alert]').waitFor()
    expect(await area.inputValue()).toBe('99999')
    await field(sv ? 'Land' : 'Country').selectOption('SE')
    await area.fill('031')
    await page.getByRole('button', { name: save, exact: true }).click()
    await page.locator('.settings-form', { hasText: '031-123 45 67' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByRole('combobox', { name: sv ? 'Sök' : 'Search' }).fill('390 06 01')
    await page.getByRole('option', { name: '031-390 06 01' }).waitFor()

    await page.goto(`${stack().http}/settings/mobile`)
    const mobile = field(sv ? 'Mobilnummer' : 'Mobile number')
    await page.getByRole('button', { name: sv ? 'Alltid' : 'Always' }).click()
    await page.getByRole('button', { name: save, exact: true }).click()
    await page.locator('.mobile [role=alert]').waitFor()
    await mobile.fill('+46 70 174 06 99')
    await page.getByRole('button', { name: save, exact: true }).click()
    await page.locator('.toast', { hasText: sv ? 'Sparat' : 'Saved' }).waitFor()
    await expect.poll(() => mobile.inputValue()).toBe('070-174 06 99')
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    await screenshot(page, `mobile-${look.theme}-${look.width}`)
    await closeMessages(page)
    await mobile.fill('')
    await page.getByRole('button', { name: sv ? 'Aldrig' : 'Never' }).click()
    await page.getByRole('button', { name: save, exact: true }).click()
    // As it was before: the next look begins there.
    await page.locator('.toast', { hasText: sv ? 'Sparat' : 'Saved' }).waitFor()
    expect(await mobile.inputValue()).toBe('')
  },
)
