/** Invitations through a real mail server of the test's, read as a mail program and a calendar read them. */
import { once } from 'node:events'
import { callbackify, promisify } from 'node:util'
import ICAL from 'ical.js'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accessibilityProblems, enter, screenshot, speak, useBrowser } from '../../test/harness/browser.ts'
import { freeLoopbackPort } from '../../test/harness/free-ports.ts'
import type { Session } from '../../test/harness/session.ts'
import { type WholeHub, wholeHub } from '../../test/harness/whole-hub.ts'
import { cancelInvitation, changeInvitation, type Invitation, invitationsView, invite } from './contract.ts'

const port = await freeLoopbackPort(['tcp'])
let letters: ParsedMail[] = []
/** What it says to whoever it is to take no letter of. */
const refuses = new Map<string, number>()
/** To this address it takes none at first, and they are for the last test. */
const slow = { name: 'Olof Berg', address: 'olof@berg.example' }
let tries = 0
const later: ParsedMail[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onRcptTo({ address }, _, done) {
    if (address === slow.address) tries += 1
    const responseCode = address === slow.address && tries === 1 ? 451 : refuses.get(address)
    done(responseCode === undefined ? null : Object.assign(new Error('no'), { responseCode }))
  },
  onData: (stream, { envelope }, done) =>
    callbackify(async () => {
      const letter = await simpleParser(stream)
      const isSlow = envelope.rcptTo.some(({ address }) => address === slow.address)
      ;(isSlow ? later : letters).push(letter)
    })(done),
})

const browser = useBrowser()
let hub: WholeHub
let anna: Session
let bjorn: Session
let farid: Session

beforeAll(async () => {
  server.listen(port, '127.0.0.1')
  await once(server.server, 'listening')
  hub = await wholeHub([], {
    SVARA_NOW: '2026-10-09T14:10:00+02:00',
    SVARA_SMTP: `smtp://127.0.0.1:${port}`,
    SVARA_MAIL_FROM: 'Svara <svara@norrsken.example>',
  })
  anna = await hub.signIn('anna@norrsken.example')
  bjorn = await hub.signIn('bjorn@norrsken.example')
  farid = await hub.signIn('farid@norrsken.example')
})
afterAll(async () => {
  await hub.stop()
  await promisify(server.close.bind(server))()
})
beforeEach(() => {
  letters = []
  refuses.clear()
})

const guest = { name: 'Maria Holm', address: 'maria@holm.example' }
const asked = (more: object = {}) => ({
  ...{ subject: 'Offert, Holm', start: '2026-10-26T09:00:00.000Z', minutes: 45, note: 'Läs utkastet; först.' },
  ...{ people: [farid.person], guests: [guest], ...more },
})
const to = (address: string) => letters.filter(({ to }) => JSON.stringify(to).includes(address))

/** The letter to an address, as a calendar takes it. */
async function meetingTo(address: string, at = 0) {
  await expect.poll(() => to(address).length).toBe(at + 1)
  const letter = to(address)[at]
  const part = letter?.attachments.find(({ contentType }) => contentType === 'text/calendar')
  const calendar = new ICAL.Component(ICAL.parse(part?.content.toString() ?? '') as [])
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
  const value = (name: string) => event.component.getFirstPropertyValue(name)
  return { letter, calendar, event, value, method: calendar.getFirstPropertyValue('method') }
}
const seen = (invitation: Pick<Invitation, 'id'>, holds: (found: Invitation) => boolean) =>
  anna.seen(invitationsView, ({ invitations }) => invitations.some(one => one.id === invitation.id && holds(one)))

test('a colleague and a guest are asked to one meeting, each in words and as a calendar reads it', async () => {
  // Its letter comes when it is tried again, in the last test.
  await bjorn.call(invite, asked({ people: [], guests: [slow] }))
  const made = await anna.call(invite, asked())
  const { letter, calendar, event, value, method } = await meetingTo(guest.address)
  expect(letter?.subject).toBe('Inbjudan: Offert, Holm')
  expect(letter?.from?.text).toContain('svara@norrsken.example')
  expect(letter?.replyTo?.text).toContain('anna@norrsken.example')
  expect(letter?.text).toContain('Anna Svensson bjuder in dig till ett samtal.')
  expect(letter?.text).toContain('Måndag 26 oktober 2026 kl. 10:00–10:45 (Europe/Stockholm)')
  expect(letter?.text).toContain('ring Anna Svensson på +46 8 465 004 01')
  expect(letter?.text).toContain('Läs utkastet; först.')
  expect(method).toBe('REQUEST')
  expect([event.uid, event.sequence, event.summary, value('status')]).toEqual([
    ...[`call.${made.id}`, 0, 'Offert, Holm', 'CONFIRMED'],
  ])
  expect(event.organizer).toBe('mailto:anna@norrsken.example')
  expect(
    event.attendees.map(each => [each.getFirstValue(), each.getParameter('rsvp'), each.getParameter('partstat')]),
  ).toEqual([
    ['mailto:farid@norrsken.example', 'TRUE', 'NEEDS-ACTION'],
    ['mailto:maria@holm.example', 'TRUE', 'NEEDS-ACTION'],
  ])
  // By the rules that came along, on the day after the clocks went back.
  expect(calendar.getFirstSubcomponent('vtimezone')?.getFirstPropertyValue('tzid')).toBe('Europe/Stockholm')
  expect([event.startDate.zone?.tzid, event.startDate.hour]).toEqual(['Europe/Stockholm', 10])
  expect(event.startDate.toJSDate().toISOString()).toBe(made.start)
  expect(event.endDate.toJSDate().toISOString()).toBe('2026-10-26T09:45:00.000Z')

  // Farid reads English, and is called.
  const colleague = await meetingTo('farid@norrsken.example')
  expect(colleague.letter?.text).toContain('wait for Anna Svensson to call you. You can also call 1001.')
  expect(colleague.event.uid).toBe(event.uid)
  await seen(made, ({ invitees }) => invitees.every(({ letter }) => letter === 'sent'))
})

test('changed, it is the same meeting; who is asked no more is told, and who is new is invited; then it is called off', async () => {
  const made = await anna.call(invite, asked())
  await seen(made, ({ invitees }) => invitees.every(({ letter }) => letter === 'sent'))
  letters = []
  const later = asked({ id: made.id, start: '2026-10-26T10:00:00.000Z', people: [bjorn.person] })
  await anna.call(changeInvitation, later)
  const guests = await meetingTo(guest.address)
  expect([guests.event.uid, guests.event.sequence, guests.method]).toEqual([`call.${made.id}`, 1, 'REQUEST'])
  expect(guests.letter?.subject).toBe('Ändrat: Offert, Holm')
  expect(guests.event.startDate.hour).toBe(11)
  const gone = await meetingTo('farid@norrsken.example')
  expect([gone.method, gone.event.sequence, gone.value('status')]).toEqual(['CANCEL', 1, 'CANCELLED'])
  expect(gone.event.attendees.map(each => each.getFirstValue())).toEqual(['mailto:farid@norrsken.example'])
  const added = await meetingTo('bjorn@norrsken.example')
  expect([added.method, added.letter?.subject]).toEqual(['REQUEST', 'Inbjudan: Offert, Holm'])
  await seen(made, ({ invitees }) => invitees.every(({ letter }) => letter === 'sent'))

  letters = []
  await anna.call(cancelInvitation, { id: made.id })
  for (const address of [guest.address, 'bjorn@norrsken.example']) {
    const off = await meetingTo(address)
    expect([off.method, off.event.uid, off.event.sequence]).toEqual(['CANCEL', `call.${made.id}`, 2])
    expect(off.letter?.text).toContain('Anna Svensson har ställt in samtalet.')
  }
  await seen(made, ({ cancelled, invitees }) => cancelled && invitees.every(({ letter }) => letter === 'sent'))
  // Who was told before hears nothing more.
  expect(to('farid@norrsken.example')).toEqual([])
  await expect(anna.call(changeInvitation, later)).rejects.toMatchObject({ code: 'invitations.over' })
})

test('whom the server refuses is shown, and the others get theirs; one alone is asked to call', async () => {
  refuses.set(guest.address, 550)
  const made = await anna.call(invite, asked())
  await seen(made, ({ invitees }) => invitees.map(({ letter }) => letter).join() === 'sent,refused')
  refuses.clear()
  await anna.call(changeInvitation, { id: made.id, ...asked({ people: [] }) })
  const { letter } = await meetingTo(guest.address)
  expect(letter?.text).toContain('ring Anna Svensson på +46 8 465 004 01')
})

test('what is wrong is told by its field, and nobody has anything to do with another’s invitations', async () => {
  const refusal = (more: object, who = anna) =>
    who.call(invite, asked(more)).then(
      () => undefined,
      (error: unknown) => error,
    )
  expect(await refusal({ start: '2026-10-09T12:00:00.000Z' })).toMatchObject({
    code: 'invitations.past',
    field: 'start',
  })
  expect(await refusal({ people: [], guests: [] })).toMatchObject({ code: 'invitations.nobody', field: 'people' })
  expect(await refusal({ people: ['nobody'] })).toMatchObject({ code: 'invitations.no-such-person', field: 'people' })
  expect(await refusal({ guests: [{ name: '', address: 'maria' }] })).toMatchObject({ code: 'http.input' })
  // A colleague's address is the colleague, and one is not invited by oneself.
  const guests = [{ name: '', address: 'Farid@norrsken.example' }]
  const made = await anna.call(invite, asked({ people: [anna.person], guests }))
  expect(made.invitees).toMatchObject([{ person: farid.person, name: 'Farid Nazari' }])
  const other = await hub.signIn('gustav@fjallstrom.example')
  for (const who of [bjorn, other]) {
    await expect(who.call(cancelInvitation, { id: made.id })).rejects.toMatchObject({ code: 'invitations.none' })
    const { invitations } = await who.seen(invitationsView, () => true)
    expect(invitations.map(({ id }) => id)).not.toContain(made.id)
  }
  expect(await refusal({ people: [farid.person] }, other)).toMatchObject({ code: 'invitations.no-such-person' })
})

test('from a colleague’s card to a letter, changed and called off, in the app', async () => {
  const page = await browser().open({ theme: 'light' })
  await enter(page, hub.http, 'bjorn@norrsken.example')
  await speak(page, 'en')
  await page.goto(`${hub.http}/people/person:${farid.person}`)
  await page.getByRole('button', { name: 'Invite Farid Nazari to a call' }).click()
  const panel = page.getByRole('complementary', { name: 'Invitations' })
  await panel.getByLabel('Subject').fill('Plan for November')
  const who = panel.getByLabel('Colleague or e-mail address')
  await who.fill('ann')
  await panel.getByRole('button', { name: 'Add Anna Svensson' }).click()
  await who.fill('nobody there')
  await who.press('Enter')
  await panel.getByText('There is no such colleague, and it is no e-mail address.').waitFor()
  await who.fill(guest.address)
  await who.press('Enter')
  const invited = panel.getByRole('list', { name: 'Invited' }).getByRole('listitem')
  expect(await invited.locator('.one-line').allInnerTexts()).toEqual([
    ...['Farid Nazari farid@norrsken.example', 'Anna Svensson anna@norrsken.example', guest.address],
  ])
  await panel.getByLabel('Day').fill('2026-10-08')
  await panel.getByLabel('Time').fill('1330')
  await panel.getByRole('button', { name: 'Send invitation' }).click()
  await panel.getByText('That time is over. Choose one to come.').waitFor()
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'invitation-new')
  await panel.getByLabel('Day').fill('2026-10-12')
  await panel.getByRole('button', { name: 'Send invitation' }).click()
  const { event } = await meetingTo(guest.address)
  expect([event.summary, event.startDate.toJSDate().toISOString()]).toEqual([
    ...['Plan for November', '2026-10-12T11:30:00.000Z'],
  ])
  const mine = panel.locator('.invitation', { hasText: 'Plan for November' })
  await expect.poll(() => mine.getByText(/: sent$/).count()).toBe(3)
  expect(await accessibilityProblems(page)).toEqual([])
  await screenshot(page, 'invitations')

  await mine.getByRole('button', { name: 'Change' }).click()
  await panel.getByRole('button', { name: 'Remove Anna Svensson' }).click()
  await panel.getByLabel('Length').selectOption('1 h')
  await panel.getByRole('button', { name: 'Send change' }).click()
  expect((await meetingTo('anna@norrsken.example', 1)).method).toBe('CANCEL')
  expect((await meetingTo(guest.address, 1)).event.endDate.hour).toBe(14)
  await mine.getByRole('button', { name: 'Call off' }).click()
  await panel.getByRole('button', { name: 'Call it off' }).click()
  await mine.getByText('Called off').waitFor()
  expect((await meetingTo(guest.address, 2)).method).toBe('CANCEL')
  await page.setViewportSize({ width: 390, height: 844 })
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  await screenshot(page, 'invitations-phone')
  await panel.getByRole('button', { name: 'New invitation' }).click()
  await panel.getByLabel('Subject').waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
  await screenshot(page, 'invitation-new-phone')
})

test('a server that could not take a letter is asked again', async () => {
  await expect.poll(() => later.length).toBe(1)
})
