/** What everybody does now and which forms activities have, in memory: a call's decision waits for no database. */
import type { ActivityKind, ActivitySource, Choice, Chooser, Chosen, PersonActivity, SourceName } from './contract.ts'
import { endOf } from './length.ts'
import { available, standard } from './standard.ts'

export interface Current {
  readonly organisation: string
  readonly person: string
  readonly key: string
  readonly since: Date
  readonly until: Date | undefined
  readonly note: string | undefined
  readonly setBy: Chooser
  readonly version: number
}

/** A form that an organisation (owner '') or a person has given an activity; none: it is taken away. */
export interface OwnKind {
  readonly organisation: string
  readonly owner: string
  readonly key: string
  readonly kind: ActivityKind | undefined
}

/** What somebody does. `since` is known where a source says it. */
export type Doing = Choice &
  Pick<Current, 'until' | 'note'> & {
    readonly since?: Date | undefined
    readonly source?: { readonly name: SourceName; readonly asOf: Date | undefined } | undefined
  }

export interface Projection {
  current(person: string): Current | undefined
  /** Everybody who has ever set something. */
  currentOf(organisation: string): Iterable<Current>
  /** False where a newer one is known already. */
  put(current: Current): boolean
  putKind(own: OwnKind): void
  replace(current: readonly Current[], kinds: readonly OwnKind[]): void
  /** The person's form of an activity; owner '' asks for the organisation's. Undefined: there is none. */
  choice(organisation: string, owner: string, key: string): Choice | undefined
  choices(organisation: string, owner: string): readonly Choice[]
  /** What one does as the clock stands: an activity whose time is over counts as ended, and a source may know better. */
  now(organisation: string, person: string, at: Date): Doing
  /**
   * What one does, or would do, at a time: what was chosen since is no choice then, nor is it known what was there before. With a `key`,
   * were that chosen at that time.
   */
  supposed(person: { organisation: string; id: string; zone: string }, at: Date, key?: string): Doing
  /** When, after `at`, it may be something else; undefined: not as far as anybody knows. */
  next(person: { organisation: string; id: string }, at: Date): Date | undefined
  /** The same, were this what was set. */
  with(current: Current, at: Date): Doing
  /** What was chosen and holds. */
  chosen(person: string, at: Date): Chosen | undefined
  /** The first that knows an activity of a person gives it. */
  readonly sources: ActivitySource[]
}

export function openProjection(): Projection {
  const people = new Map<string, Current>()
  const byOrganisation = new Map<string, Map<string, Current>>()
  /** By organisation, then owner, then key. */
  const kinds = new Map<string, Map<string, Map<string, ActivityKind>>>()

  const own = (organisation: string, owner: string) => kinds.get(organisation)?.get(owner)

  function choice(organisation: string, owner: string, key: string): Choice | undefined {
    const personal = owner === '' ? undefined : own(organisation, owner)?.get(key)
    if (personal) return { ...personal, key, by: 'person' }
    const shared = own(organisation, '')?.get(key)
    if (shared) return { ...shared, key, by: 'organisation' }
    const usual = standard.get(key)
    return usual && { ...usual, key, by: 'standard' }
  }

  function put(current: Current): boolean {
    const known = people.get(current.person)
    if (known && known.version >= current.version) return false
    people.set(current.person, current)
    inside(byOrganisation, current.organisation).set(current.person, current)
    return true
  }

  function putKind({ organisation, owner, key, kind }: OwnKind): void {
    const forms = inside(inside(kinds, organisation), owner)
    if (kind) forms.set(key, kind)
    else forms.delete(key)
  }

  const sources: ActivitySource[] = []

  function chosen(current: Current | undefined, at: Date): Chosen | undefined {
    // What is left when the time of something is over was nobody's choice.
    if (!current || current.setBy === 'end' || isOver(current, at)) return undefined
    const { organisation, person, key, since, until } = current
    const form = choice(organisation, person, key)
    return form && { key, since, until, closesPhone: form.closesPhone }
  }

  function doing(organisation: string, person: string, current: Current | undefined, at: Date): Doing {
    const note = current?.note
    let since: Date | undefined
    for (const source of sources) {
      const answer = source.at({ organisation, id: person }, chosen(current, at), at)
      since ??= answer?.since
      const form = answer?.activity && choice(organisation, person, answer.activity.key)
      if (!form) continue
      const { asOf, activity } = answer
      return { ...form, since, until: activity?.until, note, source: { name: source.name, asOf } }
    }
    const form = current && !isOver(current, at) ? choice(organisation, person, current.key) : undefined
    if (form) return { ...form, since, until: current?.until, note }
    return { ...free(organisation, person), since, until: undefined, note }
  }

  return {
    sources,
    current: person => people.get(person),
    currentOf: organisation => byOrganisation.get(organisation)?.values() ?? [],
    put,
    putKind,
    replace(current, forms) {
      for (const map of [people, byOrganisation, kinds]) map.clear()
      for (const each of current) put(each)
      for (const each of forms) putKind(each)
    },
    choice,
    choices(organisation, owner) {
      const added = [...(own(organisation, '')?.keys() ?? []), ...(own(organisation, owner)?.keys() ?? [])]
      const keys = new Set([...standard.keys(), ...added.sort()])
      return [...keys].flatMap(key => choice(organisation, owner, key) ?? [])
    },
    now: (organisation, person, at) => doing(organisation, person, people.get(person), at),
    supposed({ organisation, id, zone }, at, key) {
      const current = people.get(id)
      const form = key === undefined ? undefined : choice(organisation, id, key)
      if (form) return { ...form, until: endOf(form.length, at, zone), note: current?.note }
      return doing(organisation, id, begun(current, at), at)
    },
    next({ organisation, id }, at) {
      const current = people.get(id)
      const holds = chosen(begun(current, at), at)
      const said = sources.map(source => source.at({ organisation, id }, holds, at)?.next)
      const times = [current?.since, current?.until, ...said].flatMap(time => time?.getTime() ?? [])
      const later = times.filter(time => time > at.getTime())
      return later.length > 0 ? new Date(Math.min(...later)) : undefined
    },
    with: (current, at) => doing(current.organisation, current.person, current, at),
    chosen: (person, at) => chosen(people.get(person), at),
  }

  function free(organisation: string, person: string): Choice {
    const form = choice(organisation, person, available)
    if (!form) throw new Error('the standard has no Available')
    return form
  }
}

const begun = (current: Current | undefined, at: Date) => (current && current.since <= at ? current : undefined)

const isOver = ({ until }: Current, at: Date) => until !== undefined && until <= at

/** The map of that key, made where there is none. */
function inside<Key, Inner extends Map<unknown, unknown>>(outer: Map<Key, Inner>, key: Key): Inner {
  const known = outer.get(key)
  if (known) return known
  const made = new Map() as Inner
  outer.set(key, made)
  return made
}

/** As colleagues see it, whatever the time is: they have a clock of their own. */
export function shown(projection: Projection, current: Current): PersonActivity {
  const { organisation, person, since } = current
  // Before any end: the form of what was set, or Available where that is nowhere any more.
  const { key, name, icon, tone, closesPhone, until, note } = projection.now(organisation, person, new Date(0))
  return {
    ...{ key, name, icon, tone, closesPhone },
    since: since.toISOString(),
    ...(until && { until: until.toISOString() }),
    ...(note !== undefined && { note }),
    // What is nowhere any more was nobody's choice.
    ...(current.setBy === 'colleague' && key === current.key && { setBy: current.setBy }),
  }
}
