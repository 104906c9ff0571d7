/** How many are read, what the others are waiting for, and who can't be read and why. */
import { Icon } from '../../../../ui/parts/icon.tsx'
import type { CompanyAccess } from '../../contract.ts'
import { t } from './words/index.ts'

const others = ['reading', 'unavailable', 'refused', 'absent', 'yielded', 'left', 'outside'] as const

export function Progress({ access: { title, counts, troubles } }: { access: CompanyAccess }) {
  const all = counts.covered - counts.outside - counts.left - counts.yielded
  const there = others.filter(each => counts[each] > 0)
  const unread = counts.unavailable + counts.refused + counts.absent
  return (
    <div class="company-progress">
      <p role="status">
        <b>{t('done', { done: counts.well, all })}</b>
      </p>
      {counts.reading > 0 && <progress aria-label={t('progress')} max={all} value={all - counts.reading} />}
      {there.length > 0 && (
        <dl class="small figures">
          {there.map(each => (
            <div key={each}>
              <dt>{t(`count.${each}`)}</dt>
              <dd>{counts[each]}</dd>
            </div>
          ))}
        </dl>
      )}
      {troubles.length > 0 && (
        <>
          <h3>{t('troubles')}</h3>
          <ul>
            {troubles.map(({ person, account, state, reason }) => (
              <li key={account}>
                <Icon name="warn" />
                <div class="grow">
                  <b>{person}</b> <span class="quiet">{account}</span>
                  <p class="small">{whyOf(state, title)}</p>
                  {reason !== undefined && state !== 'absent' && <p class="small quiet reason">{reason}</p>}
                </div>
              </li>
            ))}
          </ul>
          {unread > troubles.length && <p class="small quiet">{t('more', { count: unread - troubles.length })}</p>}
        </>
      )}
    </div>
  )
}

function whyOf(state: CompanyAccess['troubles'][number]['state'], title: string): string {
  if (state === 'refused') return t('trouble.refused', { title })
  return t(state === 'absent' ? 'trouble.absent' : 'trouble.unavailable')
}
