import { useComputed } from '@preact/signals'
import { useApp } from '../../../../ui/app.ts'
import { PersonRow } from '../../../../ui/parts/person-row.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { Fills } from '../../../../ui/slots.tsx'
import { listedActions, listedTags, type RowProps } from '../../../directory/contract.ts'
import { cardsView } from '../../contract.ts'
import { t } from './words/index.ts'

export function CardRow({ item, open, tabIndex }: RowProps) {
  const app = useApp()
  const { id, name, number, photo } = item
  const whose = useComputed(() => app.live.view(cardsView).state()?.cards[id]?.whose).value
  const about = item.about || (number === undefined ? '' : shownNumber(number))
  const what = whose === undefined ? '' : t(whose)
  return (
    <PersonRow
      name={name}
      photo={photo}
      about={about}
      said={[name, about, what].filter(Boolean).join(', ')}
      href={`/people/${item.key}`}
      open={open}
      tabIndex={tabIndex}
      tags={<Fills of={listedTags} item={item} />}
      cells={<span class="row-activity quiet">{what && <span>{what}</span>}</span>}
      actions={<Fills of={listedActions} item={item} />}
    />
  )
}
