/** Everybody's settings and greetings, in memory: a call waits for no database. */
import { z } from 'zod'
import type { Hub, Stored } from '../../core/hub.ts'
import { always, ownName, type Settings, settings } from './contract.ts'
import type { Owner } from './files.ts'
import type { BoxRow, GreetingRow, Tables } from './tables.ts'

const greeting = z.object({
  id: z.string(),
  activity: z.string(),
  at: z.coerce.date(),
  milliseconds: z.number().int(),
  loudness: z.array(z.number().int()),
})
export type Greeting = z.infer<typeof greeting>

const box = z.object({
  organisation: z.string(),
  person: z.string(),
  settings,
  greetings: z.array(greeting),
  hasPin: z.boolean(),
  lockedUntil: z.coerce.date().optional(),
})
export type Box = z.infer<typeof box>

export interface Boxes {
  /** Of somebody who has chosen nothing too. */
  of(owner: Owner): Box
  change(owner: Owner, given: Partial<Settings>): Promise<Box>
  /** Reads it again and tells every hub, after what it consists of was changed. */
  refresh(owner: Owner): Promise<Box>
  load(): Promise<void>
}

export function openBoxes(hub: Hub, tables: Tables): Boxes {
  const known = new Map<string, Box>()
  const tell = hub.broadcast('box', box, one => void known.set(one.person, one))

  const empty = ({ organisation, person }: Owner): Box => ({
    ...{ organisation, person, settings: settings.parse({}), greetings: [], hasPin: false },
  })

  async function read({ organisation: organisationId, person }: Owner): Promise<Box> {
    const [row, greetings] = await Promise.all([
      tables.boxes.findOne({ where: { organisationId, id: person } }),
      tables.greetings.findAll({ where: { organisationId, person, deletedAt: null } }),
    ])
    return boxOf(
      { organisation: organisationId, person },
      row?.get(),
      greetings.map(one => one.get()),
    )
  }

  function boxOf(owner: Owner, row: BoxRow | undefined, greetings: readonly GreetingStored[]): Box {
    return {
      ...empty(owner),
      // What was added since has its default.
      ...(row && { settings: settings.parse(row.settings), hasPin: row.pinHash !== null }),
      ...(row?.lockedUntil && { lockedUntil: row.lockedUntil }),
      greetings: greetings.map(({ id, activity, at, milliseconds, loudness }) => ({
        ...{ id, activity, at, milliseconds, loudness: JSON.parse(loudness) },
      })),
    }
  }

  async function refresh(owner: Owner): Promise<Box> {
    const fresh = await read(owner)
    tell(fresh)
    return fresh
  }

  return {
    of: owner => known.get(owner.person) ?? empty(owner),
    async change(owner, given) {
      const { organisation: organisationId, person: id } = owner
      await hub.transaction(async transaction => {
        const where = { organisationId, id }
        const row = await tables.boxes.findOne({ where, transaction, lock: true })
        const next = settings.parse({ ...(row ? row.get().settings : {}), ...given })
        if (row) await tables.boxes.update({ settings: next }, { where, transaction })
        else await tables.boxes.create({ ...where, settings: next, wrongPins: 0 }, { transaction })
      })
      return refresh(owner)
    },
    refresh,
    async load() {
      const everyOrganisation = true
      const [rows, greetings] = await Promise.all([
        tables.boxes.findAll({ everyOrganisation }),
        tables.greetings.findAll({ where: { deletedAt: null }, everyOrganisation }),
      ])
      const owners = new Map<string, Owner>()
      for (const row of rows) owners.set(row.get().id, { organisation: row.get().organisationId, person: row.get().id })
      for (const row of greetings)
        owners.set(row.get().person, { organisation: row.get().organisationId, person: row.get().person })
      known.clear()
      for (const owner of owners.values()) {
        const row = rows.find(one => one.get().id === owner.person)?.get()
        const own = greetings.map(one => one.get()).filter(({ person }) => person === owner.person)
        known.set(owner.person, boxOf(owner, row, own))
      }
    },
  }
}

type GreetingStored = GreetingRow & Pick<Stored, 'id'>

/** How the person says her name, where she has recorded it. */
export const ownNameOf = ({ greetings }: Box): Greeting | undefined =>
  greetings.find(({ activity }) => activity === ownName)

/** The greeting for what the person is doing, if she has one for just that; else the one that is always there. */
export function greetingFor({ greetings }: Box, activity: string | undefined): { own?: Greeting; usual?: Greeting } {
  const of = (wanted: string) => greetings.find(one => one.activity === wanted)
  const [own, usual] = [activity === undefined ? undefined : of(activity), of(always)]
  return { ...(own && { own }), ...(usual && { usual }) }
}
