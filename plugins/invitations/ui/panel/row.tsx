/** One invitation: when, who, whether each has the letter; changing it, and calling it off. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { clockTime, longDay } from '../../../../ui/time.ts'
import { cancelInvitation, type Invitation } from '../../contract.ts'
import { addressOf } from '../address.ts'
import { t } from './words/index.ts'

export function InvitationRow({ invitation, here }: { invitation: Invitation; here: string }) {
  const app = useApp()
  const [asks, setAsks] = useState(false)
  const [busy, setBusy] = useState(false)
  const { id, subject, start, minutes, cancelled, invitees } = invitation
  const begins = new Date(start)
  const ends = new Date(begins.getTime() + minutes * 60_000)

  async function cancel(): Promise<void> {
    setBusy(true)
    try {
      await app.api.call(cancelInvitation, { id })
      app.toasts.done(t('done.cancelled', { subject }))
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
    setBusy(false)
    setAsks(false)
  }

  return (
    <li class="invitation">
      <div class="line-of">
        <h3 class="grow">{subject}</h3>
        {cancelled && <Tag look="bad">{t('cancelled')}</Tag>}
      </div>
      <p class="quiet figures">
        {longDay(begins)}, {clockTime(begins)}–{clockTime(ends)}
      </p>
      <ul class="small">
        {invitees.map(({ address, name, letter }) => (
          <li key={address} class={letter === 'refused' ? '' : 'quiet'}>
            {name}: {t(`letter.${letter}`)}
          </li>
        ))}
      </ul>
      {asks && <p role="alert">{t('cancel.sure', { subject })}</p>}
      {!cancelled && (
        <div class="actions">
          {asks ? (
            <>
              <Button look="end" busy={busy} onClick={() => void cancel()}>
                {t('cancel.yes')}
              </Button>
              <Button onClick={() => setAsks(false)}>{t('cancel.no')}</Button>
            </>
          ) : (
            <>
              <Button onClick={() => app.go(addressOf({ change: id }, here))}>{t('change')}</Button>
              <Button onClick={() => setAsks(true)}>{t('cancel')}</Button>
            </>
          )}
        </div>
      )}
    </li>
  )
}
