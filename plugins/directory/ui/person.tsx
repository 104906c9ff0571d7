/** A colleague's row, and card. */
import { useComputed } from '@preact/signals'
import { useApp } from '../../../ui/app.ts'
import { PersonCard } from '../../../ui/parts/person-card.tsx'
import { PersonRow } from '../../../ui/parts/person-row.tsx'
import { Tag } from '../../../ui/parts/tag.tsx'
import { Fills } from '../../../ui/slots.tsx'
import {
  cardActions,
  cardFoot,
  cardHead,
  type Listed,
  listedActions,
  listedTags,
  peopleView,
  personActivity,
  personCard,
  personLine,
  personSaid,
  personSign,
  type RowProps,
} from '../contract.ts'
import { t } from './words/index.ts'

export function ColleagueRow({ item, open, tabIndex }: RowProps) {
  const app = useApp()
  const { id, name, about, number } = item
  const said = useComputed(() =>
    [name, about, ...app.filled(personSaid).map(say => say(id))].filter(words => words).join(', '),
  )
  return (
    <PersonRow
      name={name}
      about={[about, number].filter(part => part).join(' · ')}
      said={said.value}
      href={`/people/${item.key}`}
      open={open}
      tabIndex={tabIndex}
      sign={<Fills of={personSign} person={id} />}
      tags={<Tags item={item} />}
      line={<Fills of={personLine} person={id} />}
      cells={<Fills of={personActivity} person={id} />}
      actions={<Fills of={listedActions} item={item} />}
    />
  )
}

function Tags({ item }: { item: Listed }) {
  return (
    <>
      {item.id === useApp().who.person && <Tag>{t('you')}</Tag>}
      <Fills of={listedTags} item={item} />
    </>
  )
}

export function ColleagueCard({ item }: { item: Listed }) {
  const app = useApp()
  const colleague = useComputed(() => app.live.view(peopleView).state()?.people[item.id]).value
  if (!colleague) return null
  const { id, name, role, team, short, number, email } = colleague
  return (
    <PersonCard
      name={name}
      about={[t(`role.${role}`), team].filter(part => part).join(', ')}
      tags={<Tags item={item} />}
      sign={<Fills of={personSign} person={id} />}
      head={<Fills of={cardHead} item={item} />}
      state={
        <>
          <Fills of={personLine} person={id} />
          <Fills of={personCard} person={id} />
        </>
      }
      actions={<Fills of={cardActions} item={item} />}
      numbers={[
        { label: t('short'), number: short },
        ...(number === undefined ? [] : [{ label: t('landline'), number }]),
      ]}
      emails={[email]}
      mine={id === app.who.person}
      foot={<Fills of={cardFoot} item={item} />}
    />
  )
}
