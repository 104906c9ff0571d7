/** Activities that other plugins know of, as time passes: one timer, set to the next moment at which anybody's may change. */
import type { Hub } from '../../core/hub.ts'
import { atTime, sameDoing, tellRules } from './changes.ts'
import { activitySources } from './contract.ts'
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

export function openSources(hub: Hub, { projection, view }: { projection: Projection; view: PeopleView }): Sources {
  const { sources } = projection
  /** When each person's activity may change next. */
  const edges = new Map<string, Person & { readonly at: number }>()
  /** What was last seen, of everybody a source has spoken of. */
  const last = new Map<string, Person & { readonly doing: Doing }>()
  const listeners: ((organisation: string, owner: string) => void)[] = []
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
    if (before ? sameDoing(before, after) : !after.source) return
    view.show(organisation, id)
    if (cause === undefined || !before) return
    const setBy = after.source?.name ?? before.source?.name ?? 'end'
    void tellRules(hub, { organisation, person: id, before, after, setBy, cause })
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
