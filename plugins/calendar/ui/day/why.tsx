/** What the rules made of an event: the outcome, the rules that were tried, and what they saw. */
import type { EventWhy } from '../../contract.ts'
import { t } from './words/index.ts'

export function Why({ outcome, tried, saw }: EventWhy) {
  return (
    <>
      <p>{outcome}</p>
      {tried.length > 0 && (
        <>
          <h4 class="small quiet">{t('why.tried')}</h4>
          <ol class="tried">
            {tried.map(({ rule, sentence }) => (
              <li key={rule}>{sentence}</li>
            ))}
          </ol>
        </>
      )}
      {saw.length > 0 && (
        <>
          <h4 class="small quiet">{t('why.saw')}</h4>
          <dl>
            {saw.map(({ what, value, unknown }) => (
              <div key={what}>
                <dt class="small quiet">{what}</dt>
                <dd>{unknown ? t('why.unknown') : value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </>
  )
}
