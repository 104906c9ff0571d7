/** For whoever sets up an organisation before the hub runs: a hub that runs already doesn't see it until its next reload. */
import type { Transaction } from 'sequelize'
import type { Hub } from '../../core/hub.ts'
import type { ContactFields, MarkKind } from './contract.ts'
import { contactsTables } from './tables.ts'

export interface NewContact extends Pick<ContactFields, 'name' | 'company' | 'numbers'> {
  /** Person id; none puts it into the company's book. */
  readonly owner?: string
}

export interface NewMark {
  readonly owner: string
  readonly kind: MarkKind
  /** E.164. */
  readonly number: string
}

export async function addContacts(
  database: Pick<Hub, 'table'>,
  organisationId: string,
  { contacts, marks }: { contacts: readonly NewContact[]; marks: readonly NewMark[] },
  transaction: Transaction,
): Promise<void> {
  const tables = contactsTables(database)
  for (const { owner = '', ...contact } of contacts) {
    const row = { ...contact, organisationId, ownerId: owner, emails: [], notes: '', version: 1 }
    await tables.contacts.create(row, { transaction })
  }
  for (const { owner, kind, number } of marks) {
    const mark = { organisationId, ownerId: owner, kind, targetKind: 'number' as const, target: number }
    await tables.marks.create(mark, { transaction })
  }
}
