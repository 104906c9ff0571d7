/**
 * Calls on the screen, with real calls behind them: who calls, what became of it, and why.
 * Needs: calls, contacts, presence.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accessibilityProblems, screenshot, speak } from '../harness/browser.ts'
import { does, farSide, person } from '../harness/demonstration.ts'
import { trunkCall } from '../harness/phones.ts'
import {
  annas,
  badge,
  blocked,
  card,
  maria,
  nobody,
  olof,
  panel,
  rowOf,
  rows,
  useAnnasCalls,
} from './calls/annas-calls.ts'

const { stack, anna, at, ringing, called } = useAnnasCalls()

const available = () => does(anna().session, 'available')
const inMeeting = () => does(anna().session, 'meeting', '2026-10-09T12:30:00.000Z')

describe('Anna is in a meeting', () => {
  beforeEach(inMeeting)
  afterEach(available)

  test('her VIP’s call shows on all her screens while it rings, and says why; the log too', async context => {
    await anna().phone(context, { does: 'rings' })
    const one = await at('/calls')
    const other = await at('/nowhere', { width: 'phone', language: 'sv' })
    const caller = await ringing(context, maria)
    await card(one).waitFor()
    await card(other).waitFor()
    await expect.poll(() => card(one).textContent()).toContain('A VIP always gets through')
    expect(await card(one).textContent()).toContain('Maria Holm070-174 06 05')
    await expect.poll(() => one.getByRole('alert').textContent()).toBe('Incoming call from Maria Holm')
    expect(await card(one).locator(':focus').count()).toBe(0)
    await expect.poll(() => card(other).textContent()).toContain('Den som är VIP kommer alltid fram')
    expect(await card(other).evaluate(dialog => dialog.matches(':modal'))).toBe(true)
    expect(await rowOf(one, 'Maria Holm').textContent()).toContain('Rings')

    await card(other).getByRole('button', { name: 'Dölj samtalet från Maria Holm' }).click()
    await card(other).waitFor({ state: 'detached' })
    await card(one)
      .getByRole('button', { name: /^Why did the call from Maria Holm at 14:1\d go there\?$/ })
      .click()
    await panel(one).getByText('Maria Holm is one of your VIPs').waitFor()
    await card(one).waitFor({ state: 'detached' })
    await expect.poll(() => one.title()).toBe('Maria Holm – Svara')
    caller.hangUp()
    await expect.poll(() => one.title()).toBe('Calls – Svara')
    await rowOf(one, 'Maria Holm').getByText('Rang, nobody answered').waitFor()

    const won = panel(one).locator('.rail > .won')
    expect(await won.textContent()).toContain('A VIP always gets through')
    await speak(one, 'sv')
    await expect.poll(() => won.textContent()).toContain('Den som är VIP kommer alltid fram')
    expect(await won.textContent()).toContain('Vann: ')
  })

  test('one who is not hears the meeting, and the log says so', async () => {
    await called(olof)
    const page = await at('/calls')
    const row = rowOf(page, '070-174 06 07').or(rowOf(page, 'Olof Berg')).first()
    await row.getByText('Heard an announcement').waitFor()
    expect(await row.getByText('missed', { exact: false }).count()).toBe(0)
    await row.getByRole('link', { name: /^Why did the call from Olof Berg at 14:1\d go there\?$/ }).click()
    await panel(page).getByText('“Anna Svensson is in a meeting, back at 14:30.”').waitFor()
    expect(await panel(page).locator('.rail > .won').textContent()).toContain('which closes the phone')
    expect(await panel(page).locator('.rail > .past').textContent()).toMatch(/\d+ more rules were not needed/)
    expect(await panel(page).locator('dl').textContent()).toContain('Your activityIn a meeting until 14:30')
    expect(await panel(page).getByRole('button', { name: 'Show as JSON' }).count()).toBe(0)
    await screenshot(page, 'calls-why-desktop-light')
  })
})

test('a blocked caller is refused: in the log, and not as missed', async () => {
  await called(blocked)
  const page = await at('/calls')
  const row = rowOf(page, '070-174 06 06')
  await row.getByText('Refused: A blocked caller does not get through').waitFor()
  expect(await badge(page).count()).toBe(0)
  await page.getByRole('button', { name: /^Missed/ }).click()
  await row.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await row.getByRole('link', { name: /^Why did/ }).click()
  await panel(page).getByText('you have blocked 070-174 06 06').waitFor()
  await speak(page, 'sv')
  await row.getByText('Avvisat: Den som är blockerad kommer inte fram').waitFor()
  await panel(page).getByText('du har blockerat 070-174 06 06').waitFor()
})

test('a call that is answered runs at the top while it goes on, and is in the log with its length', async context => {
  await anna().phone(context, { does: 'answers', afterMs: 2000 })
  const page = await at('/calls')
  const call = await trunkCall(stack(), '+46701740620', annas, { talkMs: 4000 })
  await card(page).waitFor()
  await page.locator('.top').getByText('Ringing').waitFor()
  await call.final()
  await card(page).waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: 'Going on' }).waitFor()
  const row = rowOf(page, '070-174 06 20')
  await row.getByText('In a call').waitFor()
  const back = row.getByRole('button', { name: 'Call 070-174 06 20' })
  expect(await back.count()).toBe(0)
  await row.getByText('0:02').waitFor()
  await page.locator('.top').getByText('In a call').waitFor()
  await call.ended
  await row.getByText('Answered', { exact: true }).waitFor()
  await row.getByText(/^0:0[345]$/).waitFor()
  await back.waitFor()
  await page.locator('.top').getByText('Free').waitFor()
  expect(await page.getByRole('heading', { name: 'Going on' }).count()).toBe(0)
})

test('a missed call counts beside the view’s name until it was looked at, in every tab', async context => {
  await anna().phone(context, { does: 'rings' })
  const [page, other] = [await at('/nowhere'), await at('/nowhere')]
  const caller = await ringing(context, nobody)
  await card(page).waitFor()
  caller.hangUp()
  await expect.poll(() => badge(page).textContent()).toBe('1 missed')
  await expect.poll(() => badge(other).textContent()).toBe('1 missed')
  await page.getByRole('navigation').getByRole('link', { name: 'Calls' }).click()
  await rowOf(page, '070-174 06 08').getByText('Missed, ').waitFor({ state: 'attached' })
  await badge(page).waitFor({ state: 'detached' })
  await badge(other).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: /^Missed \d/ }).click()
  await expect.poll(() => rowOf(page, '070-174 06 08').count()).toBe(1)
  expect(await rows(page).filter({ hasNotText: 'Rang, nobody answered' }).count()).toBe(0)
})

test('the log is filtered and searched by its address: Back leads to what was there', async () => {
  await called(blocked)
  const page = await at('/calls')
  await page.getByRole('button', { name: 'Out', exact: true }).click()
  await page.getByText('No outgoing calls').or(rows(page).first()).first().waitFor()
  expect(new URL(page.url()).search).toBe('?show=outgoing')
  await page.goBack()
  await page.getByRole('button', { name: 'All', exact: true, pressed: true }).waitFor()
  const search = page.getByRole('searchbox', { name: 'Search name or number' })
  for (const typed of ['0701-740 606', '+46 70 174 06 06', '40606']) {
    await search.fill(typed)
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(typed)
    await rowOf(page, '070-174 06 06').waitFor()
    expect(await rows(page).filter({ hasNotText: '070-174 06 06' }).count()).toBe(0)
  }
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'calls-search-desktop-light')
  await rowOf(page, '070-174 06 06').locator('[data-pick]').click()
  await panel(page).waitFor()
  expect(new URL(page.url()).search).toBe('?q=40606')
  await search.fill('nobody of that name')
  await page.getByText('No call with “nobody of that name”').waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect.poll(() => rows(page).count()).toBeGreaterThan(0)
  expect(await search.inputValue()).toBe('')
})

test('everybody’s calls are there for a supervisor, the reasons for an administrator, neither for others', async () => {
  await called(olof)
  const hers = await at('/calls')
  expect(await hers.getByRole('link', { name: 'Everybody' }).count()).toBe(0)
  await hers.goto(`${stack().http}/calls/everyone`)
  await rows(hers).first().waitFor()
  const page = await at('/calls', {}, 'cecilia@norrsken.example')
  await page.getByRole('link', { name: "Everybody's calls" }).click()
  const list = page.locator('.everyone li')
  await list.filter({ hasText: 'Anna Svensson' }).first().waitFor()
  expect(await list.getByRole('link', { name: /^Why/ }).count()).toBe(0)
  await page.getByRole('combobox', { name: 'Whose' }).selectOption({ label: 'Farid Nazari' })
  await page.getByText('No call fits what is chosen.').waitFor()
  await page.goBack()
  await page.getByRole('searchbox').fill('0701740607')
  await expect.poll(() => list.filter({ hasNotText: /Olof Berg|070-174 06 07/ }).count()).toBe(0)
  await list.first().waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'calls-everyone-desktop-light')
  const small = await at('/calls/everyone', { width: 'phone', theme: 'dark' }, 'david@norrsken.example')
  await small
    .getByRole('link', { name: /^Why did the call from .* to Anna Svensson go there/ })
    .first()
    .waitFor()
  expect(await accessibilityProblems(small)).toEqual([])
  await screenshot(small, 'calls-everyone-phone-dark')
})

test('which number shows is chosen in the settings, and is kept', async () => {
  const page = await at('/settings/number', {}, 'cecilia@norrsken.example')
  await page.getByRole('radio', { name: /Växel/ }).check()
  await page.getByRole('button', { name: 'Name and number' }).click()
  await page.getByRole('button', { name: 'Name and number', pressed: true }).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'settings-number-desktop-light')
  await page.reload()
  await expect.poll(() => page.getByRole('radio', { name: /Växel/ }).isChecked()).toBe(true)
  const small = await at('/settings/number', { width: 'phone', theme: 'dark' }, 'cecilia@norrsken.example')
  await small.getByRole('radio', { name: /landline/ }).check()
  await small.getByRole('button', { name: 'Name', exact: true }).click()
  expect(await accessibilityProblems(small)).toEqual([])
  await screenshot(small, 'settings-number-phone-dark')
})

test('for the next call another number shows: chosen beside the field that dials, and gone with that call', async context => {
  const cecilia = await person(stack(), 'cecilia')
  const own = await cecilia.soundingPhone(context, 440)
  const far = await farSide(context, stack())
  const page = await at('/calls', {}, 'cecilia@norrsken.example')
  await page.getByRole('button', { name: 'Number that shows on the next call' }).click()
  const landline = page.getByRole('radio', { name: /landline.*Standard/ })
  await expect.poll(() => landline.isChecked()).toBe(true)
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.getByRole('radio', { name: /No number/ }).isChecked()).toBe(true)
  expect(await accessibilityProblems(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'The next call shows: Hidden' }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('070-174 06 33')
  await page.keyboard.press('Enter')
  const invite = await far.rung()
  expect(invite.header('Privacy')).toBe('id')
  expect(invite.startLine).toContain('sip:+46701740633@')
  await page.getByRole('button', { name: 'Number that shows on the next call' }).waitFor()
  await rowOf(page, '070-174 06 33').getByText('Out, in a call').waitFor()
  own.hangUp()
  await rowOf(page, '070-174 06 33').getByText('Out', { exact: true }).waitFor()
})

test('two calls at once: two cards, each said once', async context => {
  await anna().phone(context, { does: 'rings' })
  const page = await at('/nowhere')
  const first = await ringing(context, maria)
  await card(page).waitFor()
  const second = await ringing(context, nobody)
  await expect.poll(() => card(page).count()).toBe(2)
  await card(page).nth(0).getByText('The person').waitFor()
  await card(page).nth(1).getByText('A VIP always gets through').waitFor()
  await screenshot(page, 'incoming-two')
  const [one, two] = await Promise.all([card(page).nth(0).boundingBox(), card(page).nth(1).boundingBox()])
  expect(Math.abs((one?.y ?? 0) - (two?.y ?? 0))).toBeGreaterThanOrEqual(one?.height ?? Infinity)
  first.hangUp()
  await expect.poll(() => card(page).count()).toBe(1)
  second.hangUp()
  await card(page).waitFor({ state: 'detached' })
})

test('no phone of hers is registered: calling says so, and what to do', async () => {
  await anna().unreachable()
  await called(blocked)
  const page = await at('/calls')
  await page.locator('.top').getByText('No phone').waitFor()
  const button = rows(page).first().getByRole('button', { name: 'Call 070-174 06 06' })
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  await rows(page).first().locator('[data-pick]').focus()
  await page.keyboard.press('r')
  await page.getByText('None of your phones is registered.', { exact: false }).waitFor()
})

test('a press calls back: her own phone rings first, then the other; what goes wrong is said', async context => {
  await called(blocked)
  const cecilia = await person(stack(), 'cecilia')
  const cecilias = await cecilia.phone(context, { does: 'answers' })
  const own = await anna().soundingPhone(context, 440)
  const page = await at('/calls')
  await page.keyboard.press('/')
  await page.keyboard.type('1003')
  // The colleagues are there, so that the number has a name.
  await page.getByRole('option', { name: /Cecilia Öberg/ }).waitFor()
  const doing = page.getByText('Svara is ringing your phone. Answer it to call Cecilia Öberg, 1003.')
  // Her phone answers by itself, faster than one can look.
  await page.route('**/api/calls', async route => {
    if (route.request().method() === 'POST') await doing.waitFor()
    await route.continue()
  })
  await page.keyboard.press('Enter')
  await doing.waitFor()
  await own.event('CALL_ESTABLISHED')
  await doing.waitFor({ state: 'detached' })
  expect((await cecilias.rung()).header('From')).toContain('sip:1001@')
  await rowOf(page, 'Cecilia Öberg').getByText('Out, in a call').waitFor()
  await screenshot(page, 'calls-dialled')
  own.hangUp()
  await rowOf(page, 'Cecilia Öberg').getByText('Out', { exact: true }).waitFor()

  await page.unroute('**/api/calls')
  await page.route('**/api/calls', route => route.abort())
  await rows(page)
    .first()
    .getByRole('button', { name: /^Call / })
    .click()
  await page.getByText('Svara can’t be reached just now.', { exact: false }).waitFor()
})
