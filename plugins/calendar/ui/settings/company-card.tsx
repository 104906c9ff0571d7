/** A link that my company made, which I may leave where it lets me; and what stands there when I have. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { type CalendarLink, type CompanyOffer, leaveCompany } from '../../contract.ts'
import { Card, ReadNow, useDoing } from './card.tsx'
import { t } from './words/index.ts'

interface Props {
  readonly link: CalendarLink
  /** Undefined where the company links me no more, which shows in a moment. */
  readonly offer: CompanyOffer | undefined
  readonly onChanged: () => void
}

export function CompanyCard({ link, offer, onChanged }: Props) {
  const app = useApp()
  const [asking, setAsking] = useState(false)
  const { busy, doing } = useDoing()
  const { vendor, title, state } = link
  const mayLeave = offer?.mayLeave === true

  async function leave(): Promise<void> {
    await app.api.call(leaveCompany, { vendor, linked: false })
    onChanged()
  }

  return (
    <Card link={link} from={t(mayLeave ? 'company' : 'company.decides')}>
      {asking ? (
        <div class="actions" role="alert">
          <p>{t('leave.sure', { title })}</p>
          <Button look="main" busy={busy} onClick={() => void doing(leave, t('left', { title }))}>
            {t('leave')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('keep')}</Button>
        </div>
      ) : (
        <div class="actions">
          {state !== 'yielded' && <ReadNow link={link} />}
          {mayLeave && (
            <Button look="bare" aria-label={t('leave.of', { title })} onClick={() => setAsking(true)}>
              {t('leave')}
            </Button>
          )}
        </div>
      )}
    </Card>
  )
}

export function LeftCard({ offer: { vendor, title }, onChanged }: { offer: CompanyOffer; onChanged: () => void }) {
  const app = useApp()
  const { busy, doing } = useDoing()
  async function back(): Promise<void> {
    await app.api.call(leaveCompany, { vendor, linked: true })
    onChanged()
  }
  return (
    <li class="calendar-link">
      <h3>{title}</h3>
      <p class="small quiet">{t('left.about')}</p>
      <div class="actions">
        <Button busy={busy} onClick={() => void doing(back, t('come-back.done', { title }))}>
          {t('come-back')}
        </Button>
      </div>
    </li>
  )
}
