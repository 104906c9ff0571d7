/** Forms of activities that organisations and people have given them. */
import { v7 } from 'uuid'
import { z } from 'zod'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { type ActivityKind, activitiesView, activityKind, type Choice } from './contract.ts'
import type { Projection } from './projection.ts'
import type { Sources } from './sources.ts'
import { available } from './standard.ts'
import type { Tables } from './tables.ts'
import type { PeopleView } from './view.ts'

/** Owner '' is the organisation. */
export interface Owner {
  readonly organisation: string
  readonly owner: string
}

export interface Kinds {
  add(owner: Owner, form: ActivityKind): Promise<Choice>
  /** Throws presence.no-such-activity, presence.available-open. */
  change(owner: Owner, key: string, form: ActivityKind): Promise<Choice>
  remove(owner: Owner, key: string): Promise<void>
}

// An organisation's list is read by people; this is against mischief.
const most = 100

const wire = z.object({
  organisation: z.string(),
  owner: z.string(),
  key: z.string(),
  kind: activityKind.optional(),
})

interface Parts {
  readonly tables: Tables
  readonly projection: Projection
  readonly view: PeopleView
  readonly sources: Sources
  readonly directory: Directory
}

export function openKinds(hub: Hub, { tables, projection, view, sources, directory }: Parts): Kinds {
  const listOf = (organisation: string, person: string) => ({
    activities: [...projection.choices(organisation, person)],
  })
  const tell = hub.live(activitiesView, { key: ({ person }) => person, snapshot: listOf })

  const broadcast = hub.broadcast('kind', wire, ({ organisation, owner, key, kind }) => {
    projection.putKind({ organisation, owner, key, kind })
    const choosing = owner === '' ? directory.people(organisation).map(({ id }) => id) : [owner]
    for (const person of choosing) tell({ organisation, key: person }, listOf(organisation, person))
    view.reform(organisation, owner, key)
    sources.reformed(organisation, owner)
  })

  async function save({ organisation, owner }: Owner, key: string, form: ActivityKind): Promise<Choice> {
    const row = { organisationId: organisation, ownerId: owner, key }
    await hub.transaction(async transaction => {
      const found = await tables.kinds.findOne({ where: row, transaction, lock: transaction.LOCK.UPDATE })
      if (found) await found.update({ form }, { transaction })
      else await tables.kinds.create({ ...row, form }, { transaction })
    })
    broadcast({ organisation, owner, key, kind: form })
    return { ...form, key, by: owner === '' ? 'organisation' : 'person' }
  }

  return {
    add(owner, form) {
      if (projection.choices(owner.organisation, owner.owner).length >= most) {
        throw new HubError('presence.too-many-activities', 409, { most })
      }
      return save(owner, v7(), form)
    },
    async change(owner, key, form) {
      if (!projection.choice(owner.organisation, owner.owner, key)) throw new HubError('presence.no-such-activity', 404)
      // It is what everything else ends in.
      if (key === available && (form.closesPhone || form.length !== 'none')) {
        throw new HubError('presence.available-open', 422)
      }
      return save(owner, key, form)
    },
    async remove({ organisation, owner }, key) {
      const count = await tables.kinds.destroy({ where: { organisationId: organisation, ownerId: owner, key } })
      if (count === 0) throw new HubError('presence.no-such-activity', 404)
      broadcast({ organisation, owner, key })
    },
  }
}
