/** What every change of the directory has at hand. */
import { type Transaction, UniqueConstraintError } from 'sequelize'
import { HubError } from '../../../core/error.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Change, Changes } from '../changes.ts'
import type { Projection } from '../projection.ts'
import type { OrganisationRecord } from '../records.ts'
import type { Tables } from '../tables.ts'

export interface Book {
  readonly tables: Tables
  readonly projection: Projection
  /**
   * Writes in one transaction, then has every hub read what was written. Resolves with what `write` gave beside its change. Throws
   * HubError `directory.conflict` (409) where another writer was faster.
   */
  change<Result>(write: (transaction: Transaction) => Promise<{ change: Change; result: Result }>): Promise<Result>
}

export const openBook = (
  hub: Pick<Hub, 'transaction'>,
  { tables, projection, changes }: { tables: Tables; projection: Projection; changes: Pick<Changes, 'made'> },
): Book => ({
  tables,
  projection,
  async change(write) {
    const { change, result } = await hub.transaction(write).catch((error: unknown) => {
      throw error instanceof UniqueConstraintError ? new HubError('directory.conflict', 409) : error
    })
    await changes.made(change)
    return result
  },
})

/** Throws HubError `directory.organisation-not-found` (404). */
export function organisationOf({ projection }: Book, id: string): OrganisationRecord {
  const organisation = projection.organisation(id)
  if (!organisation) throw new HubError('directory.organisation-not-found', 404)
  return organisation
}

/** Only what is given; a field left out of a PATCH stays as it is. */
export const given = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>

type Given<Fields> = { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> }
