/** One call at a time, with Chromium on one side; on the other baresip and sipp, which aren't ours either. */
import { expect, test } from 'vitest'
import { strongest, tonesHeard } from '../../harness/alike.ts'
import { accessibilityProblems, screenshot } from '../../harness/browser.ts'
import { deviceOf } from '../../harness/demonstration.ts'
import { phoneCall, trunkCall } from '../../harness/phones.ts'
import { decode } from '../../harness/sound.ts'
import { annas, card, dock, own, press, type Stage } from './stage.ts'
import { hears } from './web-phone.ts'

export function oneCall(stage: Stage): void {
  test('a call to a desk phone: both hear each other, and one key ends it', async context => {
    const { page, other } = await stage.talking(context)
    await dock(page).getByText('Björn Lind').waitFor()
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await other.hearing(1)
    await dock(page)
      .getByText(/^0:0\d · this browser$/)
      .waitFor()
    await page.keyboard.press('Shift+F2')
    await other.event('CALL_CLOSED')
    await dock(page).waitFor({ state: 'detached' })
    expect(await strongest(await other.heard(), [own, 1000])).toBe(own)
  })

  test('a call from outside rings in both tabs and on the desk phone; answered in one tab, all others stop', async context => {
    const page = await stage.at(context)
    const second = await stage.browser().tab(page)
    await second.goto(stage.stack().http)
    await second.locator('.shell').waitFor()
    const desk = await stage.the('anna').phone(context, { does: 'rings' })
    const caller = await stage.outside(context, 1300)
    caller.dial(annas)
    for (const tab of [page, second]) await card(tab).getByRole('button', { name: 'Answer' }).waitFor()
    expect(await accessibilityProblems(second)).toEqual([])
    await screenshot(second, 'phone-incoming')
    await second.keyboard.press('F2')
    await caller.event('CALL_ESTABLISHED')
    await desk.message(({ method }) => method === 'CANCEL')
    for (const tab of [page, second]) {
      await card(tab).waitFor({ state: 'detached' })
      await dock(tab).getByText('Olof Berg').waitFor()
    }
    await expect.poll(() => hears(page)).toBeCloseTo(1300, -2)
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'phone-dock')
    caller.hangUp()
    for (const tab of [page, second]) await dock(tab).waitFor({ state: 'detached' })
    expect(tonesHeard(await decode(await caller.heard()), [own])).toEqual([own])
  })

  test('mute and hold silence what the other side hears, and digits reach it', async context => {
    const { page, other } = await stage.talking(context)
    const hears1000 = () => expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    const otherHears = (tones: readonly number[]) =>
      expect.poll(async () => tonesHeard(await other.lastHeard(0.5), [own])).toEqual(tones)
    await hears1000()
    await otherHears([own])
    await page.keyboard.press('m')
    await dock(page).getByRole('button', { name: 'Mute', pressed: true }).waitFor()
    await otherHears([])
    await page.keyboard.press('m')
    await otherHears([own])
    await page.keyboard.press('h')
    await dock(page).getByText('on hold').waitFor()
    await dock(page).getByRole('button', { name: 'Hold', pressed: true }).waitFor()
    await expect.poll(() => hears(page)).toBe(0)
    await page.keyboard.press('h')
    await dock(page).getByText('this browser').waitFor()
    await hears1000()
    await press(page, 'Keys')
    await page.keyboard.type('12#')
    await expect.poll(() => page.getByLabel('Digits pressed').inputValue()).toBe('12#')
    await expect.poll(() => other.pressed()).toBe('12#')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+F2')
    await other.event('CALL_CLOSED')
  })

  test('declined with a key, it rings on no phone of hers any more', async context => {
    const page = await stage.at(context)
    const call = await trunkCall(stage.stack(), '+46701740607', '+46846500401')
    context.onTestFinished(() => call.stop())
    await card(page).getByRole('button', { name: 'Decline' }).waitFor()
    await page.keyboard.press('Shift+F2')
    await card(page).waitFor({ state: 'detached' })
    expect((await call.final()).status).toBeGreaterThanOrEqual(480)
  })

  test('answered on the desk phone, the app says so and stops', async context => {
    const page = await stage.at(context)
    await stage.the('anna').phone(context, { does: 'answers', afterMs: 1500 })
    const call = await phoneCall(stage.stack(), deviceOf('bjorn'), '1001', { talkMs: 500 })
    context.onTestFinished(() => call.stop())
    await card(page).waitFor()
    await page.getByText('The call from Björn Lind was answered on another phone.').waitFor()
    await expect.poll(() => card(page).count()).toBe(0)
    // Without a goodbye she would talk on, and be busy in what follows.
    await call.ended
  })

  test('on a phone, in the dark and in Swedish, it reads well too', async context => {
    const page = await stage.at(context, { width: 'phone', theme: 'dark', language: 'sv' })
    const caller = await stage.outside(context, 1300)
    caller.dial(annas)
    const rings = page.getByRole('dialog', { name: /^Inkommande samtal/ })
    await rings.getByRole('button', { name: 'Avvisa' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'phone-incoming-phone-dark-sv')
    await rings.getByRole('button', { name: 'Svara' }).click()
    await caller.event('CALL_ESTABLISHED')
    const talks = page.getByRole('region', { name: 'Pågående samtal' })
    await talks.getByText('den här webbläsaren').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'phone-dock-phone-dark-sv')
    await talks.getByRole('button', { name: 'Lägg på' }).click()
    await caller.event('CALL_CLOSED')
  })
}
