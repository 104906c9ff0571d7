/** Calendars that a company lets the hub into by itself, on a whole hub, with vendors in memory; and its screens in a real browser. */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fakeCalendars, fakeServer } from '../../../connectors/calendar/fake.ts'
import { calendar } from '../../../connectors/calendar/port.ts'
import { accessibilityProblems, enter, screenshot, speak, useBrowser } from '../../../test/harness/browser.ts'
import type { Session } from '../../../test/harness/session.ts'
import { fake, type WholeHub, wholeHub } from '../../../test/harness/whole-hub.ts'
import { createPerson, listTeams, updatePerson } from '../../directory/contract.ts'
import { readHeard } from '../../presence/contract.ts'
import {
  beginConsent,
  type CompanyAccess,
  calendarView,
  chooseCalendars,
  companyView,
  finishConsent,
  leaveCompany,
  linkBySignIn,
  listLinks,
  readCompany,
  readLink,
  setCompany,
  unlink,
} from '../contract.ts'
import { meeting } from '../testing/scene.ts'

const tied = { organisation: 'norrsken', domains: ['norrsken.example'] }
const vendors = fakeCalendars({ tied })
const account = vendors.account('anna@norrsken.example')
vendors.account('bjorn@norrsken.example')
const browser = useBrowser()
let hub: WholeHub
let anna: Session
let bjorn: Session
let david: Session

const code = (code: string) => expect.objectContaining({ code })
const set = (policy: Partial<CompanyAccess>) =>
  david.call(setCompany, { vendor: 'microsoft', covers: 'everybody', teams: [], mayLeave: true, ...policy })
const counted = (counts: Partial<CompanyAccess['counts']>) =>
  david.seen(companyView, ({ vendors: [first] }) =>
    Object.entries(counts).every(([key, count]) => first?.counts[key as keyof typeof counts] === count),
  )
const hers = (holds: (link: { company: boolean; state: string }) => boolean) =>
  anna.seen(calendarView, ({ links }) => links.some(holds))
const none = (who = anna) => who.seen(calendarView, ({ links }) => links.length === 0)
const heard = async () => (await bjorn.call(readHeard, { id: anna.person })).text?.en

beforeAll(async () => {
  const settings = { SVARA_PUBLIC_URL: 'https://svara.example', SVARA_NOW: '2026-10-09T14:10:00+02:00' }
  hub = await wholeHub([fake(calendar, vendors)], settings)
  ;[anna, bjorn, david] = (await Promise.all(
    ['anna', 'bjorn', 'david'].map(name => hub.signIn(`${name}@norrsken.example`)),
  )) as [Session, Session, Session]
  account.put(meeting('one', '13:30', '14:30'))
})
afterAll(() => hub.stop())
beforeEach(async () => {
  account.become('well')
  for (const { id, company } of (await anna.call(listLinks, {})).links) if (!company) await anna.call(unlink, { id })
  await set({ covers: 'nobody' })
  await none()
})

/** What the database has of a person: links, with what they are read by, and what was read. */
function rowsOf(person: string) {
  const database = new DatabaseSync(join(hub.data, 'svara.sqlite'), { readOnly: true })
  const count = (table: string) =>
    Number(database.prepare(`SELECT COUNT(*) AS many FROM ${table} WHERE person_id = ?`).get(person)?.many)
  const rows = { links: count('calendar_links'), readings: count('calendar_readings') }
  database.close()
  return rows
}

test('it is its own organisation’s, for administrators to use, and of nobody until they do', async () => {
  expect((await david.call(readCompany, {})).vendors).toMatchObject([
    { vendor: 'microsoft', title: 'Microsoft 365', domains: ['norrsken.example'], covers: 'nobody' },
  ])
  const gustav = await hub.signIn('gustav@fjallstrom.example')
  expect((await gustav.call(readCompany, {})).vendors).toEqual([])
  const everybody = { vendor: 'microsoft' as const, covers: 'everybody' as const, teams: [], mayLeave: true }
  await expect(gustav.call(setCompany, everybody)).rejects.toEqual(code('calendar.no-company'))
  await expect(anna.call(setCompany, everybody)).rejects.toEqual(code('access.forbidden'))
  await expect(anna.call(readCompany, {})).rejects.toEqual(code('access.forbidden'))
  expect((await anna.call(listLinks, {})).company).toEqual([])
  expect(account.requests).toBe(0)
})

test('everybody whose address is within the domains is linked, and sees which of her calendars count', async () => {
  await david.call(createPerson, {
    ...{ name: 'Ulla Utanför', email: 'ulla@elsewhere.example', short: '1090', plan: 'Business', role: 'member' },
  })
  await set({})
  const { vendors } = await counted({ covered: 7, outside: 1, well: 2, absent: 4, reading: 0 })
  expect(vendors[0]?.troubles).toContainEqual({
    ...{ person: 'Cecilia Öberg', account: 'cecilia@norrsken.example', state: 'absent' },
    reason: 'cecilia@norrsken.example',
  })
  await expect.poll(heard).toBe('Anna Svensson is in a meeting, back at 14:30.')
  const { links, company } = await anna.call(listLinks, {})
  expect(links).toMatchObject([{ company: true, account: 'anna@norrsken.example', state: 'well', tells: true }])
  expect(company).toEqual([{ vendor: 'microsoft', title: 'Microsoft 365', mayLeave: true, left: false }])
  const id = links[0]?.id ?? ''
  await anna.call(chooseCalendars, { id, calendars: [] })
  await expect.poll(heard).toBe(undefined)
  await expect(anna.call(unlink, { id })).rejects.toEqual(code('calendar.of-company'))
})

test('of teams, those who are in them now', async () => {
  const { teams } = await david.call(listTeams, {})
  const id = (name: string) => teams.find(team => team.name === name)?.id ?? ''
  await set({ covers: 'teams', teams: [id('IT')] })
  await david.seen(calendarView, ({ links }) => links[0]?.state === 'absent')
  expect((await anna.call(listLinks, {})).links).toEqual([])
  await david.call(updatePerson, { id: anna.person, teamId: id('IT') })
  await hers(({ state }) => state === 'well')
  await david.call(updatePerson, { id: anna.person, teamId: id('Försäljning') })
  await none()
})

test('whoever may leave is linked no more, until she wants to be again or it is no longer hers to say', async () => {
  await set({})
  await hers(({ state }) => state === 'well')
  await anna.call(leaveCompany, { vendor: 'microsoft', linked: false })
  const after = await anna.call(listLinks, {})
  expect([after.links, after.company[0]?.left]).toEqual([[], true])
  await counted({ left: 1 })
  await anna.call(leaveCompany, { vendor: 'microsoft', linked: true })
  await hers(({ state }) => state === 'well')
  await anna.call(leaveCompany, { vendor: 'microsoft', linked: false })
  await set({ mayLeave: false })
  await hers(({ state }) => state === 'well')
  await expect(anna.call(leaveCompany, { vendor: 'microsoft', linked: false })).rejects.toEqual(
    code('calendar.company-decides'),
  )
  await anna.call(leaveCompany, { vendor: 'microsoft', linked: true })
})

test('her own link of the same mailbox is read instead, and no mailbox twice', async () => {
  await set({})
  await hers(({ state }) => state === 'well')
  const { address } = await anna.call(beginConsent, { vendor: 'microsoft' })
  const state = new URL(address).searchParams.get('state') ?? ''
  const own = await anna.call(finishConsent, { state, code: 'anna@norrsken.example' })
  await hers(link => !link.company && link.state === 'well')
  await hers(link => link.company && link.state === 'yielded')
  await counted({ yielded: 1 })
  const before = account.requests
  const { links } = await anna.call(listLinks, {})
  await anna.call(readLink, { id: links.find(({ company }) => company)?.id ?? '' })
  await anna.call(readLink, { id: own.id })
  await expect.poll(() => account.requests).toBeGreaterThan(before)
  expect(account.watches).toHaveLength(1)
  expect(account.atOnce).toBe(1)
  await anna.call(unlink, { id: own.id })
  await hers(link => link.company && link.state === 'well')
  await expect.poll(heard).toBe('Anna Svensson is in a meeting, back at 14:30.')
})

test('a permission that is refused is tried again, and what the vendor says is its administrator’s to read', async () => {
  await set({})
  await hers(({ state }) => state === 'well')
  account.become('refused')
  const [link] = (await anna.call(listLinks, {})).links
  await anna.call(readLink, { id: link?.id ?? '' })
  await hers(({ state }) => state === 'refused')
  const { vendors } = await counted({ refused: 1 })
  expect(vendors[0]?.troubles[0]).toMatchObject({ person: 'Anna Svensson', state: 'refused' })
  expect((await anna.call(listLinks, {})).links[0]).toHaveProperty('nextAt')
  account.become('well')
  await anna.call(readLink, { id: link?.id ?? '' })
  await hers(({ state }) => state === 'well')
})

test('who comes is linked; who leaves takes her links along, her own too; an address that is another opens another mailbox', async () => {
  await set({})
  await hers(({ state }) => state === 'well')
  const nora = vendors.account('nora@norrsken.example')
  const { id } = await david.call(createPerson, {
    ...{ name: 'Nora Ny', email: 'nora@norrsken.example', short: '1091', plan: 'Business', role: 'member' },
    password: 'norrsken',
  })
  await counted({ well: 3 })
  const home = vendors.account('nora@hem.example')
  const session = await hub.signIn('nora@norrsken.example')
  const login = { address: fakeServer, user: home.grant.account, password: home.password }
  await session.call(linkBySignIn, { vendor: 'caldav', ...login })
  await session.seen(calendarView, ({ links }) => links.length === 2 && links.every(({ state }) => state === 'well'))
  expect(rowsOf(id)).toEqual({ links: 2, readings: 2 })
  await david.call(updatePerson, { id, disabled: true })
  await counted({ well: 2 })
  await expect.poll(() => rowsOf(id)).toEqual({ links: 0, readings: 0 })
  await expect.poll(() => nora.watches.length).toBe(0)
  await david.call(updatePerson, { id: anna.person, email: 'anna.svensson@norrsken.example' })
  await hers(({ state }) => state === 'absent')
  await expect.poll(() => account.watches.length).toBe(0)
  await david.call(updatePerson, { id: anna.person, email: 'anna@norrsken.example' })
  await hers(({ state }) => state === 'well')
})

test.each([
  { language: 'sv', theme: 'light', width: 'desktop' },
  { language: 'en', theme: 'dark', width: 'phone' },
] as const)('an administrator turns it on, and whoever is linked sees that, and leaves: %o', async look => {
  const sv = look.language === 'sv'
  const tooWide = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  const open = async (who: string, path: string) => {
    const page = await browser().open(look)
    await enter(page, hub.http, `${who}@norrsken.example`)
    await speak(page, look.language)
    await page.goto(hub.http + path)
    return page
  }
  const looksRight = async (page: Page, name: string) => {
    expect([await accessibilityProblems(page), await tooWide(page)]).toEqual([[], 0])
    await screenshot(page, `${name}-${look.theme}-${look.width}`)
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

  const administration = await open('david', '/administration/calendars')
  const covers = administration.getByLabel(sv ? 'Vems kalendrar läses' : 'Whose calendars are read')
  await covers.selectOption('teams')
  await administration.getByRole('switch', { name: 'Försäljning' }).press('Space')
  await looksRight(administration, 'company-calendars-teams')
  await covers.selectOption('everybody')
  await button(administration, sv ? 'Spara' : 'Save').click()
  await counted({ well: 2, reading: 0 })
  await administration.getByText(/^2 (av|of) \d+ (lästa|read)$/).waitFor()
  await administration.getByText('Cecilia Öberg').waitFor()
  await looksRight(administration, 'company-calendars')

  const settings = await open('anna', '/settings/calendars')
  await settings.getByText(sv ? 'Kopplad av ditt företag.' : 'Linked by your company.').waitFor()
  await settings.getByRole('switch', { name: 'Kalender' }).waitFor()
  await looksRight(settings, 'calendars-by-company')
  // What follows is the same in any look.
  if (!sv) return
  const leave = 'Avstå'
  await settings.getByRole('button', { name: /^Avstå/ }).press('Enter')
  await looksRight(settings, 'calendars-leaving')
  await button(settings, leave).press('Enter')
  await settings.getByText(/Du har avstått/).waitFor()
  await looksRight(settings, 'calendars-left')
  await button(settings, 'Låt den kopplas').press('Enter')
  await settings.getByRole('switch', { name: 'Kalender' }).waitFor()
  // Nobody else has it to see.
  await settings.goto(`${hub.http}/administration/calendars`)
  expect(await settings.getByText('Microsoft 365').count()).toBe(0)
})
