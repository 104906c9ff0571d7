/** Writing contacts: in one's own book, or in the company's. */
import { v7 } from 'uuid'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import type { Changes } from './changes.ts'
import type { ContactFields } from './contract.ts'
import { type Contact, entry } from './projection.ts'
import { contactOf } from './records.ts'
import type { Tables } from './tables.ts'
import { checked, type Written } from './wrong.ts'

/** Whose book: `owner` is a person's id, or '' for the company's. */
export interface Owner {
  readonly organisation: string
  readonly owner: string
}

type Full = ReturnType<typeof entry> & { notes: string }
type Patch = { readonly [Field in keyof ContactFields]?: ContactFields[Field] | undefined }

/** All throw contacts.not-found for what isn't in that book, and what is wrong with what was written. */
export interface Books {
  /** `from`: the books that may be read. */
  read(organisation: string, id: string, from: readonly string[]): Promise<Full>
  create(owner: Owner, fields: ContactFields): Promise<Full>
  update(owner: Owner, id: string, patch: Patch): Promise<Full>
  remove(owner: Owner, id: string): Promise<void>
}

const notFound = () => new HubError('contacts.not-found', 404)
const full = (contact: Contact, notes: string): Full => ({ ...entry(contact), notes })

interface Parts {
  readonly tables: Tables
  readonly changes: Changes
  readonly directory: Directory
}

export function openBooks(hub: Hub, { tables, changes, directory }: Parts): Books {
  const numbersOf = (organisation: string, fields: Written) =>
    checked(fields, directory.organisation(organisation) ?? { country: 'SE' })

  return {
    async read(organisationId, id, ownerId) {
      const row = await tables.contacts.findOne({ where: { organisationId, id, ownerId: [...ownerId] } })
      if (!row) throw notFound()
      return full(contactOf(row.get()), row.get().notes)
    },

    async create({ organisation, owner }, fields) {
      const numbers = numbersOf(organisation, fields)
      const row = { ...fields, numbers, id: v7(), organisationId: organisation, ownerId: owner, version: 1 }
      await tables.contacts.create(row)
      const contact = contactOf(row)
      changes.put(contact)
      return full(contact, fields.notes)
    },

    async update({ organisation, owner }, id, patch) {
      const { numbers, ...rest } = patch
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
      const good = numbersOf(organisation, patch)
      const changed = { ...given, ...(numbers && { numbers: good }) }
      const row = await hub.transaction(async transaction => {
        const where = { organisationId: organisation, ownerId: owner, id }
        const found = await tables.contacts.findOne({ where, transaction, lock: transaction.LOCK.UPDATE })
        if (!found) throw notFound()
        await found.update({ ...changed, version: found.get().version + 1 }, { transaction })
        return found.get()
      })
      changes.put(contactOf(row))
      return full(contactOf(row), row.notes)
    },

    async remove({ organisation, owner }, id) {
      await hub.transaction(async transaction => {
        const where = { organisationId: organisation, ownerId: owner, id }
        if ((await tables.contacts.destroy({ where, transaction })) === 0) throw notFound()
        const marks = { organisationId: organisation, targetKind: 'contact' as const, target: id }
        await tables.marks.destroy({ where: marks, transaction })
      })
      changes.gone(organisation, id)
    },
  }
}
