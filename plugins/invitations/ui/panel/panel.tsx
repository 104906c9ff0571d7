/** Beside My day: my invitations, a new one, or one that is changed. */
import { useLocation } from 'preact-iso'
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { SidePanel } from '../../../../ui/parts/view.tsx'
import { invitationsView } from '../../contract.ts'
import { addressOf } from '../address.ts'
import { InvitationForm } from './form.tsx'
import { InvitationRow } from './row.tsx'
import { t } from './words/index.ts'
import './panel.css'

export default function Invitations({ here }: { here: string }) {
  const app = useApp()
  const { query } = useLocation()
  const view = app.live.view(invitationsView)
  const state = view.state()
  const list = addressOf({}, here)
  const changed = state?.invitations.find(({ id, cancelled }) => id === query.change && !cancelled)
  const writes = query.with !== undefined || changed !== undefined
  return (
    <SidePanel label={t('title')} back={writes ? list : here} backTo={writes ? t('all') : t('back')}>
      <div class="invitations">
        <div class="line-of">
          <h2 class="grow">{changed ? t('change') : writes ? t('new') : t('title')}</h2>
          <Button look="bare" icon="x" iconOnly class="close" onClick={() => app.go(writes ? list : here)}>
            {t('close')}
          </Button>
        </div>
        {!state ? (
          <Skeleton rows={4} />
        ) : !state.mail ? (
          <Note look="warning" icon="warn">
            {t('no-mail')}
          </Note>
        ) : writes ? (
          <InvitationForm
            key={changed?.id ?? 'new'}
            changed={changed}
            first={query.with ?? ''}
            onDone={() => app.go(list)}
          />
        ) : (
          <>
            <Button look="main" icon="plus" onClick={() => app.go(addressOf({ with: '' }, here))}>
              {t('new')}
            </Button>
            {state.invitations.length === 0 && <p class="quiet">{t('empty')}</p>}
            <ul>
              {state.invitations.map(one => (
                <InvitationRow key={one.id} invitation={one} here={here} />
              ))}
            </ul>
          </>
        )}
      </div>
    </SidePanel>
  )
}
