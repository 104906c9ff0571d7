/** An invitation as iCalendar (RFC 5545), by the rules of scheduling (RFC 5546, iTIP), to be sent in a letter (RFC 6047, iMIP). */
import ICAL from 'ical.js'
import { DateTime } from 'luxon'
import type { Attendee, Invitation } from './port.ts'
import { timezone, wallTime } from './timezone.ts'

/** ical.js's texts have no line breaks but \n, which it escapes. Other control characters are nobody's (RFC 5545 section 3.3.11). */
const clean = (text: string) => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n]+/gu, ' ')
/** In a parameter nothing can be escaped but by RFC 6868, which programs don't know. */
const inParameter = (text: string) => text.replaceAll(/[\p{Cc}"]+/gu, ' ').trim()

/** Lines end in CRLF. `now`, ISO 8601 UTC, is when it was said (DTSTAMP). */
export function invitationText(invitation: Invitation, now: string): string {
  const { method, id, sequence, start, end, zone, subject, text, place, meeting, organiser, attendees } = invitation
  const cancelled = method === 'cancel'
  const event = new ICAL.Component('vevent')
  const set = (name: string, value: string) => event.addPropertyWithValue(name, clean(value))
  set('uid', id)
  event.addPropertyWithValue('sequence', sequence)
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(now), true))
  setTime(event, 'dtstart', start, zone)
  setTime(event, 'dtend', end, zone)
  set('summary', subject)
  if (text !== undefined) set('description', text)
  if (place !== undefined) set('location', place)
  if (meeting !== undefined) event.addPropertyWithValue('url', meeting)
  set('status', cancelled ? 'CANCELLED' : 'CONFIRMED')
  event.addProperty(person('organizer', organiser))
  for (const each of attendees) {
    const attendee = person('attendee', each)
    attendee.setParameter('role', 'REQ-PARTICIPANT')
    if (!cancelled) {
      attendee.setParameter('partstat', 'NEEDS-ACTION')
      attendee.setParameter('rsvp', 'TRUE')
    }
    event.addProperty(attendee)
  }
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Svara//SV')
  calendar.addPropertyWithValue('method', method.toUpperCase())
  calendar.addSubcomponent(timezone(zone, start, end))
  calendar.addSubcomponent(event)
  return `${calendar.toString()}\r\n`
}

/** On the wall of the zone. An hour that the clocks show twice is told by UTC: programs read it as the one or the other. */
function setTime(event: ICAL.Component, name: string, iso: string, zone: string): void {
  const there = DateTime.fromISO(iso, { zone })
  if (there.getPossibleOffsets().length > 1) {
    event.addPropertyWithValue(name, ICAL.Time.fromJSDate(new Date(iso), true))
  } else event.addPropertyWithValue(name, wallTime(there)).setParameter('tzid', zone)
}

function person(name: 'organizer' | 'attendee', { name: called, address }: Attendee): ICAL.Property {
  const property = new ICAL.Property(name)
  property.setValue(`mailto:${address.replaceAll(/[\p{Cc}\s]+/gu, '')}`)
  const cn = inParameter(called)
  if (cn !== '') property.setParameter('cn', cn)
  return property
}
