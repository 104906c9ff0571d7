/** What the list shows: in an order that stands still while somebody is in it. */
import { computed, type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { type App, useApp } from '../../../ui/app.ts'
import { language } from '../../../ui/words.ts'
import { isFavourite, isReachable, type Listed, listedKinds, peopleView } from '../contract.ts'
import { arrange, byName, type Group, type KindItems } from './arrange.ts'
import { kind as personKind } from './colleagues.ts'

export type Filter = 'everyone' | 'reachable' | 'team'

export interface ListState {
  readonly filter: ReadonlySignal<Filter>
  readonly show: (filter: Filter) => void
  /** Undefined while people are on their way. */
  readonly groups: ReadonlySignal<readonly Group[] | undefined>
  /** Everybody by key, filtered out or not. */
  readonly everybody: ReadonlySignal<ReadonlyMap<string, Listed>>
  readonly myTeam: ReadonlySignal<string>
  /** Somebody's pointer or focus is in the list: order and membership stand still until it leaves. */
  readonly hold: (why: 'pointer' | 'focus', held: boolean) => void
}

export function useListState(): ListState {
  const app = useApp()
  const filter = useSignal<Filter>('everyone')
  const held = useSignal<ReadonlySet<string>>(new Set())
  const people = useMemo(() => openItems(app), [])
  const myTeam = useMemo(() => teamOf(app), [])
  const arranged = useComputed(() => {
    const kinds = people.value
    if (!kinds) return undefined
    const favourite = app.filled(isFavourite)
    return arrange(
      kinds,
      language.value,
      item => favourite.some(is => is(item)),
      fitting(app, filter.value, myTeam.value),
    )
  })
  const groups = useSignal(arranged.peek())
  useSignalEffect(() => {
    const next = arranged.value
    if (held.value.size === 0 || groups.peek() === undefined) groups.value = next
  })
  // Whoever chooses what to see wants to see it, wherever the pointer is.
  useSignalEffect(() => {
    if (filter.value) groups.value = arranged.peek()
  })
  const everybody = useComputed(
    () => new Map((people.value ?? []).flatMap(({ items }) => items.map(item => [item.key, item]))),
  )
  // Whoever is gone is gone: a row that leads nowhere is of no use to anybody.
  const shown = useComputed(() => {
    const there = everybody.value
    return groups.value
      ?.map(({ key, items }) => ({ key, items: items.filter(item => there.has(item.key)) }))
      .filter(({ items }) => items.length > 0)
  })
  return {
    ...{ filter, everybody, myTeam, groups: shown },
    show(next) {
      filter.value = next
    },
    hold(why, holding) {
      if (held.peek().has(why) === holding) return
      const next = new Set(held.peek())
      if (holding) next.add(why)
      else next.delete(why)
      held.value = next
    },
  }
}

/** Every kind's items by name; those of colleagues at the least, others when they are there. */
function openItems(app: App): ReadonlySignal<readonly KindItems[] | undefined> {
  const kinds = app.filled(listedKinds).map(({ kind, under, items }) => {
    const sorted = computed(() => {
      const all = items()
      return all && byName(all, language.value)
    })
    return { kind, under, sorted }
  })
  return computed(() => {
    const present = kinds.flatMap(({ kind, under, sorted }) => {
      const items = sorted.value
      return items ? [{ kind, under, items }] : []
    })
    return present.some(({ kind }) => kind === personKind) ? present : undefined
  })
}

function teamOf(app: App): ReadonlySignal<string> {
  const mine = app.live.view(peopleView).select(({ people }) => people[app.who.person]?.team)
  return computed(() => mine.value ?? '')
}

function fitting(app: App, filter: Filter, team: string): (item: Listed) => boolean {
  if (filter === 'everyone') return () => true
  if (filter === 'team') return ({ kind, about }) => kind === personKind && about === team
  const agree = app.filled(isReachable)
  // Of others than colleagues nobody knows.
  return ({ kind, id }) => kind === personKind && id !== app.who.person && agree.every(may => may(id))
}
