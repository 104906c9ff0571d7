/** Somebody's calendars at Google. */
import { randomUUID } from 'node:crypto'
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js'
import type { Ask } from '../../google/client.ts'
import { answerOf, passes } from '../../google/problem.ts'
import type { CalendarInfo, ItemChange, Mailbox, Reading, Span, Watch, WatchTarget } from '../port.ts'
import { isGone, unwatched } from '../problems.ts'
import { touches } from '../when.ts'
import { calendarEvent, fields, type GoogleEvent } from './event.ts'

const pageSize = 250
/** Nobody has 50,000 events in a few days. */
const pagesAtMost = 200
const week = 7 * 24 * 3600_000

interface Pages {
  readonly items: readonly GoogleEvent[]
  readonly cursor?: string | undefined
}

export function googleMailbox(ask: Ask<calendar_v3.Calendar>, zone: string): Mailbox {
  /** What is asked has to stay the same for a sync token to go on: all but the span, which it remembers. */
  async function pages(
    calendarId: string,
    by: { timeMin: string; timeMax: string } | { syncToken: string },
  ): Promise<Pages> {
    const items: GoogleEvent[] = []
    const query = { calendarId, singleEvents: true, maxAttendees: 1, maxResults: pageSize, fields, ...by }
    let pageToken: string | undefined
    for (let page = 0; page < pagesAtMost; page++) {
      const turned = { ...query, ...(pageToken !== undefined && { pageToken }) }
      const { items: some = [], nextPageToken, nextSyncToken } = await ask(calendar => calendar.events.list(turned))
      items.push(...some)
      pageToken = nextPageToken ?? undefined
      if (!pageToken) return { items, cursor: nextSyncToken ?? undefined }
    }
    return { items }
  }

  async function whole(calendar: string, span: Span): Promise<Reading> {
    const { items, cursor } = await pages(calendar, { timeMin: span.from, timeMax: span.to })
    const events = items.map(event => calendarEvent(event, calendar, zone)).filter(event => event !== undefined)
    return { whole: true, items: events.map(event => ({ item: event.id, events: [event] })), cursor }
  }

  /** Undefined: the whole has to be read. */
  async function changes(calendar: string, span: Span, syncToken: string): Promise<Reading | undefined> {
    const { items, cursor } = await pages(calendar, { syncToken })
    // Of a series that was deleted, not all occurrences need come (https://github.com/googleapis/google-api-ruby-client/issues/860), and of
    // what was deleted nothing but its id: it may be a series.
    if (items.some(({ status, recurringEventId }) => status === 'cancelled' && !recurringEventId)) return undefined
    return { whole: false, items: items.flatMap(event => change(event, calendar, span, zone)), cursor }
  }

  return {
    async calendars() {
      const calendars: calendar_v3.Schema$CalendarListEntry[] = []
      let pageToken: string | undefined
      do {
        const query = { maxResults: pageSize, fields: listed, ...(pageToken !== undefined && { pageToken }) }
        const { items = [], nextPageToken } = await ask(calendar => calendar.calendarList.list(query))
        calendars.push(...items)
        pageToken = nextPageToken ?? undefined
      } while (pageToken && calendars.length < pageSize * pagesAtMost)
      return calendars.flatMap(calendarInfo)
    },

    async read(calendar, span, cursor) {
      // 410 says that the token is too old; where the calendar itself is gone the whole says so.
      const changed = cursor && (await changes(calendar, span, cursor).catch(unlessGone))
      return changed || whole(calendar, span)
    },

    watch: (calendar, to) => watch(ask, calendar, to),

    /** Channels can't be made to last: another takes its place, and both tell for a moment. */
    async renew(old, to) {
      const renewed = await watch(ask, old.calendar, to)
      await stop(ask, old).catch(() => {})
      return renewed
    },

    unwatch: old => stop(ask, old).catch(unlessGone),
  }
}

const listed = 'nextPageToken,items(id,summary,summaryOverride,primary,backgroundColor,deleted)'

function calendarInfo({
  id,
  summary,
  summaryOverride,
  primary,
  backgroundColor,
  deleted,
}: calendar_v3.Schema$CalendarListEntry): CalendarInfo[] {
  if (!id || deleted) return []
  const [colour] = /^#[0-9a-f]{6}$/.exec(backgroundColor?.toLowerCase() ?? '') ?? []
  return [{ id, name: summaryOverride || summary || id, main: primary ?? false, colour }]
}

function change(event: GoogleEvent, calendar: string, span: Span, zone: string): ItemChange[] {
  if (!event.id) return []
  const changed = event.status === 'cancelled' ? undefined : calendarEvent(event, calendar, zone)
  // What was moved away from the span comes too.
  return [{ item: event.id, events: changed && touches(changed.when, span) ? [changed] : [] }]
}

/** https://developers.google.com/workspace/calendar/api/guides/push */
async function watch(ask: Ask<calendar_v3.Calendar>, calendarId: string, { url, secret }: WatchTarget): Promise<Watch> {
  const expiration = String(Date.now() + week)
  const requestBody = { id: randomUUID(), type: 'web_hook', address: url, token: secret, expiration }
  const channel = await ask(calendar => calendar.events.watch({ calendarId, requestBody }).catch(unlessRefused))
  const expires = new Date(Number(channel.expiration ?? expiration)).toISOString()
  return { id: channel.id ?? requestBody.id, calendar: calendarId, expires, resource: channel.resourceId ?? undefined }
}

async function stop(ask: Ask<calendar_v3.Calendar>, { id, resource }: Watch): Promise<void> {
  await ask(calendar => calendar.channels.stop({ requestBody: { id, resourceId: resource ?? null } }))
}

/**
 * Calendars of holidays and the like can't be watched, nor those of others; and an address has to be https with a certificate that Google
 * trusts, on a domain that it knows to be ours, which it says with 401.
 */
function unlessRefused(error: unknown): never {
  const { status, reason, told, ofToken } = answerOf(error)
  const never = status === 400 || (status === 403 && !passes.includes(reason)) || reason.startsWith('push')
  throw never && !ofToken ? unwatched(told) : error
}

function unlessGone(error: unknown): undefined {
  if (!isGone(error)) throw error
}
