/** What everybody does just now, by the ticking clock, and how it is changed. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { type App, useApp } from '../../../ui/app.ts'
import { now } from '../../../ui/clock.ts'
import { ending } from '../../../ui/time.ts'
import { said } from '../../../ui/words.ts'
import { peopleView } from '../../directory/contract.ts'
import {
  activitiesView,
  available,
  type Choice,
  type PersonActivity,
  presenceView,
  setActivity,
  setMyActivity,
  setMyNote,
  standard,
} from '../contract.ts'
import { openOffers } from './offers.ts'
import { t } from './words/index.ts'

/** `since` is unknown of somebody who has never set anything. */
export type Doing = Omit<PersonActivity, 'since'> & { readonly since?: string | undefined }
export type Form = Pick<Choice, 'key' | 'name' | 'icon' | 'tone' | 'closesPhone'>

/** Its time is over; somebody else set it; the calendar says so; or the organisation has it no longer. */
export type Why = 'end' | 'colleague' | 'calendar' | { readonly deleted: Choice }

export interface Presence {
  /** Reads signals. Available where nothing is set, and from the second that an end has passed. Undefined while it is on its way. */
  of(person: string): Doing | undefined
  mine(): Doing | undefined
  /** What I can choose. */
  choices(): readonly Choice[] | undefined
  /** Whether a change of mine waits for the connection. */
  readonly waits: ReadonlySignal<boolean>
  /** Counts the changes made here that the hub has taken: what it is asked about them is asked again then. */
  readonly taken: ReadonlySignal<number>
  /** Tells what I do when it becomes another without my doing, in whatever window. Gives what ends it. */
  follow(tell: (doing: Doing, why: Why) => void): () => void
  /** An activity that I delete: what becomes of me by that needs no telling. */
  deletes(key: string): void
  /** Seen at once; refused, it is taken back with the reason. `quiet`: without the message that offers to undo it. */
  set(person: string, form: Form, until: Date | undefined, quiet?: boolean): void
  readonly setNote: (note: string) => void
}

const availableForm = (): Form => {
  const form = standard.get(available)
  if (!form) throw new Error('the standard has no Available')
  return { key: available, ...form }
}
const nothingSet: Doing = shownOf(availableForm())
const stores = new WeakMap<object, Presence>()

/** One for each person signed in. */
export function presenceOf(app: App): Presence {
  const known = stores.get(app.live)
  if (known) return known
  const made = openPresence(app)
  stores.set(app.live, made)
  return made
}

export const usePresence = (): Presence => presenceOf(useApp())

/** "In a meeting, back 14:30" */
export function inWords({ name, until, closesPhone }: Doing): string {
  return until === undefined ? said(name) : `${said(name)}, ${ending(new Date(until), closesPhone)}`
}

function shownOf({ key, name, icon, tone, closesPhone }: Form): Omit<PersonActivity, 'since'> {
  return { key, name, icon, tone, closesPhone }
}

const mark = ({ key, until }: Doing) => `${key} ${until ?? ''}`

function openPresence(app: App): Presence {
  const view = app.live.view(presenceView)
  const activities = app.live.view(activitiesView)
  const colleagues = app.live.view(peopleView)
  const me = app.who.person
  const keys = { note: 'presence.note', of: (person: string) => `presence.activity ${person}` }
  /** What was before what I set here last: it comes back when that is refused. */
  let setFrom: Doing = nothingSet
  const deletedHere = new Set<string>()
  const changesTaken = signal(0)
  const offers = openOffers(app)

  /** The latest end that has passed (ISO): changes when somebody's has, and not each second. */
  const passed = computed(() => {
    const people = view.state()?.people ?? {}
    const time = new Date(now.value).toISOString()
    let latest = ''
    for (const id in people) {
      const until = people[id]?.until
      if (until !== undefined && until <= time && until > latest) latest = until
    }
    return latest
  })
  // The same object for the same activity, so that only a row that changes is painted again.
  const ended = new WeakMap<PersonActivity, Doing>()

  function over(activity: PersonActivity): Doing {
    const known = ended.get(activity)
    if (known) return known
    const { until, note } = activity
    const after: Doing = { ...nothingSet, since: until, ...(note !== undefined && { note }) }
    ended.set(activity, after)
    return after
  }

  function of(person: string): Doing | undefined {
    const state = view.state()
    if (!state) return undefined
    const activity = state.people[person]
    if (!activity) return nothingSet
    return activity.until !== undefined && activity.until <= passed.value ? over(activity) : activity
  }

  /** The form of what somebody does, to go back to. */
  const wire = (doing: Doing): PersonActivity => ({
    ...doing,
    since: doing.since ?? new Date(now.peek()).toISOString(),
  })

  function set(person: string, form: Form, until: Date | undefined, quiet = false): void {
    const before = of(person) ?? nothingSet
    const end = until?.toISOString()
    const since = before.key === form.key && before.since ? before.since : new Date(now.peek()).toISOString()
    const { note } = before
    const activity: PersonActivity = {
      ...{ ...shownOf(form), since },
      ...(end !== undefined && { until: end }),
      ...(note !== undefined && { note }),
    }
    if (person === me) setFrom = before
    // The end as it was seen: what waits for the connection doesn't last longer for it.
    const input = { activity: form.key, until: end ?? null }
    const key = keys.of(person)
    const taken = app.changes.make({
      ...{ key, view, message: { id: person, activity }, undo: { id: person, activity: wire(before) } },
      send: () =>
        person === me ? app.api.call(setMyActivity, input) : app.api.call(setActivity, { id: person, ...input }),
    })
    void taken.then(came => {
      if (came) changesTaken.value += 1
    })
    if (quiet) return
    const words = inWords(activity)
    const name = colleagues.state()?.people[person]?.name ?? ''
    void offers.make({
      ...{ key, of: form.key, goesOn: before.key === form.key ? form.key : undefined, taken },
      what: person === me ? words : `${name}: ${words}`,
      back: () => goBack(person, before),
    })
  }

  /** What would be over by now is over. */
  function goBack(person: string, { until, ...form }: Doing): void {
    const end = until === undefined ? undefined : new Date(until)
    if (end && end.getTime() <= now.peek()) set(person, availableForm(), undefined, true)
    else set(person, form, end, true)
  }

  function setNote(text: string, quiet = false): void {
    // A line of a list: what was pasted may have breaks in it.
    const note = text.replaceAll(/\p{Cc}+/gu, ' ').trim()
    const before = wire(of(me) ?? nothingSet)
    if (note === (before.note ?? '')) return
    const { note: _, ...rest } = before
    const activity: PersonActivity = note === '' ? rest : { ...rest, note }
    const taken = app.changes.make({
      ...{ key: keys.note, view, message: { id: me, activity }, undo: { id: me, activity: before } },
      send: () => app.api.call(setMyNote, { note }),
    })
    if (quiet) return
    const what = t(note === '' ? 'note.gone' : 'note.kept')
    void offers.make({ key: keys.note, taken, what, back: () => setNote(before.note ?? '', true) })
  }

  /** Undefined: I did it, here or elsewhere. */
  function whyChanged(before: Doing, doing: Doing, deleted: Choice | undefined): Why | undefined {
    const isBack = mark(doing) === mark(setFrom) && doing.since === setFrom.since
    if (doing.setBy) return isBack ? undefined : doing.setBy
    if (doing.key !== available) return undefined
    // The hub's clock may be ahead of this one.
    if (before.until !== undefined && Date.parse(before.until) <= now.peek() + 2000) return 'end'
    return deleted?.by === 'organisation' && !deletedHere.has(deleted.key) ? { deleted } : undefined
  }

  return {
    of,
    mine: () => of(me),
    choices: () => activities.state()?.activities,
    waits: computed(() => {
      const waiting = app.changes.waiting.value
      return waiting.has(keys.of(me)) || waiting.has(keys.note)
    }),
    taken: changesTaken,
    deletes(key) {
      deletedHere.add(key)
    },
    follow(tell) {
      let last: Doing | undefined
      let form: Choice | undefined
      return effect(() => {
        const doing = of(me)
        if (!doing) return
        const choices = activities.state()?.activities
        const now = choices?.find(({ key }) => key === doing.key)
        const before = last
        const was = form
        last = doing
        // The list of them forgets what was deleted before somebody is heard to be Available.
        form = before?.key === doing.key ? (now ?? was) : now
        if (!before || mark(doing) === mark(before)) return
        const why = whyChanged(before, doing, was && !choices?.some(({ key }) => key === was.key) ? was : undefined)
        if (why === undefined) return
        offers.drop(keys.of(me))
        tell(doing, why)
      })
    },
    set,
    setNote: note => setNote(note),
  }
}
