import type { Stored } from '../../core/hub.ts'
import type { Contact, Mark } from './projection.ts'
import type { ContactRow, MarkRow, Tables } from './tables.ts'

export const contactOf = (row: ContactRow & Pick<Stored, 'id' | 'organisationId'>): Contact => {
  const { id, organisationId, ownerId, name, company, numbers, emails, version } = row
  return { id, organisation: organisationId, owner: ownerId, name, company, numbers, emails, version }
}

const markOf = ({ organisationId, ownerId, kind, targetKind, target }: MarkRow & Stored): Mark => ({
  ...{ organisation: organisationId, owner: ownerId },
  ...{ kind, on: targetKind, target },
})

// Without the notes, and as plain objects: a hundred thousand model instances would weigh more than what is in them.
const kept = ['id', 'organisationId', 'ownerId', 'name', 'company', 'numbers', 'emails', 'version'] as const
const page = 5_000

export async function readAll(tables: Tables): Promise<{ contacts: readonly Contact[]; marks: readonly Mark[] }> {
  const everyOrganisation = true
  const contacts: Contact[] = []
  for (let offset = 0; ; offset += page) {
    const rows = await tables.contacts.findAll({
      ...{ everyOrganisation, attributes: [...kept], order: [['id', 'ASC']], limit: page, offset },
    })
    contacts.push(...rows.map(row => contactOf(row.get())))
    if (rows.length < page) break
  }
  const marks = await tables.marks.findAll({ everyOrganisation })
  return { contacts, marks: marks.map(row => markOf(row.get())) }
}
