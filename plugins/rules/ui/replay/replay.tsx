/** The right column: real calls, as they would go with the draft. */
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Select } from '../../../../ui/parts/field.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { clockTime, shortDay } from '../../../../ui/time.ts'
import type { Replay as Found, ReplayDifference } from '../../contract/replay.ts'
import { useDesk } from '../desk/desk.ts'
import { type Run, runOf } from './run.ts'
import { spans } from './span.ts'
import { t } from './words/index.ts'
import './replay.css'

export default function Replay() {
  const run = runOf(useDesk(), useApp())
  const { value: found } = run.replay
  const { value: problem } = run.problem
  return (
    <section class="rules-replay" aria-labelledby="rules-replay">
      <div class="rules-replay-head">
        <h2 id="rules-replay">{t('title')}</h2>
        <Select
          label={t('days')}
          labelHidden
          value={run.span.value}
          choices={spans.map(span => ({ value: span, label: t(span) }))}
          onChange={span => {
            run.span.value = span
          }}
        />
      </div>
      {problem !== undefined && (
        <div role="alert">
          <Note look="stop">{problem}</Note>
        </div>
      )}
      {/* Said when it is done, and not at each step on the way. */}
      <div role="status">{found && found.state !== 'running' && <Counts found={found} />}</div>
      {found?.state === 'running' && <Progress found={found} run={run} />}
      {!found && problem === undefined && <p class="quiet">{t('about')}</p>}
      {found && <Differences found={found} />}
    </section>
  )
}

function Progress({ found: { done, of }, run }: { found: Found; run: Run }) {
  return (
    <div class="rules-replay-head">
      <progress max={of || undefined} value={of ? done : undefined} aria-label={t('going')} />
      <Button look="bare" onClick={() => void run.cancel()}>
        {t('cancel')}
      </Button>
    </div>
  )
}

function Counts({ found: { state, same, changed, published, untold, tookMs } }: { found: Found }) {
  const all = same + changed + published + untold
  if (state === 'failed') return <p>{t('failed')}</p>
  return (
    <>
      <p>
        <b>{t(changed === 1 ? 'changed-one' : 'changed', { count: changed })}</b>{' '}
        <span class="quiet">{t(same === 1 ? 'same-one' : 'same', { count: same })}</span>
      </p>
      {published > 0 && <p class="quiet">{t('published', { count: published })}</p>}
      {untold > 0 && <p class="quiet">{t('untold', { count: untold })}</p>}
      <p class="small faint figures">
        {state === 'cancelled' && t('cancelled')} {t('took', { count: all, seconds: (tookMs / 1000).toFixed(1) })}
      </p>
    </>
  )
}

function Differences({ found: { differences, changed, published, untold } }: { found: Found }) {
  const more = changed + published + untold - differences.length
  return (
    <>
      <ul class="rules-replay-list">
        {differences.map(one => (
          <Difference key={one.id} one={one} />
        ))}
      </ul>
      {more > 0 && <p class="quiet">{t('more', { count: more })}</p>}
    </>
  )
}

function Difference({ one: { at, parties, verdict, was, would, why } }: { one: ReplayDifference }) {
  const between = [parties.caller, parties.callee].filter(party => party !== undefined).map(nameOf)
  return (
    <li>
      <time dateTime={at} class="small faint figures">
        {shortDay(new Date(at))} {clockTime(new Date(at))}
      </time>
      <b>{between.join(' → ')}</b>
      {would ? (
        <>
          <p class="quiet">
            <span class="small faint">{t('was')}</span> <s>{was.did}</s>
          </p>
          <p>
            <span class="small faint">{t(verdict === 'published' ? 'would-now' : 'would')}</span> {would.did}
          </p>
        </>
      ) : (
        <p>{t('cannot-tell')}</p>
      )}
      <p class="small quiet">{why}</p>
    </li>
  )
}

const nameOf = ({ name, number }: ReplayDifference['parties'][string]): string =>
  name ?? (number === undefined ? t('hidden') : shownNumber(number))
