/** What people did when it was last seen to change, over restarts: rules hear of what changed while no hub ran. */
import type { Hub } from '../../core/hub.ts'
import type { Done } from './changes.ts'
import type { Doing } from './projection.ts'
import type { Tables } from './tables.ts'

export interface Seen {
  readonly doing: Done
  readonly at: Date
}

export interface LastSeen {
  /** What was seen of a person before this hub ran; once. */
  take(person: string): Seen | undefined
  keep(person: { readonly organisation: string; readonly id: string }, doing: Doing): void
}

/** Of everybody whom a source has spoken of. */
export async function openLastSeen(hub: Pick<Hub, 'writeBehind'>, { seen }: Pick<Tables, 'seen'>): Promise<LastSeen> {
  const rows = await seen.findAll({ everyOrganisation: true })
  const known = new Map(
    rows.map(row => {
      const { id, key, closesPhone, until, source, seenAt } = row.get()
      const doing = { key, closesPhone, until: until ?? undefined, source: source ? { name: source } : undefined }
      return [id, { doing, at: seenAt }]
    }),
  )
  const write = hub.writeBehind<Parameters<typeof seen.bulkCreate>[0][number] & { readonly id: string }>(
    async rows => {
      await seen.bulkCreate([...rows], { updateOnDuplicate: ['key', 'closesPhone', 'until', 'source', 'seenAt'] })
    },
    ({ id }) => id,
  )
  return {
    take(person) {
      const found = known.get(person)
      known.delete(person)
      return found
    },
    keep({ organisation, id }, { key, closesPhone, until, source }) {
      const row = { key, closesPhone, until: until ?? null, source: source?.name ?? null, seenAt: new Date() }
      write({ id, organisationId: organisation, ...row })
    },
  }
}
