/** The app as a phone. Needs: calls, phone. Chromium on one side; on the other baresip and sipp, which aren't ours either. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, type TestContext, test } from 'vitest'
import { strongest, tonesHeard } from '../harness/alike.ts'
import { baresip } from '../harness/baresip.ts'
import { accessibilityProblems, screenshot, useBrowser } from '../harness/browser.ts'
import { deviceOf, type Person, person } from '../harness/demonstration.ts'
import { phoneCall, trunkCall } from '../harness/phones.ts'
import { decode } from '../harness/sound.ts'
import { useStack } from '../harness/stack.ts'
import { hears, webPhone } from './web-phone.ts'

/** What the browsers' microphone hears, in Hz. */
const own = 700
const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const browser = useBrowser({ microphone: own })
let anna: Person
let bjorn: Person
beforeAll(async () => {
  anna = await person(stack(), 'anna')
  bjorn = await person(stack(), 'bjorn')
})

const dock = (page: Page) => page.getByRole('region', { name: 'Call in progress' })
const card = (page: Page) => page.getByRole('dialog', { name: /^Incoming call/ })
const press = (page: Page, name: string) => dock(page).getByRole('button', { name, exact: true }).click()

async function dial(page: Page, number: string) {
  await page.keyboard.press('/')
  await page.keyboard.type(number)
  await page.keyboard.press('Enter')
}

/** Anna's app. */
async function at(context: TestContext, look: Parameters<ReturnType<typeof browser>['open']>[0] = {}) {
  const page = await browser().open(look)
  await webPhone(context, page, stack().http, anna, look?.language)
  return page
}

/** Somebody in the public network, with sound of this tone. */
async function outside({ onTestFinished }: TestContext, tone: number) {
  const caller = await baresip({ server: stack().trunkPort, as: '+46701740607', tone })
  onTestFinished(() => caller.stop())
  return caller
}

test('a call to a desk phone: both hear each other, and one key ends it', async context => {
  const page = await at(context)
  const other = await bjorn.soundingPhone(context, 1000)
  await dial(page, '1002')
  await other.event('CALL_ESTABLISHED')
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
  const page = await at(context)
  const second = await browser().tab(page)
  await second.goto(stack().http)
  await second.locator('.shell').waitFor()
  const desk = await anna.phone(context, { does: 'rings' })
  const caller = await outside(context, 1300)
  caller.dial('sip:+46846500401@svara.localhost')
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
  const page = await at(context)
  const other = await bjorn.soundingPhone(context, 1000)
  await dial(page, '1002')
  await other.event('CALL_ESTABLISHED')
  await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
  await page.keyboard.press('h')
  await dock(page).getByText('on hold').waitFor()
  await dock(page).getByRole('button', { name: 'Hold', pressed: true }).waitFor()
  await expect.poll(() => hears(page)).toBe(0)
  await page.keyboard.press('h')
  await dock(page).getByText('this browser').waitFor()
  await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
  await press(page, 'Keys')
  await page.keyboard.type('12#')
  await expect.poll(() => page.getByLabel('Digits pressed').inputValue()).toBe('12#')
  await page.keyboard.press('Escape')
  await page.keyboard.press('m')
  await dock(page).getByRole('button', { name: 'Mute', pressed: true }).waitFor()
  await page.keyboard.press('Shift+F2')
  await other.event('CALL_CLOSED')
})

test('declined with a key, it rings on no phone of hers any more', async context => {
  const page = await at(context)
  const call = await trunkCall(stack(), '+46701740607', '+46846500401')
  context.onTestFinished(() => call.stop())
  await card(page).getByRole('button', { name: 'Decline' }).waitFor()
  await page.keyboard.press('Shift+F2')
  await card(page).waitFor({ state: 'detached' })
  expect((await call.final()).status).toBeGreaterThanOrEqual(480)
})

test('answered on the desk phone, the app says so and stops', async context => {
  const page = await at(context)
  await anna.phone(context, { does: 'answers', afterMs: 1500 })
  const call = await phoneCall(stack(), deviceOf('bjorn'), '1001')
  context.onTestFinished(() => call.stop())
  await card(page).waitFor()
  await page.getByText('The call from Björn Lind was answered on another phone.').waitFor()
  await expect.poll(() => card(page).count()).toBe(0)
})

test('on a phone, in the dark and in Swedish, it reads well too', async context => {
  const page = await at(context, { width: 'phone', theme: 'dark', language: 'sv' })
  const caller = await outside(context, 1300)
  caller.dial('sip:+46846500401@svara.localhost')
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
