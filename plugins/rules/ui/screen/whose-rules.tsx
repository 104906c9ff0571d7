/** The organisation's, or one's own; people who don't administer have but their own. */
import { useApp } from '../../../../ui/app.ts'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { useDesk } from '../desk/desk.ts'
import { addressOf } from '../desk/whose.ts'
import { t } from './words/index.ts'

export function WhoseRules() {
  const app = useApp()
  const { scope, owner } = useDesk().whose
  if (app.who.role !== 'administrator') return null
  const shown = scope === 'organisation' ? 'organisation' : owner === app.who.person ? 'mine' : 'other'
  return (
    <Segmented
      label={t('whose')}
      choices={[
        { value: 'organisation', label: t('whose.organisation') },
        { value: 'mine', label: t('whose.mine') },
        ...(shown === 'other' ? [{ value: 'other', label: t(`whose.${scope}`) } as const] : []),
      ]}
      value={shown}
      onChange={to => {
        const organisation = { scope: 'organisation', owner: app.who.organisation } as const
        const mine = { scope: 'person', owner: app.who.person } as const
        if (to !== 'other') app.go(addressOf(to === 'mine' ? mine : organisation, app.who))
      }}
    />
  )
}
