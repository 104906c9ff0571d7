/** Transfers with the app as a phone, and beside desk phones: it hands calls on, parks them, and stays in one that another hands on. */
import type { Page } from 'playwright-core'
import { expect, type TestContext, test } from 'vitest'
import { tonesHeard } from '../../harness/alike.ts'
import { accessibilityProblems, type Look, screenshot } from '../../harness/browser.ts'
import { deviceOf } from '../../harness/demonstration.ts'
import { decode } from '../../harness/sound.ts'
import { annas, dial, dock, own, type Stage } from './stage.ts'
import { hears } from './web-phone.ts'

export function transfers(stage: Stage): void {
  /** From the public network to Anna's app, which answers. */
  async function answered(context: TestContext, page: Page) {
    const caller = await stage.outside(context, 1000)
    caller.dial(annas)
    await page.getByRole('button', { name: 'Answer' }).waitFor()
    await page.keyboard.press('F2')
    await caller.event('CALL_ESTABLISHED')
    await caller.hearing(1)
    await dock(page).getByRole('button', { name: 'Transfer' }).click()
    return caller
  }

  test('a call from outside is handed on in the dock to a colleague found by name', async context => {
    const page = await stage.at(context)
    const cecilias = await stage.the('cecilia').soundingPhone(context, 600)
    const caller = await answered(context, page)
    await page.getByRole('textbox', { name: 'To whom?' }).fill('cecil')
    await screenshot(page, 'transfer-to')
    await page.keyboard.press('Enter')
    await cecilias.event('CALL_ESTABLISHED')
    await dock(page).waitFor({ state: 'detached' })
    await cecilias.hearing(1)
    caller.hangUp()
    await cecilias.event('CALL_CLOSED')
    expect(tonesHeard(await decode(await cecilias.heard()), [own, 1000])).toEqual([1000])
    expect(tonesHeard(await decode(await caller.heard()), [600, own])).toEqual([600, own])
  })

  test('a call that is parked in the dock waits in sight, is taken back in the same browser with sound, and parked once more', async context => {
    const page = await stage.at(context)
    const caller = await answered(context, page)
    await page.getByRole('button', { name: 'Park', exact: true }).click()
    const parked = page.getByRole('region', { name: 'Parked calls' })
    await parked.getByText('by Anna Svensson').waitFor()
    await dock(page).waitFor({ state: 'detached' })
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'transfer-parked')
    await parked.getByRole('button', { name: 'Take Olof Berg' }).click()
    await page.getByRole('dialog', { name: /^Incoming call/ }).waitFor()
    await page.keyboard.press('F2')
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await parked.waitFor({ state: 'detached' })
    await expect.poll(async () => tonesHeard(await caller.lastHeard(0.5), [own])).toEqual([own])
    // From a call that an agent has already.
    await dock(page).getByRole('button', { name: 'Transfer' }).click()
    await page.getByRole('button', { name: 'Park', exact: true }).click()
    await parked.getByText('by Anna Svensson').waitFor()
    await dock(page).waitFor({ state: 'detached' })
    caller.hangUp()
    await parked.waitFor({ state: 'detached' })
  })

  test('the app stays in a call that a desk phone hands on', async context => {
    const page = await stage.at(context)
    const björns = await stage.the('bjorn').soundingPhone(context, 1000)
    const cecilias = await stage.the('cecilia').soundingPhone(context, 600)
    await dial(page, '1002')
    await björns.event('CALL_ESTABLISHED')
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    björns.transfer(`sip:1003@${deviceOf('bjorn').domain}`)
    await björns.event('CALL_CLOSED')
    await cecilias.event('CALL_ESTABLISHED')
    await expect.poll(() => hears(page)).toBeCloseTo(600, -2)
    await cecilias.hearing(1)
    await page.keyboard.press('Shift+F2')
    await cecilias.event('CALL_CLOSED')
    expect(tonesHeard(await decode(await cecilias.heard()), [own, 1000])).toEqual([own])
  })

  const elsewhere = (page: Page, name: string) =>
    page.getByRole('region', { name: `Call with ${name} on another phone` })

  /** From the public network to Anna's desk phone, which answers by itself; her app is open beside it. */
  async function atDesk(context: TestContext, look?: Look) {
    const page = await stage.at(context, look)
    const desk = await stage.the('anna').soundingPhone(context, 440)
    const caller = await stage.outside(context, 1000)
    caller.dial(annas)
    await caller.event('CALL_ESTABLISHED')
    return { page, desk, caller }
  }

  test('a call on the own desk phone is seen in the app; it is parked, taken back and ended from there', async context => {
    const { page, caller } = await atDesk(context)
    const shown = elsewhere(page, 'Olof Berg')
    await shown.getByText(/^0:0\d · another phone$/).waitFor()
    await expect.poll(() => page.getByRole('dialog', { name: /^Incoming call/ }).count()).toBe(0)
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'desk-call')
    await shown.getByRole('button', { name: 'Transfer' }).click()
    await page.getByRole('button', { name: 'Park', exact: true }).click()
    await shown.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Take Olof Berg' }).click()
    await shown.waitFor()
    await shown.getByRole('button', { name: 'End the call with Olof Berg' }).click()
    await caller.event('CALL_CLOSED')
    await shown.waitFor({ state: 'detached' })
  })

  test('two calls on the own desk phone are joined in the app, on a phone and in Swedish too', async context => {
    const { page, desk, caller } = await atDesk(context, { width: 'phone', theme: 'dark', language: 'sv' })
    const cecilias = await stage.the('cecilia').soundingPhone(context, 600)
    desk.dial(`sip:1003@${deviceOf('anna').domain}`)
    await cecilias.event('CALL_ESTABLISHED')
    const shown = (name: string) => page.getByRole('region', { name: `Samtal med ${name} i en annan telefon` })
    await shown('Cecilia Öberg').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'desk-calls-phone-dark-sv')
    await shown('Olof Berg').getByRole('button', { name: 'Koppla' }).click()
    await page.getByRole('button', { name: 'Koppla ihop med Cecilia Öberg' }).click()
    for (const name of ['Olof Berg', 'Cecilia Öberg']) await shown(name).waitFor({ state: 'detached' })
    await expect.poll(async () => tonesHeard(await cecilias.lastHeard(0.5), [440, 1000])).toEqual([1000])
    await expect.poll(async () => tonesHeard(await caller.lastHeard(0.5), [440, 600])).toEqual([600])
    caller.hangUp()
    await cecilias.event('CALL_CLOSED')
  })

  test('a call that rings at a colleague is taken from her row, and has sound both ways', async context => {
    await stage.the('anna').phone(context, { does: 'rings' })
    const page = await stage.at(context, {}, 'bjorn')
    const caller = await stage.outside(context, 1000)
    caller.dial(annas)
    const row = page.locator('.person-row', { hasText: 'Anna Svensson' }).first()
    const take = row.getByRole('button', { name: 'Take the call that rings at Anna Svensson' })
    await take.waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await screenshot(page, 'transfer-take')
    await take.click()
    await dock(page).getByText('Olof Berg').first().waitFor()
    await take.waitFor({ state: 'detached' })
    expect(await elsewhere(page, 'Olof Berg').count()).toBe(0)
    await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
    await expect.poll(async () => tonesHeard(await caller.lastHeard(0.5), [own])).toEqual([own])
    caller.hangUp()
    await dock(page).waitFor({ state: 'detached' })
  })
}
