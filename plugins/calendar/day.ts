/** A day of somebody's, as she herself sees it. */
import { DateTime } from 'luxon'
import type { Phrase } from '../../core/define.ts'
import type { Directory, Person } from '../directory/contract.ts'
import { type ActivitySources, available, type Chosen } from '../presence/contract.ts'
import type { Span } from './activity.ts'
import type { DayEvent, DaySegment } from './contract.ts'
import type { Calendared, Placing, Said } from './people.ts'

interface Parts {
  readonly people: Calendared
  readonly activities: Pick<ActivitySources, 'chosen' | 'form'>
  readonly directory: Directory
}

export interface Day {
  readonly date: string
  readonly zone: string
  readonly events: DayEvent[]
  readonly segments: DaySegment[]
}

/** `date` is a day of the organisation's zone; today where it isn't given. */
export function dayOf(person: Person, date: string | undefined, now: Date, parts: Parts): Day {
  const { people, activities, directory } = parts
  const zone = directory.organisation(person.organisation)?.zone ?? 'UTC'
  const start = (date === undefined ? DateTime.fromJSDate(now, { zone }) : DateTime.fromISO(date, { zone })).startOf(
    'day',
  )
  const [from, to] = [start.toMillis(), start.plus({ days: 1 }).startOf('day').toMillis()]
  const day = start.toFormat('yyyy-MM-dd')
  const chosen = activities.chosen(person.id, now)
  return {
    ...{ date: day, zone },
    events: people
      .events(person.id)
      .filter(event => touches(event, { from, to, day }))
      .sort((a, b) => (a.placed?.start ?? to) - (b.placed?.start ?? to))
      .map(event => told(event, person.id, people)),
    segments: people
      .spans(person.id, chosen)
      .flatMap(span => cut(span, [from, chosen?.since.getTime(), chosen?.until?.getTime(), to]))
      .filter(span => span.from >= from && span.to <= to)
      .map(span => segment(span, chosen, { person, activities })),
  }
}

function touches({ placed, event: { when } }: Placing, { from, to, day }: { from: number; to: number; day: string }) {
  if (placed) return placed.start < to && placed.end > from
  // Where nobody knows the zone, the day on the wall is as near as can be told.
  return when.start.slice(0, 10) <= day && when.end.slice(0, 10) >= day
}

const byOwner: Record<Said['does'], Phrase> = {
  ignore: { sv: 'Du ignorerar den', en: 'You ignore it' },
  count: { sv: 'Du räknar med den', en: 'You count it' },
}

function told(one: Placing, person: string, people: Calendared): DayEvent {
  const { event, placed, why } = one
  const { id, series, when, kind, shows, response, cancelled, categories, subject, organiser, meeting } = event
  const said = people.said(person, event)
  const activity = people.gives(person, one)
  const link = people.links(person).find(each => each.id === one.link)
  const info = link?.calendars.find(each => each.id === event.calendar)
  return {
    ...{ id, repeats: series !== undefined, kind, shows, response, private: event.private, cancelled },
    ...{ allDay: when.kind === 'all-day', categories: [...categories] },
    ...(placed && { from: new Date(placed.start).toISOString(), to: new Date(placed.end).toISOString() }),
    ...(when.kind === 'unplaced' && { zone: when.zone }),
    ...(subject !== undefined && { subject }),
    ...(organiser !== undefined && { organiser }),
    ...(meeting !== undefined && { meeting }),
    calendar: {
      ...{ link: one.link, id: event.calendar, name: info?.name ?? '' },
      ...(info?.colour !== undefined && { colour: info.colour }),
    },
    ...(activity !== undefined && { activity }),
    // What cannot count, for all that its owner says, is told by the rule.
    why: said && (said.does === 'ignore' || activity !== undefined) ? byOwner[said.does] : why,
    ...(said && { override: said }),
  }
}

/** The same span in pieces, so that none goes across one of the times. */
function cut(span: Span, times: readonly (number | undefined)[]): readonly Span[] {
  const inside = times.filter((time): time is number => time !== undefined && time > span.from && time < span.to)
  const edges = [span.from, ...new Set(inside.sort((a, b) => a - b)), span.to]
  return edges.slice(0, -1).map((from, at) => ({ ...span, from, to: edges[at + 1] ?? span.to }))
}

interface Shown {
  readonly person: Person
  readonly activities: Pick<ActivitySources, 'form'>
}

function segment(span: Span, chosen: Chosen | undefined, { person, activities }: Shown): DaySegment {
  const from = new Date(span.from)
  const holds =
    chosen && chosen.since <= from && (chosen.until === undefined || from < chosen.until) ? chosen : undefined
  const by = span.by === 'calendar' ? 'calendar' : holds ? 'chosen' : 'none'
  const key = span.by === 'calendar' ? span.activity : (holds?.key ?? available)
  const until = span.by === 'calendar' ? new Date(span.until) : holds?.until
  const form = activities.form(person.organisation, person.id, key)
  if (!form) throw new Error(`there is no ${key}`)
  const { name, icon, tone, closesPhone } = form
  return {
    ...{ from: from.toISOString(), to: new Date(span.to).toISOString(), key, name, icon, tone, closesPhone, by },
    ...(until && { until: until.toISOString() }),
    because: span.by === 'calendar' ? [...span.because] : [],
  }
}
