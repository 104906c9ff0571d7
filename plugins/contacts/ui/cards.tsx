/** Cards of contacts and numbers, and the form for a new contact: loaded when one is first opened. */
import { useComputed } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type App, useApp } from '../../../ui/app.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { PersonCard } from '../../../ui/parts/person-card.tsx'
import { Skeleton } from '../../../ui/parts/skeleton.tsx'
import { Fills } from '../../../ui/slots.tsx'
import { cardActions, cardFoot, cardHead, type Listed, listedTags } from '../../directory/contract.ts'
import { type ContactEntry, contactsView, readContact } from '../contract.ts'
import { empty, isWaiting } from './draft.ts'
import { ContactForm } from './form.tsx'
import { isRefused } from './marks.ts'
import { removeContact, type SavedContact } from './save.ts'
import { t } from './words/index.ts'

interface OfListed {
  readonly item: Listed
}

/** At /people/contact:new, perhaps with a number that is to be somebody's. */
export function NewContact() {
  const app = useApp()
  const { query } = useLocation()
  const { number = '' } = query
  const begin = { ...empty, numbers: [{ label: '', e164: number }] }
  return (
    <ContactForm
      address={`new ${number}`}
      begin={begin}
      onDone={saved => {
        if (saved) app.toasts.done(t('form.saved', { name: saved.name }))
        app.go(saved ? `/people/contact:${saved.id}` : '/people', saved ? 'replace' : 'push')
      }}
    />
  )
}

export function ContactCard({ item }: OfListed) {
  const app = useApp()
  const { path } = useLocation()
  const contact = useComputed(() => app.live.view(contactsView).state()?.contacts[item.id]).value
  const { whole, failed, read } = useWhole(app, contact)
  const card = `/people/${item.key}`
  // What somebody was writing is there again when they come back.
  const resumes = path === card && isWaiting(app, item.key)
  useEffect(() => {
    if (resumes) app.go(`${card}/change`, 'replace')
  }, [resumes])
  if (!contact) return null
  if ((path === `${card}/change` || resumes) && mayChange(app, contact)) {
    if (!whole) return failed ? <Failed onRetry={read} /> : <Skeleton rows={6} />
    return (
      <ContactForm
        address={item.key}
        id={item.id}
        begin={whole}
        onDone={saved => {
          if (saved) app.toasts.done(t('form.saved', { name: saved.name }))
          app.go(card)
        }}
      />
    )
  }
  return <ContactFacts item={item} contact={contact} whole={whole} failed={failed} onRetry={read} />
}

/** With the notes, which the list doesn't have. Read anew when the contact is another. */
function useWhole(app: App, contact: ContactEntry | undefined) {
  const [whole, setWhole] = useState<SavedContact>()
  const [failed, setFailed] = useState(false)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (!contact) return
    let current = true
    setFailed(false)
    app.api.call(readContact, { id: contact.id }).then(
      read => current && setWhole(read),
      () => current && setFailed(true),
    )
    return () => {
      current = false
    }
  }, [contact, tries])
  return { whole, failed, read: () => setTries(tries + 1) }
}

const mayChange = (app: App, { book }: ContactEntry) => book === 'own' || app.who.role === 'administrator'

interface FactsProps extends OfListed {
  contact: ContactEntry
  whole: SavedContact | undefined
  failed: boolean
  onRetry: () => void
}

function ContactFacts({ item, contact, whole, failed, onRetry }: FactsProps) {
  const app = useApp()
  const { name, company, book, numbers, emails } = contact
  const [busy, setBusy] = useState(false)
  async function remove(of: SavedContact): Promise<void> {
    setBusy(true)
    if (await removeContact(app, of)) app.go('/people')
    else setBusy(false)
  }
  return (
    <PersonCard
      name={name}
      about={book === 'own' ? company || t('contact.own') : aboutCompanys(company)}
      tags={<Fills of={listedTags} item={item} />}
      head={<Fills of={cardHead} item={item} />}
      state={<Refused item={item} />}
      actions={<Fills of={cardActions} item={item} />}
      numbers={numbers.map(({ label, e164 }) => ({ label: label || t('number.number'), number: e164 }))}
      emails={emails}
      foot={<Fills of={cardFoot} item={item} />}
    >
      {failed && <Failed onRetry={onRetry} />}
      {whole && whole.notes !== '' && (
        <div>
          <h3>{t('notes')}</h3>
          <p class="contact-notes">{whole.notes}</p>
        </div>
      )}
      {mayChange(app, contact) && (
        <div class="line-of">
          <Button onClick={() => app.go(`/people/${item.key}/change`)}>{t('change')}</Button>
          <Button look="bare" busy={busy || !whole} onClick={() => whole && void remove(whole)}>
            {t('delete')}
          </Button>
        </div>
      )}
    </PersonCard>
  )
}

const aboutCompanys = (company: string) =>
  company === '' ? t('contact.company') : t('contact.company-of', { company })

function Refused({ item }: OfListed) {
  const app = useApp()
  const refused = useComputed(() => isRefused(app, item)).value
  return refused ? <p class="quiet">{t('number.refused')}</p> : null
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <div class="line-of">
      <span class="quiet">{t('notes.failed')}</span>
      <Button onClick={onRetry}>{t('try-again')}</Button>
    </div>
  )
}

export function NumberCard({ item }: OfListed) {
  const app = useApp()
  const blocked = useComputed(() => isRefused(app, item)).value
  return (
    <PersonCard
      name={item.name}
      icon={blocked ? 'block' : 'num'}
      about={item.about}
      tags={<Fills of={listedTags} item={item} />}
      head={<Fills of={cardHead} item={item} />}
      state={<Refused item={item} />}
      actions={<Fills of={cardActions} item={item} />}
      numbers={[{ label: t('number.number'), number: item.id }]}
      emails={[]}
      foot={<Fills of={cardFoot} item={item} />}
    >
      <div>
        <Button icon="plus" onClick={() => app.go(`/people/contact:new?number=${encodeURIComponent(item.id)}`)}>
          {t('number.add')}
        </Button>
      </div>
    </PersonCard>
  )
}
