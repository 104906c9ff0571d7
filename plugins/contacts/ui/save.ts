/** Saving and deleting contacts, one's own and the company's. */
import type { App } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import {
  type ContactEntry,
  type ContactFields,
  contactsView,
  createCompanyContact,
  createContact,
  deleteCompanyContact,
  deleteContact,
  type MarkEntry,
  updateCompanyContact,
  updateContact,
} from '../contract.ts'
import { send } from './marks.ts'
import { t } from './words/index.ts'

export type SavedContact = ContactEntry & { readonly notes: string }

interface ToSave {
  /** Undefined for a new one. */
  readonly id: string | undefined
  readonly book: ContactEntry['book']
  readonly fields: ContactFields
}

/** Throws what the hub says. */
export async function saveContact(app: App, { id, book, fields }: ToSave): Promise<SavedContact> {
  const everybodys = book === 'company'
  const saved =
    id === undefined
      ? await app.api.call(everybodys ? createCompanyContact : createContact, fields)
      : await app.api.call(everybodys ? updateCompanyContact : updateContact, { id, ...fields })
  // The live view says so too, perhaps a moment later than its card is shown.
  const { notes: _, ...contact } = saved
  app.live.view(contactsView).anticipate({ contact }).settle()
  return saved
}

/** Offers to take it back: the contact comes again with all that stood in it, and its marks. */
export async function removeContact(app: App, contact: SavedContact): Promise<boolean> {
  const { id, book, notes, name, company, numbers, emails } = contact
  const marks = Object.values(app.live.view(contactsView).state()?.marks ?? {}).filter(({ target }) => target === id)
  try {
    await app.api.call(book === 'company' ? deleteCompanyContact : deleteContact, { id })
  } catch (error) {
    app.toasts.problem(problemOf(error))
    return false
  }
  app.live.view(contactsView).anticipate({ gone: id }).settle()
  const fields = { name, company, numbers, emails, notes }
  app.toasts.done(t('deleted', { name }), {
    label: t('undo'),
    run: () => void bringBack(app, { id: undefined, book, fields }, marks),
  })
  return true
}

async function bringBack(app: App, contact: ToSave, marks: readonly MarkEntry[]): Promise<void> {
  try {
    const { id } = await saveContact(app, contact)
    for (const mark of marks) await send(app, { ...mark, target: id }, true)
  } catch (error) {
    app.toasts.problem(problemOf(error))
  }
}
