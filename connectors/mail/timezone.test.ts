/** What another program, which knows no zones of its own, makes of a zone's rules as they stand in an invitation. */
import ICAL from 'ical.js'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { invitationText } from './invitation.ts'

const attendees = [{ name: 'Åsa Ek', address: 'asa@norrsken.example' }]
const organiser = { name: 'Björn Lind', address: 'bjorn@norrsken.example' }

test.each([
  ['Europe/Stockholm', '2026-10-09T12:30:00.000Z'],
  // The clocks go back in the night between, and on in March.
  ['Europe/Stockholm', '2026-10-25T00:30:00.000Z'],
  ['Europe/Stockholm', '2026-10-25T01:30:00.000Z'],
  ['Europe/Stockholm', '2027-03-28T01:00:00.000Z'],
  ['America/New_York', '2026-11-01T05:30:00.000Z'],
  ['Asia/Kolkata', '2026-10-09T12:30:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-09T12:30:00.000Z'],
  // Winter time is the one that is saved there.
  ['Europe/Dublin', '2026-12-01T09:00:00.000Z'],
  ['Africa/Casablanca', '2027-02-20T09:00:00.000Z'],
  ['UTC', '2026-10-09T12:30:00.000Z'],
])('in %s at %s', (zone, start) => {
  const end = DateTime.fromISO(start, { zone: 'utc' }).plus({ minutes: 45 }).toISO() ?? ''
  const about = { id: 'call.1', sequence: 0, start, end, zone, subject: 'Offert', organiser, attendees }
  const text = invitationText({ method: 'request', ...about }, '2026-10-09T12:00:00.000Z')
  const calendar = new ICAL.Component(ICAL.parse(text) as [])
  expect(calendar.getAllSubcomponents('vtimezone').map(each => each.getFirstPropertyValue('tzid'))).toEqual([zone])
  const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
  const there = DateTime.fromISO(start, { zone })
  const { hour, minute, day } = event.startDate
  // The hour that is there twice has no other name.
  const told = there.getPossibleOffsets().length > 1 ? there.toUTC() : there
  expect([day, hour, minute]).toEqual([told.day, told.hour, told.minute])
  expect([event.startDate, event.endDate].map(time => time.toJSDate().toISOString())).toEqual([start, end])
})
