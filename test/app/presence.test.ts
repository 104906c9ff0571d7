/**
 * My activity, as a person sets it and colleagues see it. The rest of the screens of activities: activities.test.ts.
 * Needs: presence.
 */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { enter, type Look, speak, useBrowser } from '../harness/browser.ts'
import { useStack } from '../harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T12:28:30+02:00' })
const browser = useBrowser()

async function open(who: string, look: Look = {}): Promise<Page> {
  const page = await browser().open(look)
  await enter(page, stack().http, `${who}@norrsken.example`)
  await speak(page, look.language ?? 'en')
  return page
}

const mine = (page: Page) => page.locator('button.mine')
const popover = (page: Page) => page.getByRole('dialog', { name: 'My activity' })
const activity = (page: Page, name: string) => popover(page).getByRole('radio', { name: new RegExp(`^${name}`) })
const toast = (page: Page) => page.locator('.toast')
/** In the list of people, as it is seen. */
const row = (page: Page, name: string) => page.locator('.person-row').filter({ hasText: name })
const shows = (page: Page, words: string | RegExp) => expect.poll(() => mine(page).textContent()).toMatch(words)

async function choose(page: Page, name: string): Promise<void> {
  await page.keyboard.press('a')
  await activity(page, name).click()
  await popover(page).waitFor({ state: 'detached' })
}

const hubTime = (page: Page) =>
  page.evaluate(async () => Date.parse(((await (await fetch('/api/session')).json()) as { now: string }).now))

/** A whole minute with time enough before it. */
const nextMinute = async (page: Page) => new Date(Math.ceil(((await hubTime(page)) + 15_000) / 60_000) * 60_000)

const clock = (time: Date) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Stockholm', timeStyle: 'short' }).format(time)

test('by keyboard alone: Lunch until a minute; a colleague sees it at once; both are back by themselves at the second', {
  timeout: 150_000,
}, async () => {
  const [anna, bjorn] = await Promise.all([open('anna'), open('bjorn')])
  await row(bjorn, 'Anna Svensson').waitFor()
  await shows(anna, 'Available')
  await anna.keyboard.press('a')
  await expect.poll(() => activity(anna, 'Available').evaluate(tile => tile === document.activeElement)).toBe(true)
  for (let tiles = 0; tiles < 3; tiles += 1) await anna.keyboard.press('ArrowRight')
  await anna.keyboard.press('Enter')
  await popover(anna).waitFor({ state: 'detached' })
  await shows(anna, /Lunch\s+back \d\d:\d\d/)

  const end = await nextMinute(anna)
  await anna.keyboard.press('a')
  await anna.keyboard.press('Tab')
  for (let stops = 0; stops < 12; stops += 1) {
    if (
      await popover(anna)
        .getByLabel('Back', { exact: true })
        .evaluate(field => field === document.activeElement)
    )
      break
    await anna.keyboard.press('Shift+Tab')
  }
  await anna.keyboard.press('Control+a')
  await anna.keyboard.type(clock(end).replace(':', ''))
  await anna.keyboard.press('Enter')
  await shows(anna, `back ${clock(end)}`)
  await anna.keyboard.press('Escape')
  await popover(anna).waitFor({ state: 'detached' })
  expect(await mine(anna).evaluate(() => document.activeElement?.tagName)).toBeDefined()

  await expect.poll(() => row(bjorn, 'Anna Svensson').textContent()).toMatch(`back ${clock(end)}`)
  expect(await row(bjorn, 'Anna Svensson').textContent()).toContain('Lunch')
  const share = () => anna.locator('.mine-left').evaluate(line => line.getBoundingClientRect().width)
  const before = await share()
  await expect.poll(share).toBeLessThan(before)

  const stillThere = "document.body.dataset.same = 'yes'"
  await Promise.all([anna.evaluate(stillThere), bjorn.evaluate(stillThere)])
  const back = async (page: Page, text: () => Promise<string | null>) => {
    await expect.poll(text, { timeout: 90_000, interval: 50 }).toContain('Available')
    return hubTime(page)
  }
  const times = await Promise.all([
    back(anna, () => mine(anna).textContent()),
    back(bjorn, () => row(bjorn, 'Anna Svensson').textContent()),
  ])
  for (const time of times) expect(Math.abs(time - end.getTime())).toBeLessThan(2000)
  for (const page of [anna, bjorn]) expect(await page.locator('body').getAttribute('data-same')).toBe('yes')
  await expect
    .poll(() => anna.locator('[role=status]').allTextContents())
    .toContain('Your activity is over: Available.')
})

test('an end that can’t be, is said at the field with what was typed; a day for what lasts days; and undo', async () => {
  const page = await open('anna')
  await choose(page, 'In a meeting')
  await toast(page)
    .getByText(/In a meeting, back/)
    .waitFor()
  await mine(page).click()
  const end = popover(page).getByLabel('Back', { exact: true })
  await end.fill('00:01')
  await end.press('Enter')
  await popover(page).getByText('00:01 has passed already.').waitFor()
  expect(await end.inputValue()).toBe('00:01')
  await end.fill('25:00')
  await end.press('Enter')
  await popover(page).getByText('Write a time').waitFor()
  expect(await end.inputValue()).toBe('25:00')
  await end.fill('tomorrow 9')
  await end.press('Enter')
  const before = await mine(page).textContent()
  await popover(page).getByRole('button', { name: '+15 min' }).click()
  await expect.poll(() => mine(page).textContent()).not.toBe(before)
  expect(await mine(page).textContent()).toContain(await end.inputValue())
  await expect.poll(() => popover(page).locator('.problem').count()).toBe(0)
  await end.fill('tomorrow 9')
  await end.press('Enter')
  await popover(page).getByRole('button', { name: 'No end' }).click()
  await expect.poll(() => mine(page).textContent()).not.toContain('back')
  await popover(page).getByRole('button', { name: '+1 h' }).click()
  await shows(page, /back \d\d:\d\d/)
  const meeting = await mine(page).textContent()

  await activity(page, 'Holiday').click()
  const day = popover(page).getByLabel('Back on')
  await expect.poll(() => day.evaluate(field => field === document.activeElement)).toBe(true)
  await day.fill('2026-10-16')
  await shows(page, 'back Fri 16 Oct')
  await page.keyboard.press('Escape')
  await toast(page).filter({ hasText: 'Holiday' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => mine(page).textContent()).toBe(meeting)
})

test('on a phone, too, another end is undone while the choice stands open', async () => {
  const page = await open('anna', { width: 'phone' })
  await mine(page).click()
  await activity(page, 'Lunch').click()
  await popover(page).waitFor({ state: 'detached' })
  const before = await mine(page).textContent()
  await toast(page).getByRole('button', { name: 'Close' }).click()
  await mine(page).click()
  await popover(page).getByRole('button', { name: '+1 h' }).click()
  await toast(page).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => mine(page).textContent()).toBe(before)
})

test('a note is kept on Enter and on leaving the field, and colleagues see it', async () => {
  const [anna, bjorn] = await Promise.all([open('anna'), open('bjorn')])
  await mine(anna).click()
  const note = popover(anna).getByLabel('Note, seen by colleagues and guests')
  expect(await note.getAttribute('maxlength')).toBe('200')
  await note.fill('Ring hellre')
  await note.press('Enter')
  await expect.poll(() => row(bjorn, 'Anna Svensson').textContent()).toContain('Ring hellre')
  await note.fill('Offerten i dag')
  await anna.keyboard.press('Escape')
  await expect.poll(() => row(bjorn, 'Anna Svensson').textContent()).toContain('Offerten i dag')
  await mine(anna).click()
  await note.fill('')
  await note.press('Enter')
  await expect.poll(() => row(bjorn, 'Anna Svensson').textContent()).not.toContain('Offerten')
})

test('without a connection a change shows a clock, waits, and is sent when it is back', async () => {
  const [anna, bjorn] = await Promise.all([open('anna'), open('bjorn')])
  await choose(anna, 'Available')
  await expect.poll(() => row(bjorn, 'Anna Svensson').textContent()).toContain('Available')
  await anna.context().setOffline(true)
  await choose(anna, 'Busy')
  await shows(anna, 'Busy')
  await mine(anna).getByText('Waits to be sent').waitFor({ state: 'attached' })
  await toast(anna)
    .getByText(/It is sent when the connection is back/)
    .waitFor()
  expect(await row(bjorn, 'Anna Svensson').textContent()).toContain('Available')
  await anna.context().setOffline(false)
  await expect.poll(() => row(bjorn, 'Anna Svensson').textContent(), { timeout: 20_000 }).toContain('Busy')
  await expect.poll(() => toast(anna).filter({ hasText: 'when the connection is back' }).count()).toBe(0)
  await mine(anna).getByText('Waits to be sent').waitFor({ state: 'detached' })
  await shows(anna, 'Busy')
})

test('a change that the hub refuses is taken back, with its reason', async () => {
  const page = await open('anna')
  await choose(page, 'Available')
  await toast(page).getByText('Available.').waitFor()
  const message = 'Your organisation has closed this activity.'
  await page.route('**/api/activity', route =>
    route.fulfill({ status: 403, json: { error: { code: 'access.forbidden', message, details: {} } } }),
  )
  await choose(page, 'Break')
  await toast(page).getByText(message).waitFor()
  await shows(page, 'Available')
  await expect.poll(() => toast(page).filter({ hasText: 'Break' }).count()).toBe(0)
})

test('a card says what one would hear, lets one listen, and follows; a supervisor sets it from there', async () => {
  const [anna, cecilia] = await Promise.all([open('anna'), open('cecilia')])
  await choose(anna, 'Available')
  await row(cecilia, 'Anna Svensson').getByRole('link').click()
  const card = cecilia.locator('aside.side')
  await card.getByRole('button', { name: 'Set activity: Anna Svensson' }).click()
  const dialog = cecilia.getByRole('dialog', { name: 'Set activity: Anna Svensson' })
  await dialog.getByRole('radio', { name: /^Errand/ }).click()
  await shows(anna, /Errand\s+back/)
  await toast(anna)
    .getByText(/^Your activity was changed: Errand, back \d\d:\d\d\.$/)
    .waitFor()
  const heard = card.locator('.say')
  await expect.poll(() => heard.textContent()).toMatch(/^Anna Svensson is out on an errand, back at \d\d:\d\d\.$/)
  expect(await heard.getAttribute('lang')).toBe('en')
  await card.getByRole('button', { name: /^Hear it/ }).click()
  await expect
    .poll(() => card.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime), { timeout: 15_000 })
    .toBeGreaterThan(0.5)
  await toast(cecilia).getByRole('button', { name: 'Undo' }).click()
  await shows(anna, 'Available')
  await expect.poll(() => heard.count()).toBe(0)
})
