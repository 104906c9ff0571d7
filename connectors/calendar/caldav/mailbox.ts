/** Somebody's calendars on a CalDAV server (RFC 4791), by what changed where it can say that (RFC 6578). */
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { HubError } from '../../../core/error.ts'
import { type Dav, type Multistatus, type Row, textIn } from '../../dav/dav.ts'
import { unavailable } from '../../dav/request.ts'
import type { CalendarEvent, CalendarInfo, ItemChange, Mailbox, Reading, Span } from '../port.ts'
import type { KnownZones } from './clock.ts'
import { eventsIn } from './item.ts'

export interface MailboxOptions {
  readonly dav: Dav
  readonly home: URL
  readonly owner: ReadonlySet<string>
  /** IANA. */
  readonly zone: string
  readonly zones: KnownZones
}

const calendarProps = {
  'd:displayname': {},
  'd:resourcetype': {},
  'ca:calendar-color': {},
  'c:supported-calendar-component-set': {},
  'c:schedule-default-calendar-URL': {},
}
const errors = { port: 'calendar' }
const stateProps = { 'd:sync-token': {}, 'cs:getctag': {} }
const itemProps = { 'd:getetag': {}, 'c:calendar-data': {} }

/** Occurrences in one reading: what is more than this is no calendar. */
const mostEvents = 20_000
/** ms of work for one reading, and without a pause: calls don't wait for anybody's thousand meetings. */
const mostWork = 20_000
const mostAtOnce = 10
/** Items asked for at once. */
const batch = 100
const day = 24 * 3600_000

export function mailbox({ dav, home, owner, zone, zones }: MailboxOptions): Mailbox {
  const base = withSlash(home)

  /** Ids are paths below her home: one that leads elsewhere is nobody's. */
  function urlOf(calendar: string): URL {
    const url = URL.canParse(calendar, base.href) ? new URL(calendar, base) : undefined
    if (url?.origin !== base.origin || !url.pathname.startsWith(base.pathname)) throw new HubError('calendar.gone', 404)
    return url
  }

  async function eventsOf(rows: readonly Row[], calendar: string, span: Span): Promise<readonly ItemChange[]> {
    const reader = { calendar: urlOf(calendar).pathname, span, home: zone, owner, zones }
    const items: ItemChange[] = []
    let [count, worked, since] = [0, 0, performance.now()]
    for (const row of rows) {
      const events = eventsOrNone(textIn(row.props.calendarData) ?? '', reader).map(event => ({ ...event, calendar }))
      items.push({ item: itemOf(row), events })
      count += events.length
      if (count > mostEvents) throw unavailable(errors, 'more events than a calendar has')
      const spent = performance.now() - since
      if (spent < mostAtOnce) continue
      worked += spent
      if (worked > mostWork) throw unavailable(errors, 'takes too long to read')
      await setImmediate()
      since = performance.now()
    }
    return items
  }

  async function whole(calendar: string, span: Span): Promise<Reading> {
    const url = urlOf(calendar)
    const { rows: states } = await dav.propfind(url, stateProps, '0')
    const found = await dav.report(url, inSpan(span), '1')
    if (!found) throw unavailable(errors, 'no answer')
    const items = await eventsOf(found.rows.filter(holds), calendar, span)
    return { whole: true, items: items.filter(({ events }) => events.length), cursor: cursorOf(states[0]) }
  }

  async function since(calendar: string, span: Span, token: string): Promise<Reading | undefined> {
    const url = urlOf(calendar)
    const sync = { 'd:sync-token': token, 'd:sync-level': '1', 'd:prop': itemProps }
    const changes = await dav.report(url, { 'd:sync-collection': sync }, '0')
    // 507: there is more than it says at once (RFC 6578 section 3.6).
    if (!changes?.syncToken || changes.rows.some(({ status }) => status === 507)) return undefined
    const items = changes.rows.filter(row => !isCollection(row, url))
    const gone = items.filter(({ status }) => status === 404).map(row => ({ item: itemOf(row), events: [] }))
    const there = items.filter(({ status }) => status < 300)
    const rest = await get(
      url,
      there.filter(row => !holds(row)),
    )
    const changed = await eventsOf([...there.filter(holds), ...rest], calendar, span)
    return { whole: false, items: [...gone, ...changed], cursor: JSON.stringify({ token: changes.syncToken }) }
  }

  /** Those whose text did not come along. */
  async function get(url: URL, rows: readonly Row[]): Promise<readonly Row[]> {
    const found: Row[] = []
    for (let from = 0; from < rows.length; from += batch) {
      const hrefs = rows.slice(from, from + batch).map(row => row.url.pathname)
      const multiget = { 'd:prop': itemProps, 'd:href': hrefs }
      const part: Multistatus | undefined = await dav.report(url, { 'c:calendar-multiget': multiget }, '1')
      found.push(...(part?.rows.filter(holds) ?? []))
    }
    return found
  }

  return {
    async calendars() {
      const { rows } = await dav.propfind(base, calendarProps, '1')
      return infos(rows, base)
    },
    async read(calendar, span, cursor) {
      const { token, ctag } = cursorIn(cursor)
      if (token !== undefined) return (await since(calendar, span, token)) ?? whole(calendar, span)
      if (ctag !== undefined) {
        const { rows } = await dav.propfind(urlOf(calendar), stateProps, '0')
        const now = cursorOf(rows[0])
        if (now !== undefined && now === cursor) return { whole: false, items: [], cursor }
      }
      return whole(calendar, span)
    },
  }
}

const withSlash = (url: URL) => (url.pathname.endsWith('/') ? url : new URL(`${url.pathname}/`, url))
const isCollection = (row: Row, url: URL) => withSlash(row.url).pathname === withSlash(url).pathname
const holds = ({ props }: Row) => textIn(props.calendarData) !== undefined
/** Whatever its server calls it, as long as it calls it that. */
const itemOf = ({ url }: Row) => createHash('sha256').update(url.pathname).digest('base64url').slice(0, 22)

/** One that can't be read takes none of the others with it. */
function eventsOrNone(text: string, reader: Parameters<typeof eventsIn>[1]): readonly CalendarEvent[] {
  try {
    return eventsIn(text, reader)
  } catch {
    return []
  }
}

/** A day wider, since servers place days and clocks without zone where they like; what is outside falls away afterwards. */
function inSpan({ from, to }: Span): object {
  const stamp = (time: string, by: number) =>
    new Date(Date.parse(time) + by).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const range = { _attributes: { start: stamp(from, -day), end: stamp(to, day) } }
  const events = { _attributes: { name: 'VEVENT' }, 'c:time-range': range }
  const filter = { 'c:comp-filter': { _attributes: { name: 'VCALENDAR' }, 'c:comp-filter': events } }
  return { 'c:calendar-query': { 'd:prop': itemProps, 'c:filter': filter } }
}

function cursorOf(row: Row | undefined): string | undefined {
  const [token, ctag] = [textIn(row?.props.syncToken), textIn(row?.props.getctag)]
  if (token !== undefined) return JSON.stringify({ token })
  return ctag === undefined ? undefined : JSON.stringify({ ctag })
}

function cursorIn(cursor = '{}'): { readonly token?: string; readonly ctag?: string } {
  try {
    return Object(JSON.parse(cursor)) as { token?: string; ctag?: string }
  } catch {
    return {}
  }
}

function infos(rows: readonly Row[], base: URL): readonly CalendarInfo[] {
  const inbox = rows.find(({ props }) => Object.hasOwn(Object(props.resourcetype), 'scheduleInbox'))
  const { href } = Object(inbox?.props.scheduleDefaultCalendarUrl) as { href?: unknown }
  const path = textIn(href)
  // RFC 6638 section 9.2: where invitations go is the one that is meant.
  const named =
    path !== undefined && URL.canParse(path, base.href) ? withSlash(new URL(path, base)).pathname : undefined
  const calendars = rows.filter(isCalendarOfEvents).filter(({ url }) => url.pathname.startsWith(base.pathname))
  const usual = /\/(default|calendar|personal|home|work)\/?$/i
  const main =
    calendars.find(({ url }) => withSlash(url).pathname === named) ??
    calendars.find(({ url }) => usual.test(url.pathname)) ??
    calendars[0]
  return calendars.map(row => {
    const id = row.url.pathname.slice(base.pathname.length) || './'
    const colour = /^#[\da-f]{6}/i.exec(textIn(row.props.calendarColor) ?? '')?.[0].toLowerCase()
    const name = textIn(row.props.displayname)?.trim() || decoded(id)
    return { id, name, main: row === main, ...(colour !== undefined && { colour }) }
  })
}

function isCalendarOfEvents({ props }: Row): boolean {
  if (!Object.hasOwn(Object(props.resourcetype), 'calendar')) return false
  const { comp } = Object(props.supportedCalendarComponentSet) as { comp?: unknown }
  // RFC 4791 section 5.2.3: what isn't limited takes events too.
  if (comp === undefined) return true
  return (Array.isArray(comp) ? comp : [comp]).some(
    (each: { _attributes?: { name?: unknown } } | null) => each?._attributes?.name === 'VEVENT',
  )
}

function decoded(id: string): string {
  const last = id.replace(/\/$/, '').split('/').at(-1) ?? id
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
