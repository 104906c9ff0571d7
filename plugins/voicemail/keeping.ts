/** For how many days each organisation keeps messages, in memory on every hub. */
import { z } from 'zod'
import type { Hub } from '../../core/hub.ts'
import { type Keeping, keeping, readKeeping, setKeeping } from './contract.ts'
import type { Tables } from './tables.ts'

export interface Keepings {
  of(organisation: string): Keeping
  /** Those that have chosen a number of days. */
  limits(): readonly { readonly organisation: string; readonly days: number }[]
  load(): Promise<void>
}

const chosen = keeping.extend({ organisation: z.string() })

/** `changed` tells the people of an organisation, on every hub. */
export function openKeepings(
  hub: Hub,
  tables: Tables,
  changed: (organisation: string, now: Keeping) => void,
): Keepings {
  const known = new Map<string, number | null>()
  const tell = hub.broadcast('keeping', chosen, ({ organisation, days }) => {
    known.set(organisation, days)
    changed(organisation, { days })
  })
  const of = (organisation: string): Keeping => ({ days: known.get(organisation) ?? null })

  hub.route(readKeeping, (_, { organisation }) => of(organisation))
  hub.route(setKeeping, async ({ days }, { organisation }) => {
    // One row for each organisation, under its own id.
    await tables.keeping.upsert({ id: organisation, organisationId: organisation, days })
    tell({ organisation, days })
    return of(organisation)
  })

  return {
    of,
    limits: () => [...known].flatMap(([organisation, days]) => (days === null ? [] : [{ organisation, days }])),
    async load() {
      const rows = await tables.keeping.findAll({ everyOrganisation: true })
      known.clear()
      for (const row of rows) known.set(row.get().organisationId, row.get().days)
    },
  }
}
