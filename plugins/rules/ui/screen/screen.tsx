/** Rules: the ladder, the rule that is chosen, and what would happen; on a phone under each other. */
import type { ComponentChildren, FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { ErrorBoundary, useLocation } from 'preact-iso'
import { type App, useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { View } from '../../../../ui/parts/view.tsx'
import { type Desk, DeskContext, openDesk } from '../desk/desk.ts'
import { keeper } from '../desk/keeper.ts'
import { addressOf, whoseIn } from '../desk/whose.ts'
import { t as titles } from '../words/index.ts'
import { Conflict } from './conflict.tsx'
import { DraftState } from './draft-state.tsx'
import {
  Cases,
  Editor,
  Findings,
  Ladder,
  Read,
  Replay,
  ReplayButton,
  Trying,
  VersionButtons,
  Versions,
} from './panels.ts'
import { WhoseRules } from './whose-rules.tsx'
import { t } from './words/index.ts'
import './screen.css'

export default function Rules() {
  const app = useApp()
  const { path, query } = useLocation()
  const whose = whoseIn(path, app.who)
  const key = `${whose.scope} ${whose.owner}`
  const [desk, setDesk] = useState<{ key: string; desk: Desk }>()
  useEffect(() => {
    const opened = open(app, whose)
    setDesk({ key, desk: opened })
    return () => opened.close()
  }, [key])
  useEffect(() => {
    if (desk && desk.desk.selected.peek() !== query.rule) desk.desk.show(query.rule)
  }, [desk, query.rule])
  if (desk?.key !== key) return <View title={titles('rules')}>{null}</View>
  return (
    <DeskContext.Provider value={desk.desk}>
      <Shown desk={desk.desk} />
    </DeskContext.Provider>
  )
}

function open(app: App, whose: ReturnType<typeof whoseIn>): Desk {
  const desk = openDesk(whose, keeper(app.api), {
    onProblem: problemOf,
    onSelect: rule => app.go(addressOf(whose, app.who, rule), 'replace'),
  })
  void desk.again()
  return desk
}

function Shown({ desk }: { desk: Desk }) {
  const problem = desk.problem.value
  return (
    <View
      title={titles('rules')}
      head={
        <>
          <WhoseRules />
          <DraftState />
          <span class="grow" />
          <Panel of={ReplayButton} />
          <Panel of={VersionButtons} />
        </>
      }
    >
      {problem !== undefined && !desk.draft.value ? (
        <Blank icon="warn" title={t('failed.title')} about={t('failed.about', { problem })}>
          <Button look="main" onClick={() => void desk.again()}>
            {t('try-again')}
          </Button>
        </Blank>
      ) : !desk.draft.value || !desk.catalogue.value ? (
        <Skeleton rows={9} />
      ) : (
        <div class="rules-page">
          <div>
            <Conflict />
            <Panel of={Findings} />
          </div>
          <div class="rules-columns">
            <Column name={t('column.ladder')}>
              <Panel of={Ladder} />
            </Column>
            <Column name={t('column.rule')} middle>
              <Panel of={Editor} />
              <Panel of={Read} />
              <Panel of={Cases} />
              <Panel of={Versions} />
            </Column>
            <Column name={t('column.try')}>
              <Panel of={Trying} />
              <Panel of={Replay} />
            </Column>
          </div>
        </div>
      )}
    </View>
  )
}

/** Each waits for itself: what is loaded later leaves the rest where it is. */
function Panel({ of: View }: { of: FunctionComponent }) {
  return (
    <ErrorBoundary>
      <View />
    </ErrorBoundary>
  )
}

function Column({ name, middle = false, children }: { name: string; middle?: boolean; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to be scrolled by keyboard too (WCAG 2.1.1)
    <section class={`rules-column ${middle ? 'middle' : ''}`} aria-label={name} tabIndex={0}>
      {children}
    </section>
  )
}
