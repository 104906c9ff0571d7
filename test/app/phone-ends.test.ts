/** A call's end reaches both sides, whatever happens in between. Needs: calls, phone. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, type TestContext, test } from 'vitest'
import { useBrowser } from '../harness/browser.ts'
import { type Person, person } from '../harness/demonstration.ts'
import { useStack } from '../harness/stack.ts'
import { hears, webPhone } from './web-phone.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const browser = useBrowser({ microphone: 700 })
let anna: Person
let bjorn: Person
beforeAll(async () => {
  anna = await person(stack(), 'anna')
  bjorn = await person(stack(), 'bjorn')
})

const dock = (page: Page) => page.getByRole('region', { name: 'Call in progress' })

/** Anna's app and Björn's desk phone talk. */
async function talking(context: TestContext) {
  const page = await browser().open()
  await webPhone(context, page, stack().http, anna)
  const other = await bjorn.soundingPhone(context, 1000)
  await page.keyboard.press('/')
  await page.keyboard.type('1002')
  await page.keyboard.press('Enter')
  await other.event('CALL_ESTABLISHED')
  await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
  return { page, other }
}

test('the hub is killed: the voices go on, and when the other side hangs up the app knows', async context => {
  const { page, other } = await talking(context)
  await stack().kill('hub')
  await expect.poll(() => hears(page)).toBeCloseTo(1000, -2)
  await stack().healthy()
  await anna.reachable()
  expect(await hears(page)).toBeCloseTo(1000, -2)
  other.hangUp()
  await dock(page).waitFor({ state: 'detached' })
})

test('hung up while the hub is away: the other side is told when it is back', async context => {
  const { page, other } = await talking(context)
  await stack().kill('hub')
  await page.keyboard.press('Shift+F2')
  await dock(page).waitFor({ state: 'detached' })
  expect(await other.event('CALL_CLOSED')).toBeDefined()
})

test('the tab crashes: the other side is free within half a minute', async context => {
  const { page, other } = await talking(context)
  const session = await page.context().newCDPSession(page)
  void session.send('Page.crash').catch(() => {})
  expect(await other.event('CALL_CLOSED')).toBeDefined()
})

test('signed out, the app is no phone, and whoever talked to it is free', async context => {
  const { page, other } = await talking(context)
  await page.locator('.top .me').click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.locator('input[name=email]').waitFor()
  expect(await other.event('CALL_CLOSED')).toBeDefined()
  await anna.unreachable()
})
