/** My day, from linking a calendar to ignoring a meeting: a real CalDAV server, in which another program writes. Needs: calendar. */
import { afterAll, expect, test } from 'vitest'
import { icsOf } from '../../connectors/calendar/caldav/testing/write.ts'
import type { Entry } from '../../connectors/calendar/entries.ts'
import { accessibilityProblems, enter, screenshot, speak, useBrowser } from '../harness/browser.ts'
import { startRadicale } from '../harness/radicale.ts'
import { useStack } from '../harness/stack.ts'

const anna = 'anna@norrsken.example'
const radicale = await startRadicale({ user: anna })
afterAll(() => radicale.stop())
await radicale.makeCalendar('calendar', 'Kalender')

const zone = 'Europe/Stockholm'
const friday: readonly [start: string, end: string, more: Partial<Entry>][] = [
  ['09:00', '09:30', { subject: 'Avstämning försäljning' }],
  ['10:00', '11:00', { subject: 'Skriva offert Holm', shows: 'free' }],
  ['11:30', '12:00', { subject: 'Tandläkaren', private: true }],
  ['13:30', '14:30', { subject: 'Säljmöte vecka 41', organiser: 'Björn Lind', response: 'accepted' }],
  [
    '14:30',
    '15:00',
    { subject: 'Avtalsgenomgång', organiser: 'Björn Lind', response: 'tentative', shows: 'tentative' },
  ],
  ['15:00', '15:30', { subject: 'Planera kick-off', organiser: 'Björn Lind', response: 'declined' }],
  ['15:30', '16:00', { subject: 'Kundsamtal Holm' }],
  ['16:00', '16:30', { subject: 'Uppföljning' }],
]
for (const [place, [start, end, more]] of friday.entries()) {
  const times = { start: `2026-10-09T${start}:00`, end: `2026-10-09T${end}:00`, zone }
  await radicale.put('calendar', `event-${place}`, icsOf({ key: `event-${place}`, ...times, ...more } as Entry, zone))
}

const stack = useStack({
  SVARA_TELEPHONY: 'off',
  SVARA_NOW: '2026-10-09T14:10:00+02:00',
  SVARA_CALDAV_INSIDE: `127.0.0.1:${radicale.port}`,
})
const browser = useBrowser()

test('a calendar is linked; a wrong password is said at the form, and nothing typed is lost', async () => {
  const page = await browser().open({ theme: 'light' })
  await enter(page, stack().http, anna)
  await speak(page, 'en')
  await page.goto(`${stack().http}/day`)
  await page.getByRole('heading', { name: 'No calendar is linked' }).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'day-empty')
  await page.getByRole('button', { name: 'Link a calendar' }).click()
  await page.getByRole('button', { name: 'Link CalDAV' }).click()
  await page.getByLabel('Address').fill(radicale.url)
  await page.getByLabel('User name').fill(anna)
  await page.getByLabel('Password').fill('wrong')
  await page.keyboard.press('Enter')
  await page.locator('.calendar-sign-in [role=alert]').first().waitFor()
  expect(await page.getByLabel('Address').inputValue()).toBe(radicale.url)
  await screenshot(page, 'calendars-refused')
  await page.getByLabel('Password').fill(radicale.password)
  await page.keyboard.press('Enter')
  await page.getByText(/^Read 14:/).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'calendars')
})

test('the day as it stands: what counts, what each gives, what callers hear, and a call tried at any time', async () => {
  const page = await browser().open({ theme: 'light' })
  await enter(page, stack().http, anna)
  await speak(page, 'en')
  await page.goto(`${stack().http}/day`)
  const lane = (name: string) => page.getByRole('list', { name, exact: true }).getByRole('listitem')
  await expect.poll(() => lane('Calendar').count()).toBe(friday.length)
  const activities = await lane('Your activity').allInnerTexts()
  expect(activities.map(text => text.replaceAll('\n', ' · '))).toEqual([
    'Available',
    'In a meeting · Calendar · back 09:30',
    'Available',
    'Busy · Calendar · back 12:00',
    'Available',
    'In a meeting · Calendar · back 14:30',
    'Available',
    'In a meeting · 2 in a row · back 16:30',
    'Available',
  ])
  // Heard by all the rules, in the caller's language.
  const heard = lane('What callers hear').filter({ hasText: '“Anna Svensson är i möte, åter 14:30.”' })
  await heard.waitFor()
  expect(await page.locator('header, [class*=top]').getByText('back 14:30').count()).toBeGreaterThan(0)
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'day-light-desktop')

  const slider = page.getByRole('slider', { name: 'Time of the call' })
  await slider.fill(String(Date.parse('2026-10-09T11:45:00+02:00')))
  await page.getByText('11:45', { exact: true }).waitFor()
  const anyone = page.getByRole('region', { name: 'Anyone' })
  expect(await anyone.locator('.probe-heard').textContent()).toBe('“Anna Svensson är upptagen, åter 12:00.”')
  const voice = page.waitForResponse(/heard\.mp3/)
  await page.getByRole('button', { name: 'Listen: Anna Svensson är upptagen, åter 12:00.' }).click()
  expect((await voice).headers()['content-type']).toBe('audio/mpeg')
  await page.getByLabel('Try somebody else').fill('070-174 06 05')
  await page.getByRole('button', { name: 'Try 070-174 06 05' }).click()
  const maria = page.getByRole('region', { name: '070-174 06 05' })
  await maria.getByText(/^The phones ring/).waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'day-probe')
})

test('a meeting is ignored and the phone opens, undone and it closes; a tentative one counts when told to; why is said', async () => {
  const page = await browser().open({ theme: 'dark', language: 'sv' })
  await enter(page, stack().http, anna)
  await speak(page, 'sv')
  await page.goto(`${stack().http}/day`)
  const mine = page.getByRole('list', { name: 'Din hänvisning', exact: true }).getByRole('listitem')
  await page.getByRole('button', { name: 'Ignorera Säljmöte vecka 41' }).click()
  await page.getByText('Säljmöte vecka 41 ignoreras.').waitFor()
  await expect.poll(() => mine.filter({ hasText: 'åter 14:30' }).count()).toBe(0)
  await page.locator('.toast').last().getByRole('button', { name: 'Ångra' }).click()
  await expect.poll(() => mine.filter({ hasText: 'åter 14:30' }).count()).toBe(1)
  await page.getByRole('button', { name: 'Räkna med Avtalsgenomgång' }).click()
  await expect.poll(() => mine.filter({ hasText: 'åter 15:00' }).count()).toBe(1)

  await page.getByRole('link', { name: /^Planera kick-off/ }).click()
  const panel = page.getByRole('complementary', { name: 'Planera kick-off' })
  await panel.getByRole('heading', { name: 'Varför' }).waitFor()
  await panel.getByRole('listitem').first().waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'day-why-dark-desktop')
  await panel.press('Escape')
  await panel.waitFor({ state: 'detached' })
})

test('on a phone, and under my activity: which meeting it is, and leaving it out', async () => {
  const page = await browser().open({ theme: 'dark', width: 'phone' })
  await enter(page, stack().http, anna)
  await speak(page, 'en')
  await page.goto(`${stack().http}/day`)
  await page.getByRole('list', { name: 'Calendar', exact: true }).getByRole('listitem').first().waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'day-dark-phone')
  await page.keyboard.press('a')
  await page.getByText('From your calendar: Säljmöte vecka 41, until 14:30.').waitFor()
  await screenshot(page, 'day-my-activity-phone')
  await page.getByRole('button', { name: 'Ignore this event' }).click()
  await page.getByText('Säljmöte vecka 41 is ignored.').waitFor()
})
