/** What would happen: what each side hears, by which rule, and how it may go on. */
import { useState } from 'preact/hooks'
import type { ToldRule } from '../../../../core/flow/told.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Rail, Rung } from '../../../../ui/parts/rail.tsx'
import { Say } from '../../../../ui/parts/sentence.tsx'
import { SeenFacts, TriedRule } from '../../../../ui/parts/trace/trace.tsx'
import type { TriedCourse, TriedOutcome } from '../../contract.ts'
import { useDesk } from '../desk/desk.ts'
import { t } from './words/index.ts'

export function Course({ course }: { course: TriedCourse }) {
  return (
    <>
      <Say tone={course.steps.length > 0 ? 'free' : 'closed'}>
        <Outcomes outcomes={course.outcomes} />
      </Say>
      <Rules course={course} />
      {course.onward && <Course course={course.onward} />}
      {course.steps.map(({ key, say, course: next }, place) => (
        // The likeliest is seen at once.
        <details key={key} open={place === 0} class="trial-step">
          <summary>{t('if', { what: say })}</summary>
          <div class="trial-parts">{next ? <Course course={next} /> : <p class="quiet">{t('too-far')}</p>}</div>
        </details>
      ))}
    </>
  )
}

export function Outcomes({ outcomes }: { outcomes: readonly TriedOutcome[] }) {
  return (
    <>
      {outcomes.map(({ say, spoken }) => (
        <p key={say}>
          {say}
          {spoken && <q lang={spoken.language}>{spoken.text}</q>}
        </p>
      ))}
    </>
  )
}

/** First what the draft says anew, what could not be told, and the winner: the rest is a number, until somebody wants to see it all. */
function Rules({ course: { told } }: { course: TriedCourse }) {
  const desk = useDesk()
  const [whole, setWhole] = useState(false)
  if (told.tried.length === 0) return <p class="small quiet">{t('theirs')}</p>
  const isDraft = (rule: string) => desk.changedRules.value.has(rule.replace(/^.*\//, ''))
  const worth = ({ rule, outcome }: ToldRule) => outcome !== 'not-held' || isDraft(rule)
  const shown = whole ? told.tried : told.tried.filter(worth)
  const others = told.tried.length - shown.length
  const rung = (one: ToldRule) => <TriedRule key={one.rule} of={one} />
  return (
    <div class="trial-rules small">
      <Rail label={t('rules')}>
        {shown.filter(({ outcome }) => outcome !== 'won').map(rung)}
        {others > 0 && (
          <Rung>
            <span class="quiet">{others === 1 ? t('more.one') : t('more', { count: others })}</span>
          </Rung>
        )}
        {shown.filter(({ outcome }) => outcome === 'won').map(rung)}
        {whole && told.notNeeded > 0 && (
          <Rung look="past">
            <span class="quiet">{t('not-needed', { count: told.notNeeded })}</span>
          </Rung>
        )}
      </Rail>
      {whole && <SeenFacts decision={told} />}
      <Button look="bare" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {t(whole ? 'trace.hide' : 'trace')}
      </Button>
    </div>
  )
}
