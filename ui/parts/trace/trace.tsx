/** A decision in sentences: rules in the order in which they were tried on the one rail, what came with it, and what the rules saw. */
import { useApp } from '../../app.ts'
import { ruleAddresses } from '../../slots.tsx'
import { Rail, Rung, type RungLook } from '../rail.tsx'
import { t } from './words/index.ts'
import './trace.css'

export interface ToldRule {
  readonly rule: string
  readonly version?: string | undefined
  readonly title: string
  readonly scopeName: string
  readonly outcome: string
  readonly reason: string
}

/** As core/flow/trace.ts makes it. */
export interface ToldDecision {
  readonly tried: readonly ToldRule[]
  readonly notNeeded: number
  readonly saw: readonly { readonly what: string; readonly value: string; readonly unknown?: true | undefined }[]
  readonly also: readonly string[]
}

const looks: Readonly<Record<string, RungLook>> = {
  won: 'won',
  unknown: 'unknown',
  skipped: 'unknown',
  failed: 'unknown',
}

export function TriedRules({ decision: { tried, notNeeded } }: { decision: ToldDecision }) {
  return (
    <Rail label={t('rules')}>
      {tried.map(one => (
        <Rung key={one.rule} look={looks[one.outcome] ?? 'plain'}>
          <b>
            <Title of={one} />
          </b>{' '}
          <span class="small faint">{one.scopeName}</span>
          <p class="quiet">{one.reason}</p>
        </Rung>
      ))}
      {notNeeded > 0 && (
        <Rung look="past">
          <b>{notNeeded === 1 ? t('past') : t('past-many', { count: notNeeded })}</b>
        </Rung>
      )}
    </Rail>
  )
}

/** The rule as it stood then, where a screen shows rules. */
function Title({ of: { rule, version, title } }: { of: ToldRule }) {
  const app = useApp()
  const [addressOf] = app.filled(ruleAddresses)
  const address = addressOf?.(rule, version)
  return address === undefined ? title : <a href={address}>{title}</a>
}

export function SeenFacts({ decision: { saw, also } }: { decision: ToldDecision }) {
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
