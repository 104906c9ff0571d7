/** Everybody's calendars in memory: what a call asks about waits for no database, and a vendor that is away costs freshness alone. */
import type { Directory } from '../directory/contract.ts'
import { type ActivitySource, type ActivitySources, type Chosen, standard } from '../presence/contract.ts'
import { type Counted, type Span, spanAt, spansOf } from './activity.ts'
import type { Override } from './contract.ts'
import type { Judged } from './judging.ts'
import { type Placed, place } from './place.ts'
import type { Link } from './records.ts'

/** What its owner said of an event, or of the series that it is one of. */
export interface Said {
  readonly does: Override
  readonly series: boolean
}

export interface Placing extends Judged {
  readonly link: string
  readonly placed: Placed | undefined
}

interface Owner {
  readonly organisation: string
  readonly links: Map<string, Link>
  events: readonly Placing[]
  /** By "event ID" and "series ID". */
  overrides: ReadonlyMap<string, Override>
  /** By what was chosen beside; made when it is asked for. */
  readonly spans: Map<string, readonly Span[]>
}

export interface Held {
  readonly links: readonly Link[]
  readonly events: readonly (Judged & { readonly link: string })[]
  readonly overrides: ReadonlyMap<string, Override>
}

export interface Calendared {
  readonly source: ActivitySource
  put(organisation: string, person: string, held: Held): void
  putLink(link: Link): void
  /** The same events, with what the rules make of them now. */
  judge(person: string, events: Held['events']): void
  links(person: string): readonly Link[]
  events(person: string): readonly Placing[]
  said(person: string, event: Judged['event']): Said | undefined
  /** Key of the activity that an event gives, with regard to what its owner said. */
  gives(person: string, event: Judged): string | undefined
  spans(person: string, chosen: Chosen | undefined): readonly Span[]
  /** Forms of activities are others: whose answers may be too. */
  reform(organisation: string, owner: string): readonly string[]
  people(): Iterable<{ readonly organisation: string; readonly id: string }>
}

export const overrideKey = (series: boolean, about: string) => `${series ? 'series' : 'event'} ${about}`

/** As good as any: whoever chooses has one or two choices at once that are asked about. */
const mostSpans = 4

export function openPeople(directory: Directory, forms: Pick<ActivitySources, 'form' | 'forms'>): Calendared {
  const owners = new Map<string, Owner>()

  function placedIn(organisation: string, events: Held['events']): readonly Placing[] {
    const zone = directory.organisation(organisation)?.zone ?? 'UTC'
    return events.map(one => ({ ...one, placed: place(one.event.when, zone) }))
  }

  function said({ overrides }: Owner, { id, series }: Judged['event']): Said | undefined {
    const own = overrides.get(overrideKey(false, id))
    if (own) return { does: own, series: false }
    const all = series === undefined ? undefined : overrides.get(overrideKey(true, series))
    return all && { does: all, series: true }
  }

  function gives(owner: Owner, { event, activity }: Judged): string | undefined {
    if (event.cancelled || event.when.kind === 'unplaced') return undefined
    const does = said(owner, event)?.does
    if (does === 'ignore') return undefined
    return activity ?? (does === 'count' ? byHand(event) : undefined)
  }

  function counted(person: string, owner: Owner): readonly Counted[] {
    const order = forms.forms(owner.organisation, person).map(({ key }) => key)
    return owner.events.flatMap(one => {
      const activity = gives(owner, one)
      const form = activity === undefined ? undefined : forms.form(owner.organisation, person, activity)
      if (!form || !one.placed) return []
      // Out of office over all, then what lasts beyond today, then as they are listed: a meeting before Busy.
      const away = one.event.kind === 'out-of-office' ? 10_000 : 0
      const strength = away + ['free', 'closed', 'away'].indexOf(form.tone) * 1_000 - order.indexOf(form.key)
      const { closesPhone, key } = form
      return [{ id: one.event.id, ...one.placed, activity: key, closesPhone, strength }]
    })
  }

  function spans(person: string, chosen: Chosen | undefined): readonly Span[] {
    const owner = owners.get(person)
    if (!owner) return spansOf([], undefined)
    const { since, until, closesPhone = false } = chosen ?? {}
    const key = `${since?.getTime()} ${until?.getTime()} ${closesPhone}`
    const known = owner.spans.get(key)
    if (known) return known
    const choice = since && { since: since.getTime(), until: until?.getTime(), closesPhone }
    const made = spansOf(counted(person, owner), choice)
    if (owner.spans.size >= mostSpans) owner.spans.clear()
    owner.spans.set(key, made)
    return made
  }

  const source: ActivitySource = {
    name: 'calendar',
    at({ id }, chosen, at) {
      const owner = owners.get(id)
      if (!owner || owner.links.size === 0) return undefined
      const span = spanAt(spans(id, chosen), at.getTime())
      const read = [...owner.links.values()].map(({ readAt }) => readAt?.getTime() ?? Number.POSITIVE_INFINITY)
      return {
        activity: span.by === 'calendar' ? { key: span.activity, until: new Date(span.until) } : undefined,
        since: timeOf(span.from),
        next: timeOf(span.to),
        // Of several, what is known is as old as the oldest.
        asOf: timeOf(Math.min(...read)),
      }
    },
  }

  return {
    source,
    judge(person, events) {
      const owner = owners.get(person)
      if (!owner) return
      owner.events = placedIn(owner.organisation, events)
      owner.spans.clear()
    },
    put(organisation, person, { links, events, overrides }) {
      if (links.length === 0) {
        owners.delete(person)
        return
      }
      owners.set(person, {
        ...{ organisation, overrides, spans: new Map() },
        links: new Map(links.map(link => [link.id, link])),
        events: placedIn(organisation, events),
      })
    },
    putLink(link) {
      owners.get(link.personId)?.links.set(link.id, link)
    },
    links: person => [...(owners.get(person)?.links.values() ?? [])],
    events: person => owners.get(person)?.events ?? [],
    said(person, event) {
      const owner = owners.get(person)
      return owner && said(owner, event)
    },
    gives(person, event) {
      const owner = owners.get(person)
      return owner && gives(owner, event)
    },
    spans,
    reform(organisation, whose) {
      const touched = [...owners].filter(
        ([id, owner]) => owner.organisation === organisation && ['', id].includes(whose),
      )
      for (const [, owner] of touched) owner.spans.clear()
      return touched.map(([id]) => id)
    },
    *people() {
      for (const [id, { organisation }] of owners) yield { organisation, id }
    },
  }
}

const timeOf = (time: number) => (Number.isFinite(time) ? new Date(time) : undefined)

/** What an event is taken for that no rule counts, and its owner does. */
function byHand({ kind, when, private: secret }: Judged['event']): string {
  const key =
    kind === 'out-of-office'
      ? when.kind === 'all-day'
        ? 'holiday'
        : 'errand'
      : secret || kind === 'focus'
        ? 'busy'
        : 'meeting'
  if (!standard.has(key)) throw new Error(`the standard has no ${key}`)
  return key
}
