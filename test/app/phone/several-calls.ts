/** A second call while one talks: said, answered, and gone between. */
import { expect, test } from 'vitest'
import { tonesHeard } from '../../harness/alike.ts'
import type { Baresip } from '../../harness/baresip.ts'
import { accessibilityProblems, screenshot } from '../../harness/browser.ts'
import { annas, card, dock, own, rings, type Stage } from './stage.ts'
import { hears } from './web-phone.ts'

/** Before it was held: baresip 1.0 plays nothing more once another source has sent (the music), which RFC 3550 section 8 allows. */
const hearsOurs = (one: Baresip) => expect.poll(async () => tonesHeard(await one.lastHeard(0.5), [own])).toEqual([own])

export function severalCalls(stage: Stage): void {
  test('who calls meanwhile is announced; answered, the first is held; one switches between them, and ends one by one', async context => {
    const page = await stage.at(context)
    // Both ring through though she talks: they are among her most important.
    const olof = await stage.outside(context, 1000)
    const maria = await stage.outside(context, 1300, '+46701740605')
    olof.dial(annas)
    await rings(page)
    await page.keyboard.press('F2')
    await olof.event('CALL_ESTABLISHED')
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await hearsOurs(olof)

    maria.dial(annas)
    await card(page).getByText('Maria Holm').waitFor()
    await rings(page)
    // The call that goes on is not disturbed.
    expect(await hears(page)).toBeCloseTo(1000, -2)
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'phone-second-call')
    await page.keyboard.press('F2')
    await maria.event('CALL_ESTABLISHED')
    const others = page.getByRole('region', { name: 'Other calls' })
    await others.getByText('Olof Berg').waitFor()
    await others.getByText('on hold').waitFor()
    await dock(page).getByText('Maria Holm').waitFor()
    await expect.poll(() => hears(page)).toBeCloseTo(1300, -2)
    await hearsOurs(maria)
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'phone-two-calls')

    await others.getByRole('button', { name: 'Switch to Olof Berg' }).click()
    await others.getByText('Maria Holm').waitFor()
    await dock(page).getByText('this browser').waitFor()
    await expect.poll(() => hears(page, -2)).toBeCloseTo(1000, -2)
    expect(await hears(page)).toBe(0)

    await page.keyboard.press('Shift+F2')
    await olof.event('CALL_CLOSED')
    await dock(page).getByText('Maria Holm').waitFor()
    await dock(page).getByText('on hold').waitFor()
    await page.keyboard.press('h')
    await expect.poll(() => hears(page)).toBeCloseTo(1300, -2)
    await page.keyboard.press('Shift+F2')
    await maria.event('CALL_CLOSED')
    await dock(page).waitFor({ state: 'detached' })
  })
}
