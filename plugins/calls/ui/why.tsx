/** Why a call went where it did: what came of it, the rules in the order they were tried, and what they saw. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { Note } from '../../../ui/parts/note.tsx'
import { Say } from '../../../ui/parts/sentence.tsx'
import { Skeleton } from '../../../ui/parts/skeleton.tsx'
import { SeenFacts, TriedRules } from '../../../ui/parts/trace/trace.tsx'
import { SidePanel } from '../../../ui/parts/view.tsx'
import { decisionActions, Fills } from '../../../ui/slots.tsx'
import { exactTime } from '../../../ui/time.ts'
import { type CallEntry, callMore, whyCallData } from '../contract.ts'
import type { Desk } from './desk.ts'
import { FilledIn } from './filled-in.tsx'
import { t } from './list-words/index.ts'
import { type Told, useReason } from './reason.ts'
import { useQuery } from './wanted.ts'
import { t as shared } from './words/index.ts'
import './why.css'

export function Why({ id, desk }: { id: string; desk: Desk }) {
  const app = useApp()
  const call = desk.log.call(id)
  const query = useQuery()
  const { decisions, problem, isGone, again } = useReason(id, call)
  return (
    <SidePanel label={t('why.title')} back={`/calls${query}`} backTo={shared('title')}>
      <div class="why" aria-busy={decisions === undefined && problem === undefined}>
        <h2>{t('why.title')}</h2>
        {call && <WhoCalled call={call} desk={desk} />}
        {call && <Fills of={callMore} call={call} where="panel" tabIndex={0} />}
        {problem !== undefined && (
          <div role="alert">
            <Note look="stop">
              {isGone ? (
                <>
                  <b>{t('why.gone')}</b>
                  <p>
                    <Button onClick={() => app.go(`/calls${query}`)}>{t('why.back')}</Button>
                  </p>
                </>
              ) : (
                <>
                  <b>{t('why.failed')}</b>
                  <p>{problem}</p>
                  <Button onClick={again}>{t('why.again')}</Button>
                </>
              )}
            </Note>
          </div>
        )}
        {decisions === undefined && problem === undefined && <Skeleton rows={5} />}
        {decisions && <Decisions decisions={decisions} caller={call !== undefined && isKnown(call)} />}
        {decisions && app.who.role === 'administrator' && <Data id={id} />}
      </div>
    </SidePanel>
  )
}

function WhoCalled({ call, desk }: { call: CallEntry; desk: Desk }) {
  const who = desk.book.who(call.other)
  const of = call.direction === 'outgoing' ? t('why.out') : t(call.via === undefined ? 'why.in' : 'why.via')
  const time = <time dateTime={call.startedAt}>{exactTime(new Date(call.startedAt))}</time>
  return (
    <>
      <p>
        <FilledIn of={of} name={<b>{who.name}</b>} via={<b>{call.via}</b>} time={time} />
      </p>
      {/* The rules let it go on; that it got nowhere is no decision of theirs. */}
      {call.outcome === 'failed' && <p>{t('why.lost')}</p>}
    </>
  )
}

function Decisions({ decisions, caller }: { decisions: readonly Told[]; caller: boolean }) {
  const [only] = decisions
  if (!only) return <p class="quiet">{t('why.none')}</p>
  const several = decisions.length > 1
  return (
    <>
      <Say>
        {decisions.map(({ id, outcome }) => (
          <p key={id}>{outcome}</p>
        ))}
      </Say>
      {decisions.map(decision => (
        <Section key={decision.id} decision={decision} several={several} caller={caller} />
      ))}
    </>
  )
}

function Section({ decision, several, caller }: { decision: Told; several: boolean; caller: boolean }) {
  const heading = `decision-${decision.id}`
  // Where the rules are another's there is no list to stand over.
  const headed = several || decision.tried.length > 0
  return (
    <section aria-labelledby={headed ? heading : undefined}>
      {headed && (
        <h2 id={heading}>
          {several ? (
            <>
              {capital(decision.happened)} <time class="small faint">{exactTime(new Date(decision.at))}</time>
            </>
          ) : (
            t('why.rules')
          )}
        </h2>
      )}
      {decision.tried.length === 0 ? <p class="quiet">{t('why.theirs')}</p> : <TriedRules decision={decision} />}
      <SeenFacts decision={decision} />
      {decision.tried.length > 0 && <Fills of={decisionActions} decision={decision.id} caller={caller} />}
      <p class="small faint figures">{t('why.took', { milliseconds: Math.ceil(decision.milliseconds) })}</p>
    </section>
  )
}

/** For administrators: the decisions as they are kept. */
function Data({ id }: { id: string }) {
  const { api, toasts } = useApp()
  const [data, setData] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function show(): Promise<void> {
    setBusy(true)
    try {
      const { decisions } = await api.call(whyCallData, { id })
      setData(JSON.stringify(decisions, null, 2))
    } catch (error) {
      toasts.problem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button
        busy={busy}
        aria-expanded={data !== undefined}
        onClick={() => (data === undefined ? void show() : setData(undefined))}
      >
        {t(data === undefined ? 'why.json' : 'why.json.hide')}
      </Button>
      {data !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section class="json" tabIndex={0} aria-label={t('why.json')}>
          <pre>{data}</pre>
        </section>
      )}
    </>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const isKnown = ({ direction, other }: CallEntry) =>
  direction === 'incoming' && !other.hidden && other.number !== undefined
