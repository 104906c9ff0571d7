/** Keeps what is in memory in step with the database, and tells whoever looks at it: presence, and its owner's screens. */
import { keyedQueue } from '../../core/flow/queue.ts'
import type { Hub } from '../../core/hub.ts'
import type { ActivitySources } from '../presence/contract.ts'
import { type CalendarLink, calendarView, type Override } from './contract.ts'
import type { Decisions } from './decisions.ts'
import { calendarNameOf, type Judged, type Judging } from './judging.ts'
import { type Calendared, overrideKey } from './people.ts'
import type { Known, Link, Records } from './records.ts'
import type { Tables } from './tables.ts'

export interface Keeping {
  /** Reads everything, from the database alone. */
  load(): Promise<void>
  /** Reads what there is of a person anew; rules hear of a change of activity by this cause. */
  refresh(organisation: string, person: string, cause: string): void
  /** Resolves when what was to be read of a person, on this hub, is. */
  settled(person: string): Promise<void>
  refreshLink(organisation: string, id: string): void
  /** Asks the rules about all events anew: of everybody, of an organisation (owner ''), or of a person. */
  judgeAnew(organisation?: string, owner?: string): void
}

interface Parts {
  readonly tables: Tables
  readonly records: Records
  readonly judging: Judging
  readonly people: Calendared
  readonly decisions: Pick<Decisions, 'took'>
  readonly activities: ActivitySources
  readonly shown: (link: Link) => CalendarLink
}

type Held = Judged & { readonly link: string }

export function openKeeping(hub: Hub, parts: Parts): Keeping {
  const { tables, records, judging, people, activities, shown } = parts
  const inTurn = keyedQueue()
  /** Another whenever a day of the person's may be. */
  const marks = new Map<string, string>()
  let versions = 0
  const stateOf = (person: string) => ({ links: people.links(person).map(shown), mark: marks.get(person) ?? '' })

  const tell = hub.live(calendarView, { key: ({ person }) => person, snapshot: (_, person) => stateOf(person) })
  const changed = activities.add({ ...people.source, took: parts.decisions.took })

  /** `cause` undefined: nobody need hear of it but whoever looks. */
  function show(organisation: string, person: string, cause?: string): void {
    versions += 1
    marks.set(person, String(versions))
    changed({ organisation, id: person }, cause)
    tell({ organisation, key: person }, stateOf(person))
  }

  activities.onForms((organisation, owner) => {
    for (const person of people.reform(organisation, owner)) show(organisation, person)
  })

  /** Of one person, or of everybody. */
  async function rows(where: { organisationId?: string; personId?: string }) {
    const query = where.personId === undefined ? { everyOrganisation: true as const } : { where }
    const [links, readings, overrides] = await Promise.all([
      tables.links.findAll(query),
      tables.readings.findAll(query),
      tables.overrides.findAll(query),
    ])
    return {
      links: Map.groupBy(
        links.map(row => row.get()),
        ({ personId }) => personId,
      ),
      readings: Map.groupBy(
        readings.map(row => row.get()),
        ({ personId }) => personId,
      ),
      overrides: Map.groupBy(
        overrides.map(row => row.get()),
        ({ personId }) => personId,
      ),
    }
  }
  type Rows = Awaited<ReturnType<typeof rows>>

  function put(organisation: string, person: string, { links, readings, overrides }: Rows): void {
    people.put(organisation, person, {
      links: links.get(person) ?? [],
      events: (readings.get(person) ?? []).flatMap(row => eventsIn(row)),
      overrides: new Map<string, Override>(
        (overrides.get(person) ?? []).map(({ series, about, does }) => [overrideKey(series, about), does]),
      ),
    })
  }

  /** None where it can't be opened: the next reading puts another in its place. */
  function eventsIn(row: Parameters<typeof records.known>[0] & { linkId: string }): readonly Held[] {
    try {
      const known: Known = records.known(row)
      return Object.values(known.items)
        .flat()
        .map(one => ({ ...one, link: row.linkId }))
    } catch (error) {
      hub.log.error({ err: error, link: row.linkId }, 'what was read of a calendar can not be opened')
      return []
    }
  }

  async function judged(organisation: string, person: string): Promise<void> {
    const links = people.links(person)
    const events = await Promise.all(
      people.events(person).map(async ({ event, link }) => {
        const calendar = calendarNameOf(links, link, event)
        return { ...(await judging.judge({ organisation, person, event, calendar })), link }
      }),
    )
    const before = people.events(person)
    const same = before.every(
      ({ activity, why }, at) => activity === events[at]?.activity && why.en === events[at]?.why.en,
    )
    if (same) return
    people.judge(person, events)
    show(organisation, person)
  }

  const lost = (error: unknown) => hub.log.error({ err: error }, 'a calendar in memory is not as in the database')

  return {
    async load() {
      const all = await rows({})
      const gone = new Map([...people.people()].map(({ id, organisation }) => [id, organisation]))
      for (const [person, [first]] of all.links) {
        gone.delete(person)
        if (!first) continue
        put(first.organisationId, person, all)
        show(first.organisationId, person)
      }
      for (const [person, organisation] of gone) {
        put(organisation, person, all)
        show(organisation, person)
      }
    },
    refresh(organisation, person, cause) {
      void inTurn(person, async () => {
        put(organisation, person, await rows({ organisationId: organisation, personId: person }))
        show(organisation, person, cause)
      }).catch(lost)
    },
    settled: person => inTurn(person, async () => {}),
    refreshLink(organisation, id) {
      void inTurn(id, async () => {
        const link = await records.link(organisation, id)
        if (!link) return
        people.putLink(link)
        tell({ organisation, key: link.personId }, stateOf(link.personId))
      }).catch(lost)
    },
    judgeAnew(organisation, owner = '') {
      void (async () => {
        for (const person of [...people.people()]) {
          const theirs = organisation === undefined || person.organisation === organisation
          if (!theirs || (owner !== '' && owner !== person.id)) continue
          await inTurn(person.id, () => judged(person.organisation, person.id)).catch(lost)
        }
      })()
    },
  }
}
