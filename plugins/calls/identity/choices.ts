/** What people have chosen, in memory: a call waits for no database. */
import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { z } from 'zod'
import { HubError } from '../../../core/error.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory, Person } from '../../directory/contract.ts'
import {
  type DeskShows,
  deskShows,
  type Identity,
  type Outside,
  readIdentity,
  setIdentity,
  shownKinds,
  type Wished,
} from '../contract.ts'
import { allowed, choicesOf } from './shown.ts'

/** `id` is the person's. */
interface IdentityRow {
  id: string
  organisationId: string
  shows: Wished['shows']
  number: string | null
  desk: DeskShows
}

export const identityColumns = {
  shows: { type: DataTypes.STRING(8), allowNull: false },
  number: { type: DataTypes.STRING(20) },
  desk: { type: DataTypes.STRING(8), allowNull: false },
}

const change = z.object({
  person: z.string(),
  shows: z.enum(shownKinds),
  number: z.string().nullable(),
  desk: z.enum(deskShows),
})
type Choice = z.infer<typeof change>

export interface Choices {
  readonly shows: (person: string) => Wished | undefined
  readonly desk: (person: string) => DeskShows
  readonly load: () => Promise<void>
}

interface Known {
  readonly directory: Directory
  readonly outside: Pick<Outside, 'mobileOf'>
}

export function openChoices(hub: Hub, { directory, outside }: Known): Choices {
  const table = hub.table<IdentityRow>('identity', identityColumns) as ModelStatic<Model<IdentityRow, IdentityRow>>
  const chosen = new Map<string, Choice>()
  const tell = hub.broadcast('calls.identity', change, one => void chosen.set(one.person, one))
  const known = { directory, mobileOf: (person: string) => outside.mobileOf?.(person) }

  const wishOf = ({ shows, number }: Choice): Wished => ({ shows, ...(number !== null && { number }) })
  const standard = (person: Person): Choice => ({
    ...{ person: person.id, shows: person.number === undefined ? 'hidden' : 'landline', number: null, desk: 'name' },
  })

  function told(person: Person): Identity {
    const choice = chosen.get(person.id) ?? standard(person)
    // What she may show no longer doesn't.
    const shows = allowed(person, wishOf(choice), known) ?? standard(person)
    return {
      shows: shows.shows,
      ...(shows.shows === 'number' && typeof shows.number === 'string' && { number: shows.number }),
      desk: choice.desk,
      choices: [...choicesOf(person, known)],
    }
  }

  function personOf(id: string): Person {
    const person = directory.person(id)
    if (!person) throw new HubError('calls.not-found', 404)
    return person
  }

  hub.route(readIdentity, (_, { person }) => told(personOf(person)))

  hub.route(setIdentity, async ({ shows, number, desk }, { person: id, organisation }) => {
    const person = personOf(id)
    const before = chosen.get(id) ?? standard(person)
    const wish = shows && { shows, ...(number !== undefined && { number }) }
    const may = wish && allowed(person, wish, known)
    if (wish && !may) throw new HubError('calls.not-yours-to-show', 422, { field: 'shows' })
    const now: Choice = {
      ...before,
      ...(may && { shows: may.shows, number: may.shows === 'number' ? (may.number ?? null) : null }),
      ...(desk && { desk }),
    }
    const { person: _, ...row } = now
    await table.upsert({ id, organisationId: organisation, ...row })
    tell(now)
    return told(person)
  })

  return {
    shows(person) {
      const choice = chosen.get(person)
      return choice && wishOf(choice)
    },
    desk: person => chosen.get(person)?.desk ?? 'name',
    async load() {
      const rows = await table.findAll({ everyOrganisation: true })
      chosen.clear()
      for (const row of rows) {
        const { id: person, shows, number, desk } = row.get()
        chosen.set(person, { person, shows, number, desk })
      }
    },
  }
}
