/** Somebody in a linked book, with all that the book says. Nothing can be changed here: it is read from elsewhere. */
import { useComputed } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { PersonCard } from '../../../../ui/parts/person-card.tsx'
import { Fills } from '../../../../ui/slots.tsx'
import { cardActions, cardFoot, cardHead, type Listed, listedTags } from '../../../directory/contract.ts'
import { type CardDetails, type CardEntry, cardsView, readCard } from '../../contract.ts'
import { birthday, kindOf, pageName } from './said.ts'
import { t } from './words/index.ts'
import './panel.css'

export function CardPanel({ item }: { item: Listed }) {
  const app = useApp()
  const card = useComputed(() => app.live.view(cardsView).state()?.cards[item.id]).value
  const { details, failed, again } = useDetails(card)
  if (!card) return null
  const { name, about, whose, phones, emails } = card
  return (
    <PersonCard
      name={name}
      photo={item.photo}
      about={[about, t(whose)].filter(Boolean).join(', ')}
      tags={<Fills of={listedTags} item={item} />}
      head={<Fills of={cardHead} item={item} />}
      actions={<Fills of={cardActions} item={item} />}
      numbers={phones.map(({ kind, number }) => ({ label: kindOf(kind), number }))}
      emails={emails}
      foot={<Fills of={cardFoot} item={item} />}
    >
      {failed && (
        <div class="line-of">
          <span class="quiet">{t('failed')}</span>
          <Button onClick={again}>{t('try-again')}</Button>
        </div>
      )}
      {details && <Details details={details} />}
    </PersonCard>
  )
}

/** Read anew when the card is another. */
function useDetails(card: CardEntry | undefined) {
  const app = useApp()
  const [details, setDetails] = useState<CardDetails>()
  const [failed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (!card) return
    let current = true
    setFailed(false)
    app.api.call(readCard, { id: card.id }).then(
      read => current && setDetails(read),
      () => current && setFailed(true),
    )
    return () => {
      current = false
    }
  }, [card, tries])
  return { details, failed, again: () => setTries(tries + 1) }
}

function Details({ details }: { details: CardDetails }) {
  const { nickname, department, addresses, urls, chats, birthday: born, notes, categories, from } = details
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [t('nickname'), nickname === undefined ? [] : [nickname]],
    [t('department'), department === undefined ? [] : [department]],
    [t('address'), addresses],
    [t('chat'), chats],
    [t('birthday'), born === undefined ? [] : [birthday(born)]],
    [t('categories'), categories.length === 0 ? [] : [categories.join(', ')]],
  ]
  return (
    <>
      <dl class="book-card">
        {rows.flatMap(([label, values]) =>
          values.map(value => (
            <div key={`${label} ${value}`}>
              <dt class="quiet">{label}</dt>
              <dd>{value}</dd>
            </div>
          )),
        )}
        {urls.map(url => (
          <div key={url}>
            <dt class="quiet">{t('page')}</dt>
            <dd>
              <a href={url} target="_blank" rel="noreferrer noopener">
                {pageName(url)}
              </a>
            </dd>
          </div>
        ))}
      </dl>
      {notes !== undefined && (
        <div>
          <h3>{t('notes')}</h3>
          <p class="book-notes">{notes}</p>
        </div>
      )}
      <p class="small faint">{t('from', { from })}</p>
    </>
  )
}
