/** Calendars as Google keeps and lists them: https://developers.google.com/workspace/calendar/api/v3/reference/events/list, …/guides/sync */
import { type Answer, failed } from '../../../google/testing/answer.ts'
import type { CalendarListEntry, Event, Events } from './types.ts'

export interface GoogleCalendar {
  readonly entry: CalendarListEntry
  /** Nothing is told of it: a calendar of holidays. */
  readonly quiet?: boolean
  readonly events: Map<string, { readonly event: Event; readonly version: number }>
}

/** Words that the types leave open, from the pages that the types are made of. */
const vocabulary = {
  status: ['confirmed', 'tentative', 'cancelled'],
  transparency: ['opaque', 'transparent'],
  visibility: ['default', 'public', 'private', 'confidential'],
  eventType: ['default', 'outOfOffice', 'focusTime', 'workingLocation', 'birthday', 'fromGmail'],
} as const
const answers = ['needsAction', 'declined', 'tentative', 'accepted']
/** What can't be said beside a sync token. */
const never = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
]
/** Few, so that all tests turn pages. */
const pageSize = 2

type Query = Readonly<Record<string, string>>

export function calendarStore(complain: (complaint: string) => void) {
  let version = 1
  let count = 1

  function wellSaid(event: Event) {
    const { status, transparency, visibility, eventType } = event
    for (const [name, word] of Object.entries({ status, transparency, visibility, eventType })) {
      const words: readonly string[] = vocabulary[name as keyof typeof vocabulary]
      if (word && !words.includes(word)) complain(`${name} ${word}`)
    }
    for (const { responseStatus } of event.attendees ?? []) {
      if (!answers.includes(responseStatus ?? '')) complain(`responseStatus ${responseStatus}`)
    }
  }

  /** The token stands for all else that was asked: it holds while that stays the same. */
  const others = (query: Query) =>
    Object.entries(query)
      .filter(([name]) => ![...never, 'syncToken', 'pageToken'].includes(name))
      .map(([name, value]) => `${name}=${value}`)
      .toSorted()
      .join()

  function since(calendar: GoogleCalendar, query: Query): Event[] | Answer {
    const wrong = never.find(name => query[name])
    if (wrong) return failed(400, 'invalidParameter', `Sync token cannot be used with ${wrong}`)
    const { syncToken = '' } = query
    const token: { count: number; version: number; others: string } = JSON.parse(
      Buffer.from(syncToken, 'base64url').toString(),
    )
    if (token.others !== others(query)) complain(`other parameters than at first: ${others(query)}`)
    if (token.count !== count) {
      return failed(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.')
    }
    return [...calendar.events.values()].filter(kept => kept.version > token.version).map(({ event }) => event)
  }

  function within(calendar: GoogleCalendar, { timeMin = '', timeMax = '' }: Query): Event[] | Answer {
    for (const time of [timeMin, timeMax]) {
      if (!/(Z|[+-]\d\d:\d\d)$/.test(time)) return failed(400, 'badRequest', `${time} has no offset`)
    }
    const at = (time: Event['start']) => Date.parse(time?.dateTime ?? `${time?.date}T00:00:00+02:00`)
    return [...calendar.events.values()]
      .map(({ event }) => event)
      .filter(({ status }) => status !== 'cancelled')
      .filter(({ start, end }) => at(start) < Date.parse(timeMax) && at(end) > Date.parse(timeMin))
  }

  return {
    loseCount() {
      count++
    },
    /** Instead of all that was there by these ids; what is deleted leaves its id behind, and of an occurrence of which series it was. */
    put(calendar: GoogleCalendar, replaced: readonly string[], events: readonly Event[]) {
      version++
      const gone = replaced.filter(id => !events.some(event => event.id === id))
      for (const id of gone) {
        const { recurringEventId, originalStartTime } = calendar.events.get(id)?.event ?? {}
        const series =
          events.length > 0 && recurringEventId ? { recurringEventId, originalStartTime: originalStartTime ?? {} } : {}
        calendar.events.set(id, { event: { id, status: 'cancelled', ...series }, version })
      }
      for (const event of events) {
        wellSaid(event)
        calendar.events.set(event.id ?? '', { event, version })
      }
    },
    list(calendar: GoogleCalendar, query: Query): { readonly events: Events } | Answer {
      if (query.singleEvents !== 'true') complain('singleEvents')
      if (!(Number(query.maxResults ?? 250) <= 2500)) complain(`maxResults ${query.maxResults}`)
      const found = query.syncToken ? since(calendar, query) : within(calendar, query)
      if (!Array.isArray(found)) return found
      const from = Number(query.pageToken?.replace('page ', '') ?? 0)
      const last = from + pageSize >= found.length
      const syncToken = () =>
        Buffer.from(JSON.stringify({ count, version, others: others(query) })).toString('base64url')
      return {
        events: {
          kind: 'calendar#events',
          summary: calendar.entry.summary ?? '',
          timeZone: 'Europe/Stockholm',
          items: found.slice(from, from + pageSize).map(event => attended(event, Number(query.maxAttendees ?? 100))),
          ...(last ? { nextSyncToken: syncToken() } : { nextPageToken: `page ${from + pageSize}` }),
        },
      }
    },
  }
}

/** "If there are more than the specified number of attendees, only the participant is returned." */
function attended(event: Event, most: number): Event {
  const { attendees } = event
  if (!attendees || attendees.length <= most) return event
  return { ...event, attendees: attendees.filter(({ self }) => self), attendeesOmitted: true }
}
