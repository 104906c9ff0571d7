/** The rows, and the keys that lead from one to the next. */
import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { type RowPlace, VirtualList } from '../../../ui/parts/virtual-list.tsx'
import { Filled } from '../../../ui/slots.tsx'
import { type Listed, type ListedKind, listedKinds } from '../contract.ts'
import { favourites, type Group } from './arrange.ts'
import type { ListState } from './list-state.ts'
import { t } from './words/index.ts'

interface ListProps {
  list: ListState
  groups: readonly Group[]
  /** Key of the card that is open. */
  open: string
  scroller: RefObject<HTMLElement | null>
}

export function PeopleList({ list, groups, open, scroller }: ListProps) {
  const app = useApp()
  const kinds = app.filled(listedKinds)
  const active = useSignal('')
  const wanted = useRef('')
  const box = useRef<HTMLDivElement>(null)
  const keys = groups.flatMap(({ items }) => items.map(({ key }) => key))
  const current = [active.value, open].find(key => key !== '' && keys.includes(key)) ?? keys[0] ?? ''

  function focusRow(key: string | undefined): void {
    if (key === undefined) return
    wanted.current = key
    // The row that can be tabbed to is always there, wherever the list is scrolled.
    if (active.peek() === key) giveFocus()
    active.value = key
  }
  function giveFocus(): void {
    if (wanted.current === '') return
    const link = box.current?.querySelector<HTMLElement>(`[data-listed="${CSS.escape(wanted.current)}"] .row-pick`)
    if (!link) return
    wanted.current = ''
    link.focus()
  }
  useLayoutEffect(giveFocus)

  // Back from a card: to its row, unless the focus is somewhere already.
  const before = useRef(open)
  useLayoutEffect(() => {
    const [closed, lost] = [before.current, document.activeElement === document.body]
    before.current = open
    if (open === '' && closed !== '' && lost && keys.includes(closed)) focusRow(closed)
  }, [open])

  // The row with the focus is gone: the next one has it.
  const last = useRef({ key: '', at: 0 })
  useLayoutEffect(() => {
    const { key, at } = last.current
    if (key === '' || keys.includes(key) || document.activeElement !== document.body) return
    focusRow(keys[Math.min(at, keys.length - 1)])
  }, [groups])

  function onKeyDown(event: KeyboardEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-listed]') : null
    if (event.key === 'Escape' && open !== '' && !event.defaultPrevented) {
      event.preventDefault()
      app.go('/people')
      return
    }
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const at = keys.indexOf(row.dataset.listed ?? '')
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: keys.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    focusRow(keys[Math.max(0, to)])
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows in it, and whether somebody is there
    <div
      ref={box}
      class="people-list"
      onKeyDown={onKeyDown}
      onPointerEnter={() => list.hold('pointer', true)}
      onPointerLeave={() => list.hold('pointer', false)}
      onFocusIn={event => {
        const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-listed]') : null
        const key = row?.dataset.listed ?? ''
        if (key !== '') active.value = key
        last.current = { key, at: keys.indexOf(key) }
        // A press of a button leaves the focus there, though the person has gone on.
        list.hold('focus', event.target instanceof Element && event.target.matches(':focus-visible'))
      }}
      onFocusOut={event => {
        list.hold('focus', false)
        if (event.relatedTarget) last.current = { key: '', at: 0 }
      }}
    >
      {groups.map(group => (
        <PeopleGroup key={group.key} {...{ group, kinds, list, open, scroller, current }} />
      ))}
    </div>
  )
}

interface GroupProps extends Omit<ListProps, 'groups'> {
  group: Group
  kinds: readonly ListedKind[]
  /** Key of the row that can be tabbed to. */
  current: string
}

function PeopleGroup({ group, kinds, list, open, scroller, current }: GroupProps) {
  const { key, items } = group
  const title = key === favourites ? t('favourites') : kinds.find(({ kind }) => kind === key)?.title()
  const everybody = list.everybody.value
  const row = ({ index, ...place }: RowPlace) => {
    const listed = items[index]
    if (!listed) return null
    // As it is now; where it stands is as it was.
    const item = everybody.get(listed.key) ?? listed
    return (
      <PersonItem key={item.key} {...{ item, kinds, place, open: item.key === open, active: item.key === current }} />
    )
  }
  return (
    <section aria-labelledby={`people-${key}`}>
      <div class="people-head">
        <h2 id={`people-${key}`}>{title}</h2>
        <span class="small faint figures">{items.length}</span>
      </div>
      <VirtualList
        scroller={scroller}
        count={items.length}
        keyOf={index => items[index]?.key ?? ''}
        keep={items.findIndex(item => item.key === current)}
        labelledBy={`people-${key}`}
        class="person-rows"
        row={row}
      />
    </section>
  )
}

interface ItemProps {
  item: Listed
  kinds: readonly ListedKind[]
  place: Omit<RowPlace, 'index'>
  open: boolean
  active: boolean
}

function PersonItem({ item, kinds, place, open, active }: ItemProps) {
  const box = useRef<HTMLLIElement>(null)
  const kind = kinds.find(one => one.kind === item.kind)
  // The list is one stop of the Tab key, and what is in its row the next ones: not thousands of them.
  useLayoutEffect(() => {
    for (const button of box.current?.querySelectorAll<HTMLElement>('.row-actions button') ?? []) {
      if (active) button.removeAttribute('tabindex')
      else button.tabIndex = -1
    }
  })
  return (
    <li ref={box} class="person-row" data-listed={item.key} {...place}>
      {kind && <Filled view={kind.row} item={item} open={open} tabIndex={active ? 0 : -1} />}
    </li>
  )
}
