/** What people have set for their mobiles, in memory on every hub. */
import { z } from 'zod'
import { HubError } from '../../core/error.ts'
import type { Hub, Who } from '../../core/hub.ts'
import { type Directory, readNumber } from '../directory/contract.ts'
import { type MobileSettings, mobileSettings, mobileView, setMobile, usual } from './contract.ts'
import { mobileTable } from './tables.ts'

export interface Book {
  of(person: string): MobileSettings
  /** Whose mobile that calls as herself: nobody's where two have the same. */
  ownerOf(number: string, organisation: string): string | undefined
  load(): Promise<void>
}

const wire = z.object({ organisation: z.string(), person: z.string(), settings: mobileSettings })

export function openBook(hub: Hub, directory: Directory): Book {
  const table = mobileTable(hub)
  const known = new Map<string, MobileSettings>()
  const tell = hub.live(mobileView, { key: ({ person }) => person, snapshot: (_, person) => ({ ...of(person) }) })
  const of = (person: string): MobileSettings => known.get(person) ?? usual

  const changed = hub.broadcast('changed', wire, ({ organisation, person, settings }) => {
    known.set(person, settings)
    tell({ organisation, key: person }, settings)
  })

  function checked({ number = '', ...rest }: MobileSettings, organisation: string): MobileSettings {
    if (number.trim() === '') {
      if (rest.rings !== 'never' || rest.calls === 'mobile') {
        throw new HubError('mobile.number-missing', 422, { field: 'number' })
      }
      return { ...rest, known: false }
    }
    const read = readNumber(directory, organisation, number)
    // It would ring herself, or a colleague, in a circle.
    if (read?.kind === 'inside') throw new HubError('mobile.inside', 422, { field: 'number', number })
    if (read?.kind !== 'outside') throw new HubError('mobile.no-number', 422, { field: 'number', number })
    return { ...rest, number: read.dialled }
  }

  hub.route(setMobile, async (given, { organisation, person }: Who) => {
    const settings = checked(given, organisation)
    await table.upsert({ id: person, organisationId: organisation, ...settings, number: settings.number ?? null })
    changed({ organisation, person, settings })
    return settings
  })

  return {
    of,
    ownerOf(number, organisation) {
      const owners = directory
        .people(organisation)
        .filter(({ id }) => known.get(id)?.known === true && known.get(id)?.number === number)
      return owners.length === 1 ? owners[0]?.id : undefined
    },
    async load() {
      for (const row of await table.findAll({ everyOrganisation: true })) {
        const { id, number, rings, known: isKnown, calls } = row.get()
        known.set(id, { rings, known: isKnown, calls, ...(number !== null && { number }) })
      }
    },
  }
}
