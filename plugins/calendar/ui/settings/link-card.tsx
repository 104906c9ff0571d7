/** A link of one's own, and a way out of it. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { type CalendarLink, unlink } from '../../contract.ts'
import { Card, ReadNow, useDoing } from './card.tsx'
import { t } from './words/index.ts'

export function LinkCard({ link, onAgain }: { link: CalendarLink; onAgain: () => void }) {
  const app = useApp()
  const [asking, setAsking] = useState(false)
  const { busy, doing } = useDoing()
  const { id, account, state } = link

  return (
    <Card link={link}>
      {asking ? (
        <div class="actions" role="alert">
          <p>{t('unlink.sure', { account })}</p>
          <Button
            look="main"
            busy={busy}
            onClick={() => void doing(() => app.api.call(unlink, { id }), t('unlinked', { account }))}
          >
            {t('unlink')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('keep')}</Button>
        </div>
      ) : (
        <div class="actions">
          {state === 'refused' ? (
            <Button look="main" onClick={onAgain}>
              {t('again')}
            </Button>
          ) : (
            <ReadNow link={link} />
          )}
          <Button look="bare" aria-label={t('unlink.of', { account })} onClick={() => setAsking(true)}>
            {t('unlink')}
          </Button>
        </div>
      )}
    </Card>
  )
}
