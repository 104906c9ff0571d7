/** Forwarding, as a person sets it for herself. Needs: calls, forwarding. */
import { expect, test } from 'vitest'
import { accessibilityProblems, enter, screenshot, speak, useBrowser } from '../harness/browser.ts'
import { useStack } from '../harness/stack.ts'

const stack = useStack({ SVARA_TELEPHONY: 'off' })
const browser = useBrowser()

test.each([
  { language: 'sv', theme: 'light', width: 'desktop' },
  { language: 'en', theme: 'dark', width: 'phone' },
] as const)(
  'set, seen at the top, turned off there with a way back; what is wrong is said at its field: %o',
  async look => {
    const sv = look.language === 'sv'
    const page = await browser().open(look)
    await enter(page, stack().http, look.width === 'phone' ? 'anna@norrsken.example' : 'david@norrsken.example')
    await speak(page, look.language)
    await page.goto(`${stack().http}/settings/forwarding`)
    const always = page.getByLabel(sv ? 'Alla samtal' : 'All calls', { exact: true })
    const save = page.getByRole('button', { name: sv ? 'Spara' : 'Save', exact: true })
    await always.fill('receptionen')
    await save.click()
    const problem = page.locator('.forwarding [role=alert]')
    await problem.waitFor()
    expect(await problem.textContent()).toContain('receptionen')
    expect([await always.inputValue(), await always.getAttribute('aria-invalid')]).toEqual(['receptionen', 'true'])
    await always.fill('+46 8 465 004 03')
    await page.keyboard.press('Enter')
    const sign = page.locator('.forwarding-sign')
    await sign.waitFor()
    expect(await sign.locator('a').textContent()).toBe(`${sv ? 'Medflyttas till' : 'Forwarded to'} 08-465 004 03`)
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    await screenshot(page, `forwarding-${look.theme}-${look.width}`)
    await sign.getByRole('button').click()
    await sign.waitFor({ state: 'detached' })
    expect(await always.inputValue()).toBe('')
    await page
      .locator('.toast')
      .last()
      .getByRole('button', { name: sv ? 'Ångra' : 'Undo' })
      .click()
    await sign.waitFor()
    expect(await always.inputValue()).toBe('08-465 004 03')
  },
)
