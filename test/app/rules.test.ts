/**
 * A new administrator's way from what somebody wishes to a call that goes so, without a manual and by keyboard alone. Friday
 * 9 October 2026, ten past four. Needs: calls, contacts, presence, rules.
 */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessibilityProblems, enter, screenshot, speak, useBrowser } from '../harness/browser.ts'
import { does, person } from '../harness/demonstration.ts'
import { trunkCall } from '../harness/phones.ts'
import { useStack } from '../harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T16:10:00+02:00' })
const browser = useBrowser()
const annas = '+46846500401'
const maria = '+46701740605'

/** Name of what has the focus. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document
    return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
  })

/** Goes by Tab to what has this name, as whoever can't point does. */
async function reach(page: Page, name: RegExp): Promise<void> {
  const said: string[] = []
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press('Tab')
    const here = await focused(page)
    if (name.test(here)) return
    said.push(here)
  }
  throw new Error(`not reached: ${name}; ${said.slice(0, 60).join(' | ')}`)
}

/** Opens what has the focus and takes the first that is found by these words. */
async function choose(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Enter')
  await page.locator('.popover').waitFor()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await page.locator('.popover').waitFor({ state: 'detached' })
}

test('VIPs reach Björn when Anna is closed after 16:00: written by keyboard, published, and a real call goes so', {
  timeout: 120_000,
}, async context => {
  const [anna, björn, david] = [
    await person(stack(), 'anna'),
    await person(stack(), 'bjorn'),
    await person(stack(), 'david'),
  ]
  const hers = await anna.phone(context, { does: 'answers' })
  const his = await björn.phone(context, { does: 'answers' })
  await does(anna.session, 'meeting')

  const page = await browser().open({ theme: 'light' })
  await enter(page, stack().http, 'david@norrsken.example')
  await speak(page, 'en')
  await page.goto(`${stack().http}/rules`)
  await page.getByRole('button', { name: 'Write a rule' }).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await reach(page, /^Write a rule$/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'New rule' }).waitFor()

  for (const condition of ['VIP', 'the person', 'closes the phone', 'the time']) {
    await reach(page, /^Add a condition/)
    await choose(page, condition)
    // Focus is where something is still to be said.
    if (condition === 'the person') {
      await page.locator(':focus', { hasText: 'choose' }).waitFor()
      await choose(page, 'Anna')
    }
  }
  await reach(page, /^What is done/)
  await choose(page, 'forward')
  await reach(page, /: choose$/)
  await choose(page, 'Björn')
  await reach(page, /^Tried in the stage/)
  await choose(page, 'Exempt')
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'rules-editor')

  const rules = `/api/rules/organisation/${david.session.organisation}`
  const draft = async () => {
    const kept = (await (await david.session.fetch(rules)).json()) as { draft?: { set: { rules: unknown[] } } }
    return kept.draft
  }
  await expect
    .poll(async () => (await draft())?.set.rules)
    .toEqual([
      {
        ...{
          name: expect.any(String),
          title: expect.anything(),
          on: 'call.incoming',
          stage: 'exempt',
          scope: 'organisation',
        },
        conditions: {
          all: [
            { fact: 'contacts.caller', path: '$.vip', operator: 'equal', value: true },
            { fact: 'directory.person', path: '$.id', operator: 'equal', value: anna.session.person },
            { fact: 'presence.activity', path: '$.closesPhone', operator: 'equal', value: true },
            { fact: 'directory.now', path: '$.time', operator: 'after', value: '16:00' },
          ],
        },
        event: { type: 'call.forward', params: { to: '1002' } },
      },
    ])
  await (await trunkCall(stack(), maria, annas)).ended
  expect([hers.invites().length, his.invites().length]).toEqual([1, 0])

  // Nothing of what was found stops it; nobody wrote a title, so it is the rule's own sentence.
  await page.getByRole('heading', { name: /^If .*16:00.*Björn Lind/ }).waitFor()
  await reach(page, /^Publish$/)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Publish' })
  await dialog.waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'rules-publish')
  await page.getByLabel('Why', { exact: true }).focus()
  await page.keyboard.type('VIPs of Anna')
  await reach(page, /^Publish$/)
  await page.keyboard.press('Enter')
  await page.getByText('Version 1 is in force.').waitFor()
  await (await trunkCall(stack(), maria, annas)).ended
  expect([hers.invites().length, his.invites().length]).toEqual([1, 1])
})
