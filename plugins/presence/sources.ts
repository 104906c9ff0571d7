/** Activities that other plugins know of, as time passes: one timer, set to the next moment at which anybody's may change. */
import type { Hub } from '../../core/hub.ts'
import { atTime, type Change, sameDoing, tellRules } from './changes.ts'
import { activitySources } from './contract.ts'
import type { LastSeen } from './last-seen.ts'
import type { Doing, Projection } from './projection.ts'
import type { PeopleView } from './view.ts'

interface Person {
  readonly organisation: string
  readonly id: string
}

export interface Sources {
  /** What was chosen is another now: its own rules have been told. */
  chose(person: Person): void
  /** An activity has another form. */
  reformed(organisation: string, owner: string): void
  /** All was read anew. */
  reload(): void
}

/** No timer of Node's is set further, and a clock that is put right is noticed within it. */
const furthestMs = 60 * 60_000

interface Parts {
  readonly projection: Projection
  readonly view: PeopleView
  readonly lastSeen: LastSeen
}

export function openSources(hub: Hub, { projection, view, lastSeen }: Parts): Sources {
  const { sources } = projection
  /** When each person's activity may change next. */
  const edges = new Map<string, Person & { readonly at: number }>()
  /** What was last seen, of everybody a source has spoken of. */
  const last = new Map<string, Person & { readonly doing: Doing }>()
  const listeners: ((organisation: string, owner: string) => void)[] = []
  /** What rules are to hear of when there are rules; undefined when there are. */
  let early: Change[] | undefined = []
  let timer: NodeJS.Timeout | undefined
  let wakesAt = Number.POSITIVE_INFINITY

  function settle(person: Person, at: Date, cause?: string): void {
    const { organisation, id } = person
    const chosen = projection.chosen(id, at)
    const next = sources.flatMap(source => source.at(person, chosen, at)?.next?.getTime() ?? [])
    if (next.length > 0) edges.set(id, { organisation, id, at: Math.min(...next) })
    else edges.delete(id)
    const after = projection.now(organisation, id, at)
    const before = last.get(id)?.doing
    last.set(id, { organisation, id, doing: after })
    const changed = before ? !sameDoing(before, after) : after.source !== undefined
    if (changed) view.show(organisation, id)
    // What was seen by hubs before this one counts, for rules and for the source; whoever looks has seen nothing yet.
    const seen = before ? undefined : lastSeen.take(id)
    const was = before ?? seen?.doing
    if (was ? sameDoing(was, after) : !after.source) return
    lastSeen.keep(person, after)
    if (after.source) sources.find(({ name }) => name === after.source?.name)?.took?.(person, chosen, at)
    // An edge passed while no hub ran. What ended without a source has its job.
    const missed = seen && (seen.doing.source || after.source) && atTime(after.since ?? seen.at)
    const named = cause ?? missed
    if (named === undefined || !was) return
    const setBy = after.source?.name ?? was.source?.name ?? 'end'
    tell({ organisation, person: id, before: was, after, setBy, cause: named })
  }

  function tell(change: Change): void {
    if (early) early.push(change)
    else void tellRules(hub, change)
  }

  function wake(): void {
    timer = undefined
    wakesAt = Number.POSITIVE_INFINITY
    const now = new Date()
    const due = [...edges.values()].filter(({ at }) => at <= now.getTime())
    for (const person of due) settle(person, now, atTime(new Date(person.at)))
    arm()
  }

  function arm(): void {
    let next = Number.POSITIVE_INFINITY
    for (const { at } of edges.values()) if (at < next) next = at
    const now = Date.now()
    next = Math.min(next, now + furthestMs)
    if (edges.size === 0 || next >= wakesAt) return
    clearTimeout(timer)
    wakesAt = next
    timer = setTimeout(wake, Math.max(0, next - now))
  }

  hub.provide(activitySources, {
    add(source) {
      sources.push(source)
      return (person, cause) => {
        settle(person, new Date(), cause)
        arm()
      }
    },
    chosen: (person, at) => projection.chosen(person, at),
    onForms: listener => void listeners.push(listener),
    form: (organisation, person, key) => projection.choice(organisation, person, key),
    forms: (organisation, person) => projection.choices(organisation, person),
  })
  hub.onStart(() => {
    const missed = early ?? []
    early = undefined
    for (const change of missed) tell(change)
  })
  hub.onStop(() => clearTimeout(timer))

  return {
    chose(person) {
      view.show(person.organisation, person.id)
      if (!last.has(person.id)) return
      settle(person, new Date())
      arm()
    },
    reformed(organisation, owner) {
      for (const listener of listeners) listener(organisation, owner)
    },
    reload() {
      for (const person of [...last.values()]) settle(person, new Date())
      arm()
    },
  }
}
