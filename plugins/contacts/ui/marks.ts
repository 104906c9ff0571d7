/** VIP, Block and favourite: whether somebody is marked, and marking them. */
import type { App } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import type { Listed } from '../../directory/contract.ts'
import {
  clearCompanyMark,
  clearMark,
  contactsView,
  type MarkEntry,
  type MarkKind,
  markKey,
  setCompanyMark,
  setMark,
} from '../contract.ts'
import { t } from './words/index.ts'

type By = MarkEntry['by']
type Marks = Readonly<Record<string, MarkEntry>>

/** What is marked: an entry of the list, or a person by id and numbers. */
export type Marked = Pick<Listed, 'kind' | 'id' | 'numbers'>

/** Whether there is anything that a mark could stand on. */
export const canBeMarked = (item: Marked): boolean => placesOf(item).length > 0

const kindOf = ({ kind }: Marked): MarkEntry['on'] => (kind === 'person' || kind === 'contact' ? kind : 'number')

/** What the hub knows by an id; whoever stands in another book is marked by number. */
const byId = ['person', 'contact', 'number']

/** Where a mark of somebody may stand: on the entry itself, or on one of its numbers. */
function placesOf(item: Marked): readonly Pick<MarkEntry, 'on' | 'target'>[] {
  const own = byId.includes(item.kind) ? [{ on: kindOf(item), target: item.id }] : []
  const long = item.numbers.filter(number => number.startsWith('+') && number !== item.id)
  return [...own, ...long.map(target => ({ on: 'number', target }) as const)]
}

const marksOn = (marks: Marks, item: Marked, kind: MarkKind, by: By): readonly MarkEntry[] =>
  placesOf(item).flatMap(place => marks[markKey({ ...place, kind, by })] ?? [])

/** Reads a signal. */
export const isMarked = (app: App, item: Marked, kind: MarkKind, by: By): boolean =>
  marksOn(app.live.view(contactsView).state()?.marks ?? {}, item, kind, by).length > 0

export const isRefused = (app: App, item: Marked) =>
  isMarked(app, item, 'blocked', 'own') || isMarked(app, item, 'blocked', 'company')
/** Whoever is refused doesn't ring through, whoever else has called them VIP. */
export const isVip = (app: App, item: Marked) =>
  (isMarked(app, item, 'vip', 'own') || isMarked(app, item, 'vip', 'company')) && !isRefused(app, item)

/** VIP, which takes away a block of one's own: that is said, with a way back, and shown when it is so. */
export async function toggleVip(app: App, item: Listed, set: boolean): Promise<void> {
  if (!set || !isMarked(app, item, 'blocked', 'own')) return mark(app, item, 'vip', set)
  await change(app, stepsFor(app, item, 'vip', 'own', true), t('vip.unblocked', { name: item.name }))
}

/** What was last marked, on its way to the hub: a block that follows at once must not get there before it. */
const underway = new WeakMap<App['api'], Promise<unknown>>()

/** Stars and VIP are seen at once, and taken back with the reason when the hub refuses. */
export function mark(app: App, item: Listed, kind: 'favourite' | 'vip', set: boolean): void {
  const view = app.live.view(contactsView)
  for (const entry of entriesFor(app, item, kind, 'own', set)) {
    void app.changes.make({
      key: markKey(entry),
      view,
      message: { mark: entry, set },
      undo: { mark: entry, set: !set },
      send() {
        const sent = send(app, entry, set)
        underway.set(app.api, sent)
        return sent
      },
    })
  }
}

/** Shown when it is so, never before: whoever blocks somebody relies on it. Says how it went, and offers to take it back. */
export async function block(app: App, item: Listed, set: boolean, by: By = 'own'): Promise<void> {
  const text = t(set ? 'block.done' : 'block.undone', { name: item.name })
  await change(app, stepsFor(app, item, 'blocked', by, set), text)
}

/** VIP for the whole company. Only administrators may. */
export async function vipForAll(app: App, item: Listed, set: boolean): Promise<void> {
  await change(app, stepsFor(app, item, 'vip', 'company', set))
}

interface Step {
  readonly entry: MarkEntry
  readonly set: boolean
}

/** Setting one takes the other away: on the same entry the hub does so itself, but it may stand on one of the numbers. */
function stepsFor(app: App, item: Listed, kind: 'vip' | 'blocked', by: By, set: boolean): readonly Step[] {
  const steps = entriesFor(app, item, kind, by, set).map(entry => ({ entry, set }))
  if (!set) return steps
  const others = entriesFor(app, item, kind === 'vip' ? 'blocked' : 'vip', by, false)
  return [...steps, ...others.map(entry => ({ entry, set: false }))]
}

/** `text`: what is said when it is done, with a way to take it back. */
async function change(app: App, steps: readonly Step[], text?: string): Promise<void> {
  await underway.get(app.api)?.catch(() => undefined)
  try {
    for (const { entry, set } of steps) await send(app, entry, set)
    if (text === undefined) return
    const back = steps.map(({ entry, set }) => ({ entry, set: !set })).toReversed()
    app.toasts.done(text, { label: t('undo'), run: () => void change(app, back) })
  } catch (error) {
    app.toasts.problem(problemOf(error))
  }
}

/** To mark: one, on the entry itself, or else all its numbers. To take away: all that say so. */
function entriesFor(app: App, item: Listed, kind: MarkKind, by: By, set: boolean): readonly MarkEntry[] {
  const places = placesOf(item)
  if (set) return (byId.includes(item.kind) ? places.slice(0, 1) : places).map(place => ({ ...place, kind, by }))
  return marksOn(app.live.view(contactsView).state()?.marks ?? {}, item, kind, by)
}

export function send(app: App, { by, kind, on, target }: MarkEntry, set: boolean): Promise<unknown> {
  const { api } = app
  if (by === 'company' && kind !== 'favourite') {
    const marking = { kind, on, target }
    return set ? api.call(setCompanyMark, marking) : api.call(clearCompanyMark, marking)
  }
  const marking = { kind, on, target }
  return set ? api.call(setMark, marking) : api.call(clearMark, marking)
}
