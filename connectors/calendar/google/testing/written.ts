/** What somebody writes into her calendar, as Google keeps it: each occurrence of a series with an id made from its first start. */
import { DateTime } from 'luxon'
import { type Entry, occurrencesOf } from '../../entries.ts'
import type { Event } from './types.ts'

export const home = 'Europe/Stockholm'
const anna = 'anna@norrsken.example'

export const lacks = {
  categories: 'Google has none',
  'windows-zones': 'Google takes IANA’s names only',
  'unknown-zones': 'Google takes IANA’s names only',
} as const

const kinds = {
  ordinary: 'default',
  'out-of-office': 'outOfOffice',
  focus: 'focusTime',
  'working-elsewhere': 'workingLocation',
  birthday: 'birthday',
} as const
const responses = { accepted: 'accepted', tentative: 'tentative', declined: 'declined', none: 'needsAction' } as const

/** Throws the name of what Google has no words for. */
export function written(entry: Entry): Event[] {
  const { key, kind = 'ordinary', zone = home, response = 'organiser', repeat, meeting } = entry
  if (entry.categories?.length) throw new Error('categories')
  if (zone === 'W. Europe Standard Time') throw new Error('windows-zones')
  if (zone === 'Customized Time Zone') throw new Error('unknown-zones')
  // With an offset of the calendar's own zone, whatever the event's.
  const time = (wall: string): NonNullable<Event['start']> => {
    if (!wall.includes('T')) return { date: wall }
    const dateTime = DateTime.fromISO(wall, { zone }).setZone(home).toISO({ suppressMilliseconds: true }) ?? ''
    return { dateTime, timeZone: zone }
  }
  const own = response === 'organiser'
  return occurrencesOf(entry)
    .filter(({ cancelled }) => !cancelled)
    .map(({ original, start, end }): Event => {
      const stamp = original.replaceAll(/[-:]/g, '')
      return {
        kind: 'calendar#event',
        id: repeat ? `${key}_${stamp}` : key,
        ...(repeat && { recurringEventId: key, originalStartTime: time(original) }),
        status: entry.shows === 'tentative' ? 'tentative' : 'confirmed',
        ...(entry.subject !== undefined && { summary: entry.subject }),
        description: 'Nobody’s business',
        start: time(start),
        end: time(end),
        eventType: kinds[kind],
        ...(kind === 'working-elsewhere' && { workingLocationProperties: { type: 'homeOffice', homeOffice: {} } }),
        ...(entry.shows === 'free' && { transparency: 'transparent' }),
        ...(entry.private && { visibility: 'private' }),
        organizer: own
          ? { email: anna, self: true }
          : { email: 'lars@norrsken.example', displayName: entry.organiser ?? '' },
        ...(!own && {
          attendees: [
            { email: 'lars@norrsken.example', organizer: true, responseStatus: 'accepted' },
            { email: anna, self: true, responseStatus: responses[response] },
          ],
        }),
        ...(meeting && {
          conferenceData: {
            entryPoints: [
              { entryPointType: 'more', uri: 'https://x.example' },
              { entryPointType: 'video', uri: meeting },
            ],
          },
        }),
      }
    })
}
