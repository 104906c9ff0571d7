/** A decision in sentences: rules in the order in which they were tried on the one rail, what came with it, and what the rules saw. */
import type { ToldDecision, ToldRule } from '../../../core/flow/told.ts'
import { useApp } from '../../app.ts'
import { ruleAddresses } from '../../slots.tsx'
import { Rail, Rung, type RungLook } from '../rail.tsx'
import { t } from './words/index.ts'
import './trace.css'

const looks: Readonly<Record<string, RungLook>> = {
  won: 'won',
  unknown: 'unknown',
  skipped: 'unknown',
  failed: 'unknown',
}

export function TriedRules({
  decision: { tried, notNeeded },
}: {
  decision: Pick<ToldDecision, 'tried' | 'notNeeded'>
}) {
  return (
    <Rail label={t('rules')}>
      {tried.map(one => (
        <TriedRule key={one.rule} of={one} />
      ))}
      {notNeeded > 0 && (
        <Rung look="past">
          <b>{notNeeded === 1 ? t('past') : t('past-many', { count: notNeeded })}</b>
        </Rung>
      )}
    </Rail>
  )
}

export function TriedRule({ of }: { of: ToldRule }) {
  return (
    <Rung look={looks[of.outcome] ?? 'plain'}>
      <b>
        <Title of={of} />
      </b>{' '}
      <span class="small faint">{of.scopeName}</span>
      <p class="quiet">{of.reason}</p>
    </Rung>
  )
}

/** Leads to the rule, where a screen shows rules. */
function Title({ of: { rule, title } }: { of: ToldRule }) {
  const app = useApp()
  const [addressOf] = app.filled(ruleAddresses)
  const address = addressOf?.(rule)
  return address === undefined ? title : <a href={address}>{title}</a>
}

export function SeenFacts({ decision: { saw, also } }: { decision: Pick<ToldDecision, 'saw' | 'also'> }) {
  return (
    <>
      {also.length > 0 && (
        <>
          <h3>{t('also')}</h3>
          <ul>
            {also.map(one => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      {saw.length > 0 && (
        <>
          <h3>{t('saw')}</h3>
          <dl class="seen-facts">
            {saw.map(({ what, value, unknown }) => (
              <div key={what}>
                <dt class="faint">{what}</dt>
                <dd class={unknown ? 'unknown' : ''}>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  )
}
