/** What everybody's colleagues see. */
import type { Hub } from '../../core/hub.ts'
import { type PersonActivity, presenceView } from './contract.ts'
import { type Doing, type Projection, shown } from './projection.ts'

export interface PeopleView {
  /** Tells what the person does now. */
  show(organisation: string, person: string): void
  /** An activity has another form: tells it of those who have it. Owner '' is the organisation. */
  reform(organisation: string, owner: string, key: string): void
}

export function openView(hub: Pick<Hub, 'live'>, projection: Projection): PeopleView {
  /** Of those whom a source has spoken of, by organisation: as they were last told, so that a snapshot and the messages agree. */
  const told = new Map<string, Map<string, PersonActivity>>()

  const tell = hub.live(presenceView, {
    snapshot(organisation) {
      const chosen = [...projection.currentOf(organisation)].map(
        current => [current.person, shown(projection, current)] as const,
      )
      return { people: Object.fromEntries([...chosen, ...(told.get(organisation) ?? [])]) }
    },
  })

  function show(organisation: string, id: string): void {
    const { source, ...activity } = shownNow(projection, organisation, id, new Date())
    const known = told.get(organisation)
    if (known && (source || known.has(id))) known.set(id, activity)
    else if (source) told.set(organisation, new Map([[id, activity]]))
    tell({ organisation }, { id, activity })
  }

  return {
    show,
    reform(organisation, owner, key) {
      for (const { person, key: has } of projection.currentOf(organisation)) {
        const theirs = owner === '' || owner === person
        // Whoever has an activity that is nowhere any more has Available, in its form.
        const lost = !projection.choice(organisation, person, has)
        if (theirs && (lost || has === key)) show(organisation, person)
      }
      for (const [person, { key: has }] of told.get(organisation) ?? []) {
        if (has === key && (owner === '' || owner === person)) show(organisation, person)
      }
    },
  }
}

type Shown = PersonActivity & Pick<Doing, 'source'>

function shownNow(projection: Projection, organisation: string, person: string, at: Date): Shown {
  const doing = projection.now(organisation, person, at)
  const { key, name, icon, tone, closesPhone, until, note, source } = doing
  const current = projection.current(person)
  if (!source && current) {
    const chosen = shown(projection, current)
    // When a source has no more to say, the choice is there again from then on.
    return doing.since && doing.since > current.since ? { ...chosen, since: doing.since.toISOString() } : chosen
  }
  return {
    ...{ key, name, icon, tone, closesPhone },
    since: (doing.since ?? at).toISOString(),
    ...(until && { until: until.toISOString() }),
    ...(note !== undefined && { note }),
    ...(source && { setBy: source.name, source }),
  }
}
