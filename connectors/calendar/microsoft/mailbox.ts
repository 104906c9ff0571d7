/** Somebody's calendars in Microsoft 365. */
import type { Calendar, Event, Subscription } from '@microsoft/microsoft-graph-types'
import type { Graph } from '../../microsoft/client.ts'
import { statusOf, told } from '../../microsoft/problem.ts'
import type { CalendarEvent, CalendarInfo, Mailbox, Watch, WatchTarget } from '../port.ts'
import { isGone, unavailable, unwatched } from '../problems.ts'
import { calendarEvent, selected } from './event.ts'

/** Minutes. 10,080 are the most: https://learn.microsoft.com/graph/api/resources/subscription */
const longest = 10_000

export function microsoftMailbox(graph: Graph, zone: string): Mailbox {
  const path = (calendar: string) => `${graph.path}/calendars/${encodeURIComponent(calendar)}`

  return {
    async calendars() {
      const $select = 'id,name,isDefaultCalendar,hexColor,owner'
      const calendars = await graph.list<Calendar>(`/${graph.path}/calendars`, { $select, $top: '100' })
      // Colleagues' that were shared with her are listed too, but need another permission to be read, and can't be watched.
      const hers = ownerOf(calendars.find(({ isDefaultCalendar }) => isDefaultCalendar))
      return calendars.filter(calendar => ownerOf(calendar) === hers).flatMap(calendarInfo)
    },

    /**
     * Always the whole: calendarView/delta leaves showAs out of occurrences, so that nobody could tell whether she is busy in them. The view
     * has each occurrence of a series as an event, moved and changed ones too.
     */
    async read(calendar, { from, to }) {
      const query = { startDateTime: from, endDateTime: to, $select: selected.join(','), $top: '100' }
      const events = await graph.list<Event>(`/${path(calendar)}/calendarView`, query)
      const items = Map.groupBy(
        events.map(event => calendarEvent(event, calendar, zone)).filter(event => event !== undefined),
        ({ id, series }: CalendarEvent) => series ?? id,
      )
      return { whole: true, items: [...items].map(([item, its]) => ({ item, events: its })) }
    },

    watch: (calendar, to) => watch(graph, calendar, to),

    /** A new end brings new authorisation with it: https://learn.microsoft.com/graph/change-notifications-lifecycle-events */
    async renew(old, to) {
      try {
        const body: Subscription = { expirationDateTime: end() }
        const renewed: Subscription = await graph.ask(`/subscriptions/${encodeURIComponent(old.id)}`, request =>
          request.patch(body),
        )
        return { ...old, expires: expiry(renewed) }
      } catch (error) {
        if (!isGone(error)) throw error
        return watch(graph, old.calendar, to)
      }
    },

    async unwatch({ id }) {
      try {
        await graph.ask(`/subscriptions/${encodeURIComponent(id)}`, request => request.delete())
      } catch (error) {
        if (!isGone(error)) throw error
      }
    },
  }
}

function calendarInfo({ id, name, isDefaultCalendar, hexColor }: Calendar): CalendarInfo[] {
  if (!id) return []
  // Empty where it is the theme's ("auto").
  const [colour] = /^#[0-9a-f]{6}$/.exec(hexColor?.toLowerCase() ?? '') ?? []
  return [{ id, name: name ?? '', main: isDefaultCalendar ?? false, colour }]
}

async function watch(graph: Graph, calendar: string, { url, secret }: WatchTarget): Promise<Watch> {
  const body: Subscription = {
    changeType: 'created,updated,deleted',
    notificationUrl: url,
    // Can't be added later.
    lifecycleNotificationUrl: url,
    // "me/events" would be those of the main calendar only: https://github.com/microsoftgraph/microsoft-graph-docs/issues/21978
    resource: `${graph.path}/calendars/${calendar}/events`,
    expirationDateTime: end(),
    clientState: secret,
  }
  const made: Subscription = await graph.ask('/subscriptions', request => request.post(body).catch(unlessRefused))
  if (!made.id) throw unavailable('a subscription without an id')
  return { id: made.id, calendar, expires: expiry(made) }
}

/**
 * Graph tries the address before it says yes, and answers 400 where it didn't hear what it should; 403 is of this calendar, since the grant
 * is good for reading.
 */
function unlessRefused(error: unknown): never {
  throw [400, 403].includes(statusOf(error) ?? 0) ? unwatched(told(error)) : error
}

const ownerOf = (calendar: Calendar | undefined) => calendar?.owner?.address?.toLowerCase()
const end = () => new Date(Date.now() + longest * 60_000).toISOString()
const expiry = ({ expirationDateTime }: Subscription) => new Date(expirationDateTime ?? end()).toISOString()
