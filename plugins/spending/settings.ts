/** Limits, prices and open countries of each organisation, in memory. */
import { z } from 'zod'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import type { Limits, Price, Settings } from './contract.ts'
import { priceList } from './prices.ts'
import type { Tables } from './tables.ts'

/** Until an administrator says otherwise. A stolen secret costs no more than this a day. */
export const usual: Settings = {
  countries: ['DK', 'FI', 'IS', 'NO', 'SE'],
  premium: false,
  person: { day: 20_000, calls: 4 },
  organisation: { day: 200_000, calls: 50 },
}

export interface SpendingSettings {
  of(organisation: string): Settings
  prices(organisation: string): readonly Price[]
  limitsOf(person: string): Limits | undefined
  all(organisation: string): {
    settings: Settings
    prices: Price[]
    list: Price[]
    people: Record<string, Limits>
  }
  load(): Promise<void>
  set(organisation: string, change: { settings?: Settings; prices?: readonly Price[] }): Promise<void>
  /** Throws HubError `spending.no-such-person` (404). */
  setLimits(organisation: string, person: string, limits: Limits | null): Promise<void>
}

export function spendingSettings(hub: Pick<Hub, 'broadcast' | 'log'>, tables: Tables, directory: Directory) {
  let settings = new Map<string, { settings: Settings; prices: readonly Price[] }>()
  let limits = new Map<string, { organisation: string; limits: Limits }>()

  async function load(): Promise<void> {
    const everyOrganisation = true as const
    const [rows, own] = await Promise.all([
      tables.settings.findAll({ everyOrganisation }),
      tables.limits.findAll({ everyOrganisation }),
    ])
    settings = new Map(rows.map(row => [row.get().id, row.get()]))
    limits = new Map(
      own.map(row => [row.get().id, { organisation: row.get().organisationId, limits: row.get().limits }]),
    )
  }

  let reading: Promise<void> = Promise.resolve()
  const changed = hub.broadcast('settings', z.object({}), () => {
    reading = reading
      .then(load)
      .catch((error: unknown) => hub.log.warn({ err: error }, 'spending limits could not be read'))
  })

  const of = (organisation: string): Settings => settings.get(organisation)?.settings ?? usual
  const prices = (organisation: string): readonly Price[] => settings.get(organisation)?.prices ?? []

  const spending: SpendingSettings = {
    of,
    prices,
    limitsOf: person => limits.get(person)?.limits,
    all: organisation => ({
      settings: of(organisation),
      prices: [...prices(organisation)],
      list: [...priceList],
      people: Object.fromEntries(
        [...limits].filter(([, one]) => one.organisation === organisation).map(([id, one]) => [id, one.limits]),
      ),
    }),
    load,
    async set(organisationId, change) {
      const next = { settings: of(organisationId), prices: [...prices(organisationId)], ...change }
      await tables.settings.upsert({ ...next, prices: [...next.prices], id: organisationId, organisationId })
      changed({})
      await reading
    },
    async setLimits(organisationId, id, given) {
      if (directory.person(id)?.organisation !== organisationId) {
        throw new HubError('spending.no-such-person', 404, { field: 'person' })
      }
      if (given) await tables.limits.upsert({ id, organisationId, limits: given })
      else await tables.limits.destroy({ where: { organisationId, id } })
      changed({})
      await reading
    },
  }
  return spending
}
