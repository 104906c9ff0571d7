/** Camera and screen within a call between colleagues. Needs: calls, phone. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { useBrowser } from '../harness/browser.ts'
import { type Person, person } from '../harness/demonstration.ts'
import { useStack } from '../harness/stack.ts'
import { hears, sees, webPhone } from './web-phone.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const browser = useBrowser({ microphone: 700 })
let anna: Person
let bjorn: Person
beforeAll(async () => {
  anna = await person(stack(), 'anna')
  bjorn = await person(stack(), 'bjorn')
})

const dock = (page: Page) => page.getByRole('region', { name: 'Call in progress' })
const press = (page: Page, name: string) => dock(page).getByRole('button', { name, exact: true }).click()

async function dial(page: Page, number: string) {
  await page.keyboard.press('/')
  await page.keyboard.type(number)
  await page.keyboard.press('Enter')
}

test('two browsers: one shows her camera, the other his screen, and both go away again', async context => {
  const [page, other] = [await browser().open(), await browser().open()]
  await webPhone(context, page, stack().http, anna)
  await webPhone(context, other, stack().http, bjorn)
  await dial(page, '1002')
  await other.getByRole('button', { name: 'Answer' }).waitFor()
  await other.keyboard.press('F2')
  for (const one of [page, other]) await expect.poll(() => hears(one)).toBeCloseTo(700, -2)
  await press(page, 'Camera')
  await other.getByLabel('What Anna Svensson shows').waitFor()
  await expect.poll(async () => (await sees(other)).frames).toBeGreaterThan(5)
  await press(other, 'Share screen')
  await page.getByLabel('What Björn Lind shows').waitFor()
  await expect.poll(async () => (await sees(page)).frames).toBeGreaterThan(2)
  await press(page, 'Camera')
  await other.getByLabel('What Anna Svensson shows').waitFor({ state: 'detached' })
  for (const one of [page, other]) await expect.poll(() => hears(one)).toBeCloseTo(700, -2)
  await page.keyboard.press('Shift+F2')
  await dock(other).waitFor({ state: 'detached' })
})

test('a phone without pictures costs the call nothing: it is said, and the voices go on', async context => {
  const page = await browser().open()
  await webPhone(context, page, stack().http, anna)
  const desk = await bjorn.soundingPhone(context, 1000)
  await dial(page, '1002')
  await desk.event('CALL_ESTABLISHED')
  await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
  await press(page, 'Camera')
  await page.getByText('Björn Lind’s phone shows no pictures.').waitFor()
  await dock(page).getByRole('button', { name: 'Camera', pressed: false }).waitFor()
  await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
  await page.keyboard.press('Shift+F2')
  await desk.event('CALL_CLOSED')
})
