/** The first view: everybody one works with and knows, and the card of one of them. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { ErrorBoundary, useLocation } from 'preact-iso'
import { useApp } from '../../../ui/app.ts'
import { Blank } from '../../../ui/parts/blank.tsx'
import { Button } from '../../../ui/parts/button.tsx'
import { Segmented } from '../../../ui/parts/segmented.tsx'
import { Skeleton } from '../../../ui/parts/skeleton.tsx'
import { SidePanel, View } from '../../../ui/parts/view.tsx'
import { dialers, Filled, Fills } from '../../../ui/slots.tsx'
import { type Listed, listedKinds, listHead, peopleView } from '../contract.ts'
import { type ListState, useListState } from './list-state.ts'
import { PeopleList } from './people-list.tsx'
import { t } from './words/index.ts'
import './people.css'

export default function People() {
  const { path } = useLocation()
  const list = useListState()
  const key = decodeURIComponent(path.split('/')[2] ?? '')
  return (
    <View title={t('people')} side={key !== ''} head={<Head list={list} />}>
      <Main list={list} open={key} />
      {key !== '' && <Panel key={key} address={key} list={list} />}
    </View>
  )
}

function Head({ list }: { list: ListState }) {
  const app = useApp()
  const dial = app.filled(dialers)[0]
  const choices = [
    { value: 'everyone', label: t('show.everyone') } as const,
    { value: 'reachable', label: t('show.reachable') } as const,
    ...(list.myTeam.value === '' ? [] : [{ value: 'team', label: t('show.team') } as const]),
  ]
  return (
    <>
      <Segmented label={t('show')} choices={choices} value={list.filter.value} onChange={list.show} />
      <span class="people-keys small quiet" aria-hidden="true">
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t('move')}
        </span>
        <span>
          <kbd>Enter</kbd> {t('card')}
        </span>
        {dial && (
          <span>
            <kbd>R</kbd> {t('call')}
          </span>
        )}
      </span>
      <Fills of={listHead} />
    </>
  )
}

const patience = 8_000

function Main({ list, open }: { list: ListState; open: string }) {
  const app = useApp()
  const scroller = useRef<HTMLDivElement>(null)
  const view = app.live.view(peopleView)
  const groups = list.groups.value
  const refused = view.refused()
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (groups) return
    const timer = setTimeout(() => setLate(true), patience)
    return () => clearTimeout(timer)
  }, [groups === undefined])
  useKeptPlace(scroller, open)

  function tryNow(): void {
    setLate(false)
    if (app.live.connection.peek() === 'open') view.again()
    else app.live.connect()
  }

  return (
    <section ref={scroller} class="scroll people-scroll" aria-label={t('list')}>
      {groups && <PeopleList list={list} groups={groups} open={open} scroller={scroller} />}
      {groups && <Nobody list={list} />}
      {!groups && (refused !== undefined || late) && (
        <Blank icon="warn" title={t('failed.title')} about={[refused, t('failed.about')].filter(Boolean).join(' ')}>
          <Button onClick={tryNow}>{t('try-now')}</Button>
        </Blank>
      )}
      {!groups && refused === undefined && !late && <Skeleton rows={12} />}
    </section>
  )
}

/** What stands where nobody is left, and under the list of whoever is alone. */
function Nobody({ list }: { list: ListState }) {
  const { groups, filter, everybody, show } = list
  if (filter.value === 'everyone') {
    if (everybody.value.size > 1) return null
    return (
      <Blank icon="people" title={t('alone.title')} about={t('alone.about')}>
        <Fills of={listHead} />
      </Blank>
    )
  }
  if (groups.value && groups.value.length > 0) return null
  const which = filter.value
  return (
    <Blank icon="people" title={t(`${which}.none`)} about={t(`${which}.about`)}>
      <Button look="main" onClick={() => show('everyone')}>
        {t('show-everyone')}
      </Button>
    </Blank>
  )
}

function Panel({ address, list }: { address: string; list: ListState }) {
  const app = useApp()
  const [name = ''] = address.split(':')
  const kind = app.filled(listedKinds).find(one => one.kind === name)
  const item: Listed | undefined = list.everybody.value.get(address)
  const adding = kind?.blank !== undefined && address === `${name}:new`
  const loading = kind !== undefined && kind.items() === undefined
  const absent = adding ? t('card.new') : loading ? kind.title() : t('gone.title')
  return (
    <SidePanel label={item ? t('card.label', { name: item.name }) : absent} back="/people" backTo={t('people')}>
      <ErrorBoundary>
        {adding && kind.blank && <Filled view={kind.blank} />}
        {!adding && item && kind && <Filled view={kind.card} item={item} />}
        {!adding && !item && loading && <Skeleton rows={4} />}
        {!adding && !item && !loading && (
          <Blank icon="search" title={t('gone.title')} about={t('gone.about')}>
            <Button onClick={() => app.go('/people')}>{t('gone.back')}</Button>
          </Blank>
        )}
      </ErrorBoundary>
    </SidePanel>
  )
}

/** Behind a card that is a page of its own, a browser forgets how far the list was scrolled. */
function useKeptPlace(scroller: { readonly current: HTMLElement | null }, open: string): void {
  const top = useRef(0)
  useEffect(() => {
    const box = scroller.current
    const keep = () => {
      if (box && box.clientHeight > 0) top.current = box.scrollTop
    }
    box?.addEventListener('scroll', keep, { passive: true })
    return () => box?.removeEventListener('scroll', keep)
  }, [])
  useLayoutEffect(() => {
    if (open === '' && scroller.current) scroller.current.scrollTop = top.current
  }, [open])
}
