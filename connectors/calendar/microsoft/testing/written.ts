/** What somebody writes into her calendar, as Exchange keeps it: in UTC, each occurrence of a series an event. */
import type { Event } from '@microsoft/microsoft-graph-types'
import { type Entry, occurrencesOf } from '../../entries.ts'
import { instant } from '../../zone.ts'

export const home = 'Europe/Stockholm'

export const lacks = {
  focus: 'Outlook keeps focus time as an ordinary event with a category',
  birthday: 'Outlook keeps birthdays as ordinary events in a calendar of their own',
  'unknown-zones': 'Exchange knows the rules of the zones that it keeps, and says all in UTC',
  cursor: 'calendarView/delta leaves showAs out, so the whole is read',
} as const

const windows: Readonly<Record<string, string>> = { [home]: 'W. Europe Standard Time' }
const showAs = { busy: 'busy', free: 'free', tentative: 'tentative' } as const
const kinds = { 'out-of-office': 'oof', 'working-elsewhere': 'workingElsewhere' } as const
const responses = {
  organiser: 'organizer',
  accepted: 'accepted',
  tentative: 'tentativelyAccepted',
  declined: 'declined',
  none: 'notResponded',
} as const

/** Throws the name of what Outlook has no words for. */
export function written(entry: Entry): Event[] {
  const { key, kind = 'ordinary', zone = home, response = 'organiser', repeat } = entry
  if (kind === 'focus' || kind === 'birthday') throw new Error(kind)
  if (zone === 'Customized Time Zone') throw new Error('unknown-zones')
  return occurrencesOf(entry)
    .filter(({ cancelled }) => !cancelled || entry.cancelled)
    .map(({ original, start, end }): Event => {
      const allDay = !start.includes('T')
      const time = (wall: string) => ({ dateTime: `${(utc(wall, zone)).slice(0, 19)}.0000000`, timeZone: 'UTC' })
      return {
        id: repeat ? `AAkALgAA-${key}.${original.slice(0, 10)}` : `AAkALgAA-${key}`,
        seriesMasterId: repeat ? `AAkALgAA-${key}` : null,
        type: repeat ? (original === start ? 'occurrence' : 'exception') : 'singleInstance',
        subject: entry.subject ?? '',
        start: time(start),
        end: time(end),
        originalStartTimeZone: windows[zone] ?? zone,
        originalEndTimeZone: windows[zone] ?? zone,
        isAllDay: allDay,
        isCancelled: entry.cancelled ?? false,
        isOrganizer: response === 'organiser',
        organizer: { emailAddress: { name: entry.organiser ?? 'Anna Svensson', address: 'someone@norrsken.example' } },
        responseStatus: { response: responses[response], time: '0001-01-01T00:00:00Z' },
        showAs: kind === 'ordinary' ? showAs[entry.shows ?? 'busy'] : kinds[kind],
        sensitivity: entry.private ? 'private' : 'normal',
        categories: [...(entry.categories ?? [])],
        isOnlineMeeting: entry.meeting !== undefined,
        onlineMeeting: entry.meeting ? { joinUrl: entry.meeting } : null,
        onlineMeetingUrl: null,
      }
    })
}

const utc = (wall: string, zone: string) =>
  wall.includes('T') ? (instant(wall, zone === 'W. Europe Standard Time' ? home : zone) ?? '') : `${wall}T00:00:00`
