/**
 * The day of two people, seen on both their screens and heard by a caller: Friday 9 October 2026, half a minute before half past twelve.
 * Needs: calls, contacts, presence, rules.
 */
import { expect, test } from 'vitest'
import { readProfile } from '../../plugins/directory/contract.ts'
import { accessibilityProblems, enter, screenshot, useBrowser } from '../harness/browser.ts'
import { expectHeard, listenTo, person } from '../harness/demonstration.ts'
import { trunkCall } from '../harness/phones.ts'
import { useStack } from '../harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T12:29:25+02:00' })
const browser = useBrowser()
const annas = '+46846500401'
const vip = '+46701740605'
const blocked = '+46701740606'

test('Lunch until 12:30: seen at once, heard by a caller, over by itself on both screens', {
  timeout: 120_000,
}, async context => {
  const anna = await person(stack(), 'anna')
  const phone = await anna.phone(context, { does: 'answers' })
  expect(await anna.session.call(readProfile, {})).toMatchObject({ language: 'sv' })

  const hers = await browser().open({ language: 'sv' })
  await enter(hers, stack().http, 'anna@norrsken.example')
  const his = await browser().open({ language: 'sv', theme: 'dark' })
  await enter(his, stack().http, 'bjorn@norrsken.example')
  await his.goto(`${stack().http}/people`)
  const row = his.getByRole('listitem').filter({ hasText: 'Anna Svensson' })
  await row.getByText('Tillgänglig').first().waitFor()

  await hers.getByRole('button', { name: /Min hänvisning/ }).click()
  await hers.getByRole('radio', { name: /Lunch/ }).click()
  await hers.getByRole('button', { name: /Min hänvisning.*Lunch/ }).click()
  const end = hers.getByLabel('Åter', { exact: true })
  await end.fill('12:30')
  await end.press('Enter')
  await hers.keyboard.press('Escape')

  await row.getByText('Lunch').first().waitFor()
  await row.getByText('åter 12:30').first().waitFor()
  await screenshot(his, 'two-people-lunch')
  await expectHeard(await listenTo(context, stack(), '+46701740607', annas), 'Anna Svensson är på lunch, åter 12:30.')
  expect(phone.invites()).toEqual([])

  await row.getByText('Tillgänglig').first().waitFor({ timeout: 60_000 })
  await hers.getByRole('button', { name: /Min hänvisning.*Tillgänglig/ }).waitFor()
  const call = await trunkCall(stack(), '+46701740608', annas)
  expect((await call.final()).status).toBe(200)
  await call.ended
  expect(phone.invites()).toHaveLength(1)
})

test('a VIP and a blocked caller, in the log with their reasons', async context => {
  const anna = await person(stack(), 'anna')
  await anna.phone(context, { does: 'answers' })
  const page = await browser().open({ language: 'sv' })
  await enter(page, stack().http, 'anna@norrsken.example')
  await page.getByRole('button', { name: /Min hänvisning/ }).click()
  await page.getByRole('radio', { name: /Möte/ }).click()
  await page.getByRole('button', { name: /Min hänvisning.*Möte/ }).waitFor()

  await (await trunkCall(stack(), vip, annas)).ended
  const refused = await trunkCall(stack(), blocked, annas)
  expect((await refused.final()).status).toBe(603)
  await refused.ended

  await page.goto(`${stack().http}/calls`)
  await page.getByRole('link', { name: /Varför hamnade samtalet från Maria Holm/ }).click()
  const panel = page.getByRole('complementary')
  await panel.getByText('Vann: Maria Holm är VIP hos dig').waitFor()
  await screenshot(page, 'two-people-why-vip')
  expect(await accessibilityProblems(page)).toEqual([])
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: /Varför hamnade samtalet från 070-174 06 06/ }).click()
  await panel.getByText('Vann: du har blockerat 070-174 06 06').waitFor()
  expect(await page.getByRole('button', { name: /^Missade \d/ }).count()).toBe(0)

  // What would come of it now, and being told when it comes again.
  await panel.getByRole('button', { name: 'Prova igen nu' }).click()
  await panel.getByText('Det skulle sluta likadant nu.').waitFor()
  await panel.getByRole('button', { name: 'Säg till om det händer igen' }).click()
  await panel.getByRole('button', { name: 'Bara den här' }).click()
  await page.getByText('Du får veta när det händer igen.').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'two-people-why-again')
  await (await trunkCall(stack(), blocked, annas)).ended
  await page.getByText('Det hände igen: Den som är blockerad kommer inte fram.').waitFor()
  await page.goto(`${stack().http}/settings/followed`)
  await page.getByRole('heading', { name: 'Den som är blockerad kommer inte fram' }).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'two-people-followed')
  await page.getByRole('button', { name: /Säg inte till mer/ }).click()
  await page.getByRole('heading', { name: 'Du bevakar ingenting' }).waitFor()
})
