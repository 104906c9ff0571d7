/** VIP, Block and favourite: on a contact, a colleague or any number. */
import { UniqueConstraintError } from 'sequelize'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import { type Directory, e164 } from '../directory/contract.ts'
import type { Owner } from './book.ts'
import type { Changes } from './changes.ts'
import type { MarkEntry } from './contract.ts'
import { type Mark, markEntry, type Projection } from './projection.ts'
import type { Tables } from './tables.ts'

export type Marking = Pick<Mark, 'kind' | 'on' | 'target'>

export interface Marks {
  /** Throws contacts.not-found, contacts.not-a-number. VIP takes a block of the same owner's away, and the other way round. */
  set(owner: Owner, marking: Marking): Promise<MarkEntry>
  clear(owner: Owner, marking: Marking): Promise<void>
}

/** Nobody is let through and refused. */
const against = { vip: 'blocked', blocked: 'vip', favourite: undefined } as const

interface Parts {
  readonly tables: Tables
  readonly changes: Changes
  readonly directory: Directory
  readonly projection: Projection
}

export function openMarks(hub: Pick<Hub, 'transaction'>, { tables, changes, directory, projection }: Parts): Marks {
  function normalised({ organisation }: Owner, { on, target }: Marking): string {
    if (on !== 'number') return target
    const number = e164(target, directory.organisation(organisation) ?? { country: 'SE' })
    if (number !== undefined) return number
    throw new HubError('contacts.not-a-number', 422, { field: 'target', number: target })
  }

  function exists({ organisation, owner }: Owner, { on, target }: Marking): boolean {
    if (on === 'number') return true
    if (on === 'person') return directory.person(target)?.organisation === organisation
    const contact = projection.contact(organisation, target)
    return contact !== undefined && ['', owner].includes(contact.owner)
  }

  const rowOf = ({ organisation, owner }: Owner, { kind, on, target }: Marking) => ({
    ...{ organisationId: organisation, ownerId: owner },
    ...{ kind, targetKind: on, target },
  })

  return {
    async set(owner, marking) {
      if (!exists(owner, marking)) throw new HubError('contacts.not-found', 404)
      const mark = { ...owner, ...marking, target: normalised(owner, marking) }
      const kind = against[mark.kind]
      const taken = kind && { ...mark, kind }
      const gone = await hub.transaction(async transaction => {
        const count = taken ? await tables.marks.destroy({ where: rowOf(owner, taken), transaction }) : 0
        try {
          await tables.marks.create(rowOf(owner, mark), { transaction })
        } catch (error) {
          if (!(error instanceof UniqueConstraintError)) throw error
        }
        return count > 0
      })
      if (taken && gone) changes.mark(taken, false)
      changes.mark(mark, true)
      return markEntry(mark)
    },
    async clear(owner, marking) {
      const mark = { ...owner, ...marking, target: normalised(owner, marking) }
      await tables.marks.destroy({ where: rowOf(owner, mark) })
      changes.mark(mark, false)
    },
  }
}
