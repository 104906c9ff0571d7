import { expect, test } from 'vitest'
import { calendarOf, read } from './testing/read.ts'

const details = (lines: string) => read(calendarOf(`DTSTART:20261021T090000Z\n${lines}`))[0]

test.each([
  ['', { shows: 'busy', kind: 'ordinary' }],
  ['TRANSP:OPAQUE', { shows: 'busy', kind: 'ordinary' }],
  ['TRANSP:TRANSPARENT', { shows: 'free' }],
  ['STATUS:TENTATIVE', { shows: 'tentative' }],
  ['X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\nSTATUS:CONFIRMED', { shows: 'tentative' }],
  ['X-MICROSOFT-CDO-BUSYSTATUS:FREE', { shows: 'free' }],
  ['X-MICROSOFT-CDO-BUSYSTATUS:BUSY', { shows: 'busy' }],
  ['X-MICROSOFT-CDO-BUSYSTATUS:OOF', { shows: 'busy', kind: 'out-of-office' }],
  ['X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE', { shows: 'free', kind: 'working-elsewhere' }],
  ['X-NEXTCLOUD-BC-FIELD-TYPE:BDAY\nTRANSP:TRANSPARENT', { kind: 'birthday', shows: 'free' }],
  ['CLASS:PUBLIC', { private: false }],
  ['CLASS:PRIVATE', { private: true }],
  ['CLASS:confidential', { private: true }],
  ['STATUS:CANCELLED', { cancelled: true }],
  ['CATEGORIES:Röd,Fokus\nCATEGORIES:a\\,b', { categories: ['Röd', 'Fokus', 'a,b'] }],
  [`SUMMARY:${'x'.repeat(1000)}`, { subject: 'x'.repeat(300) }],
])('%s', (lines, expected) => {
  expect(details(lines)).toMatchObject(expected)
})

test.each([
  ['', 'organiser', undefined],
  ['ORGANIZER:mailto:Anna@norrsken.example', 'organiser', undefined],
  [
    'ORGANIZER;CN=Lars Ek:mailto:lars@x.example\nATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Anna@Norrsken.example',
    'accepted',
    'Lars Ek',
  ],
  [
    'ORGANIZER:mailto:lars@x.example\nATTENDEE;PARTSTAT=DECLINED:mailto:anna@norrsken.example',
    'declined',
    'lars@x.example',
  ],
  [
    'ORGANIZER:mailto:lars@x.example\nATTENDEE;PARTSTAT=TENTATIVE:mailto:anna@norrsken.example',
    'tentative',
    'lars@x.example',
  ],
  [
    'ORGANIZER:mailto:lars@x.example\nATTENDEE;PARTSTAT=DELEGATED:mailto:anna@norrsken.example',
    'declined',
    'lars@x.example',
  ],
  ['ORGANIZER:mailto:lars@x.example\nATTENDEE:mailto:anna@norrsken.example', 'none', 'lars@x.example'],
  // What somebody else answered is not hers.
  ['ORGANIZER:mailto:lars@x.example\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bo@norrsken.example', 'none', 'lars@x.example'],
  [
    'ORGANIZER:mailto:lars@x.example\nATTENDEE;PARTSTAT=ACCEPTED;EMAIL=anna@norrsken.example:/principals/7',
    'accepted',
    'lars@x.example',
  ],
])('%s', (lines, response, organiser) => {
  expect(details(lines)).toMatchObject({ response })
  expect(details(lines)?.organiser).toBe(organiser)
})

test.each([
  [
    'CONFERENCE;VALUE=URI;FEATURE=PHONE:tel:+4681234\nCONFERENCE;VALUE=URI;FEATURE=VIDEO:https://meet.example/a',
    'https://meet.example/a',
  ],
  ['X-GOOGLE-CONFERENCE:https://meet.google.example/abc', 'https://meet.google.example/abc'],
  ['X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.example/l', 'https://teams.example/l'],
  ['URL:https://norrsken.example/m', 'https://norrsken.example/m'],
  ['LOCATION:https://zoom.example/j/1', 'https://zoom.example/j/1'],
  ['LOCATION:Room 3\\, https://zoom.example/j/1', undefined],
  ['URL:http://norrsken.example/m', undefined],
  ['URL:javascript:alert(1)', undefined],
])('the online meeting of %s', (lines, meeting) => {
  expect(details(lines)?.meeting).toBe(meeting)
})
