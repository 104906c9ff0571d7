/** An entry as a calendar program writes it (RFC 5545). */
import { type Entry, type Occurrence, occurrencesOf } from '../../entries.ts'

export const owner = 'anna@norrsken.example'

/** Throws for what iCalendar has no words for. `home`: the zone of what names none. */
export function icsOf(entry: Entry, home: string): string {
  if (entry.kind === 'focus') throw new Error('iCalendar has no focus')
  const [, ...rest] = occurrencesOf({ ...entry, ...(entry.repeat && { repeat: { ...entry.repeat, changed: {} } }) })
  const changed = occurrencesOf(entry).filter(each => entry.repeat?.changed?.[each.original])
  const cancelled = changed.filter(each => each.cancelled && !entry.cancelled)
  const { repeat } = entry
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Norrsken//Tests//EN', 'BEGIN:VEVENT'],
    ...eventLines(entry, entry, home),
    ...(repeat ? [`RRULE:FREQ=${repeat.every === 'day' ? 'DAILY' : 'WEEKLY'};COUNT=${rest.length + 1}`] : []),
    ...cancelled.map(each => timed('EXDATE', each.original, entry, home)),
    'END:VEVENT',
    ...changed
      .filter(each => !each.cancelled)
      .flatMap(each => [
        'BEGIN:VEVENT',
        timed('RECURRENCE-ID', each.original, entry, home),
        ...eventLines(entry, each, home),
        'END:VEVENT',
      ]),
    'END:VCALENDAR',
  ]
  return `${lines.flatMap(folded).join('\r\n')}\r\n`
}

function eventLines(entry: Entry, { start, end }: Pick<Occurrence, 'start' | 'end'>, home: string): readonly string[] {
  const { key, kind, shows = 'busy', response = 'organiser', organiser, categories, meeting, subject } = entry
  const status = entry.cancelled ? 'CANCELLED' : shows === 'tentative' ? 'TENTATIVE' : 'CONFIRMED'
  const answers = {
    accepted: 'ACCEPTED',
    declined: 'DECLINED',
    tentative: 'TENTATIVE',
    none: 'NEEDS-ACTION',
    organiser: '',
  }
  const microsoft = { 'out-of-office': 'OOF', 'working-elsewhere': 'WORKINGELSEWHERE' }
  return [
    ...[`UID:${key}@norrsken.example`, 'DTSTAMP:20260101T000000Z', `STATUS:${status}`],
    ...[timed('DTSTART', start, entry, home), timed('DTEND', end, entry, home)],
    ...(subject === undefined ? [] : [`SUMMARY:${escaped(subject)}`]),
    ...(shows === 'free' ? ['TRANSP:TRANSPARENT'] : []),
    ...(kind === 'out-of-office' || kind === 'working-elsewhere'
      ? [`X-MICROSOFT-CDO-BUSYSTATUS:${microsoft[kind]}`]
      : []),
    ...(kind === 'birthday' ? ['X-NEXTCLOUD-BC-FIELD-TYPE:BDAY'] : []),
    ...(entry.private ? ['CLASS:PRIVATE'] : []),
    ...(organiser === undefined ? [] : [`ORGANIZER;CN="${organiser}":mailto:lars@norrsken.example`]),
    ...(response === 'organiser' ? [] : [`ATTENDEE;PARTSTAT=${answers[response]};CN=Anna:MAILTO:${owner}`]),
    ...(categories?.length ? [`CATEGORIES:${categories.map(escaped).join(',')}`] : []),
    ...(meeting === undefined ? [] : [`CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:${meeting}`]),
  ]
}

function timed(name: string, time: string, { zone }: Entry, home: string): string {
  const text = time.replaceAll(/[-:]/g, '')
  if (!time.includes('T')) return `${name};VALUE=DATE:${text}`
  return time.endsWith('Z') ? `${name}:${text}` : `${name};TZID=${zone ?? home}:${text}`
}

const escaped = (text: string) => text.replaceAll(/[\\;,]/g, each => `\\${each}`).replaceAll('\n', '\\n')

/** At most 75 bytes a line (section 3.1). */
function folded(line: string): readonly string[] {
  const parts: string[] = []
  let part = ''
  for (const character of line) {
    if (Buffer.byteLength(part + character) > 74) {
      parts.push(part)
      part = ' '
    }
    part += character
  }
  return [...parts, part]
}
