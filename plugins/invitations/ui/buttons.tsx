/** What leads to the invitations: from My day, and from a colleague's card. */
import { useApp } from '../../../ui/app.ts'
import { Button } from '../../../ui/parts/button.tsx'
import type { Listed } from '../../directory/contract.ts'
import { addressOf } from './address.ts'
import { t } from './words/index.ts'

export function Invitations() {
  const app = useApp()
  return (
    <Button icon="plus" onClick={() => app.go(addressOf())}>
      {t('invite')}
    </Button>
  )
}

/** Of colleagues alone, and not of oneself. */
export function Invite({ item: { kind, id, name } }: { item: Listed }) {
  const app = useApp()
  if (kind !== 'person' || id === app.who.person) return null
  return (
    <Button icon="cal" aria-label={t('invite.of', { name })} onClick={() => app.go(addressOf({ with: id }))}>
      {t('invite.card')}
    </Button>
  )
}
