/** Rows as the projection keeps them, and how a change of one is written. */
import { UniqueConstraintError } from 'sequelize'
import { HubError } from '../../core/error.ts'
import type { Current, OwnKind } from './projection.ts'
import type { CurrentRow, KindRow, Tables } from './tables.ts'

const currentOf = ({
  id,
  organisationId,
  until,
  note,
  ...row
}: CurrentRow & { id: string; organisationId: string }) => ({
  ...{ organisation: organisationId, person: id, key: row.key, since: row.since },
  ...{ until: until ?? undefined, note: note ?? undefined, setBy: row.setBy, version: row.version },
})

const kindOf = ({ organisationId, ownerId, key, form }: KindRow & { organisationId: string }): OwnKind => ({
  organisation: organisationId,
  owner: ownerId,
  key,
  kind: form,
})

export async function readAll(tables: Tables): Promise<{ current: readonly Current[]; kinds: readonly OwnKind[] }> {
  const everyOrganisation = true
  const [current, kinds] = await Promise.all([
    tables.current.findAll({ everyOrganisation }),
    tables.kinds.findAll({ everyOrganisation }),
  ])
  return { current: current.map(row => currentOf(row.get())), kinds: kinds.map(row => kindOf(row.get())) }
}

export async function readCurrent(tables: Tables, organisationId: string, id: string): Promise<Current | undefined> {
  const row = await tables.current.findOne({ where: { organisationId, id } })
  return row ? currentOf(row.get()) : undefined
}

export type Next = Pick<Current, 'key' | 'since' | 'until' | 'note' | 'setBy'>

const tries = 10

/**
 * Writes what `next` makes of the row as it stands; when somebody else was faster, of theirs. Undefined from `next` leaves all as it is.
 * Throws presence.conflict where others are faster each time.
 */
export async function rewrite(
  tables: Tables,
  organisation: string,
  person: string,
  next: (before: Current | undefined) => Next | undefined,
): Promise<{ before: Current | undefined; after: Current | undefined }> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const before = await readCurrent(tables, organisation, person)
    const wanted = next(before)
    if (!wanted) return { before, after: undefined }
    const after: Current = { ...wanted, organisation, person, version: (before?.version ?? 0) + 1 }
    if (await written(tables, before, after)) return { before, after }
  }
  throw new HubError('presence.conflict', 409)
}

async function written(tables: Tables, before: Current | undefined, after: Current): Promise<boolean> {
  const { organisation: organisationId, person: id, key, since, setBy, version } = after
  const row = { key, since, until: after.until ?? null, note: after.note ?? null, setBy, version }
  if (before) {
    const [count] = await tables.current.update(row, { where: { organisationId, id, version: before.version } })
    return count === 1
  }
  try {
    await tables.current.create({ id, organisationId, ...row })
    return true
  } catch (error) {
    if (error instanceof UniqueConstraintError) return false
    throw error
  }
}
