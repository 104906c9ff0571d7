/** Rows of contacts, and of marked numbers that are nobody's. */
import { useComputed } from '@preact/signals'
import { useApp } from '../../../ui/app.ts'
import { PersonRow } from '../../../ui/parts/person-row.tsx'
import { shownNumber } from '../../../ui/phone-number.ts'
import { Fills } from '../../../ui/slots.tsx'
import { listedActions, listedTags, type RowProps } from '../../directory/contract.ts'
import { contactsView } from '../contract.ts'
import { isRefused, isVip } from './marks.ts'
import { t } from './words/index.ts'

export function ContactRow({ item, open, tabIndex }: RowProps) {
  const app = useApp()
  const { id, name, number } = item
  const company = item.about ?? ''
  const everybodys = useComputed(() => app.live.view(contactsView).state()?.contacts[id]?.book === 'company').value
  const vip = useComputed(() => isVip(app, item)).value
  const refused = useComputed(() => isRefused(app, item)).value
  const about = company === '' && number !== undefined ? shownNumber(number) : company
  const what = refused ? t('number.refused') : everybodys ? t('contact.company') : ''
  return (
    <PersonRow
      name={name}
      about={about}
      said={[name, vip && t('vip'), about, what].filter(Boolean).join(', ')}
      href={`/people/${item.key}`}
      open={open}
      tabIndex={tabIndex}
      tags={<Fills of={listedTags} item={item} />}
      cells={<span class="row-activity quiet">{what && <span>{what}</span>}</span>}
      actions={<Fills of={listedActions} item={item} />}
    />
  )
}

export function NumberRow({ item, open, tabIndex }: RowProps) {
  const app = useApp()
  const blocked = useComputed(() => isRefused(app, item)).value
  const vip = useComputed(() => isVip(app, item)).value
  return (
    <PersonRow
      name={item.name}
      icon={blocked ? 'block' : 'num'}
      about={item.about}
      said={[item.name, vip && t('vip'), item.about, blocked && t('number.refused')].filter(Boolean).join(', ')}
      href={`/people/${item.key}`}
      open={open}
      tabIndex={tabIndex}
      tags={<Fills of={listedTags} item={item} />}
      cells={<span class="row-activity quiet">{blocked && <span>{t('number.refused')}</span>}</span>}
      actions={<Fills of={listedActions} item={item} />}
    />
  )
}
