/** Calls that people are invited to: written down, changed and called off. Letters follow from what is written. */
import { Op, type Transaction } from 'sequelize'
import { v7 } from 'uuid'
import { HubError } from '../../core/error.ts'
import type { Hub, Who } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { type AskedInvitation, type Invitation, most } from './contract.ts'
import type { Call, InviteeStored, Tables } from './tables.ts'

/** Of one person, that are to come: a mail server is no toy. */
const mostWaiting = 100
/** Those over for so long are forgotten. */
const keptDays = 90

export interface Book {
  /** All throw what is wrong with what is asked; nothing is written then. */
  invite(asked: AskedInvitation, who: Who): Promise<Invitation>
  change(id: string, asked: AskedInvitation, who: Who): Promise<Invitation>
  cancel(id: string, who: Who): Promise<Invitation>
  /** That are not over, by their start. */
  mine(organisation: string, host: string): Promise<Invitation[]>
  sweep(): Promise<void>
}

interface Parts {
  readonly tables: Tables
  readonly directory: Directory
  /** There is something to be sent to these. */
  readonly send: (invitees: readonly Pick<InviteeStored, 'id' | 'organisationId'>[]) => Promise<void>
  /** The person's invitations are others. */
  readonly changed: (host: Pick<Who, 'organisation' | 'person'>) => Promise<void>
}

interface Wanted {
  readonly personId: string | null
  readonly name: string
  readonly address: string
}

export function openBook(hub: Pick<Hub, 'transaction'>, { tables, directory, send, changed }: Parts): Book {
  /** Each address once; a colleague's is the colleague's, however it was given. */
  function wantedOf({ people, guests }: AskedInvitation, { organisation, person: host }: Who): readonly Wanted[] {
    const byAddress = new Map<string, Wanted>()
    for (const id of people) {
      const person = directory.person(id)
      if (person?.organisation !== organisation)
        throw new HubError('invitations.no-such-person', 404, { field: 'people' })
      if (id !== host) byAddress.set(key(person.email), { personId: id, name: person.name, address: person.email })
    }
    const colleagues = new Map(directory.people(organisation).map(one => [key(one.email), one]))
    for (const { name, address } of guests) {
      const colleague = colleagues.get(key(address))
      if (colleague?.id === host || byAddress.has(key(address))) continue
      const guest = { personId: null, name: name === '' ? address : name, address }
      byAddress.set(
        key(address),
        colleague ? { personId: colleague.id, name: colleague.name, address: colleague.email } : guest,
      )
    }
    if (byAddress.size === 0) throw new HubError('invitations.nobody', 422, { field: 'people' })
    if (byAddress.size > most) throw new HubError('http.input', 422, { field: 'people' })
    return [...byAddress.values()]
  }

  function timesOf({ start, minutes }: AskedInvitation): Pick<Call, 'start' | 'end'> {
    const begins = new Date(start)
    if (begins.getTime() <= Date.now()) throw new HubError('invitations.past', 422, { field: 'start' })
    return { start: begins, end: new Date(begins.getTime() + minutes * 60_000) }
  }

  const about = (asked: AskedInvitation) => ({ subject: asked.subject, note: asked.note, ...timesOf(asked) })

  async function written(call: Call, transaction?: Transaction): Promise<InviteeStored[]> {
    const where = { organisationId: call.organisationId, callId: call.id }
    const rows = await tables.invitees.findAll({
      ...{ where, order: [['position', 'ASC']] },
      ...(transaction && { transaction }),
    })
    return rows.map(row => row.get())
  }

  /** The call, for whoever made it, while it can be another. */
  async function open(id: string, { organisation, person }: Who, transaction: Transaction): Promise<Call> {
    const where = { organisationId: organisation, hostId: person, id }
    const row = await tables.calls.findOne({ where, transaction, lock: transaction.LOCK.UPDATE })
    if (!row) throw new HubError('invitations.none', 404)
    const call = row.get()
    if (call.cancelled || call.end.getTime() <= Date.now()) throw new HubError('invitations.over', 409)
    return call
  }

  async function settled(call: Call, who: Who): Promise<Invitation> {
    const invitees = await written(call)
    await send(invitees)
    await changed(who)
    return told(call, invitees)
  }

  return {
    async invite(asked, who) {
      const wanted = wantedOf(asked, who)
      const given = { id: v7(), organisationId: who.organisation, hostId: who.person, sequence: 0, cancelled: false }
      const call: Call = { ...given, ...about(asked) }
      const where = { ...of(who), cancelled: false, end: { [Op.gt]: new Date() } }
      if ((await tables.calls.count({ where })) >= mostWaiting)
        throw new HubError('invitations.too-many', 409, { most: mostWaiting })
      await hub.transaction(async transaction => {
        await tables.calls.create(call, { transaction })
        await tables.invitees.bulkCreate(
          wanted.map((each, position) => fresh(call, each, position)),
          { transaction },
        )
      })
      return settled(call, who)
    },

    async change(id, asked, who) {
      const wanted = wantedOf(asked, who)
      const call = await hub.transaction(async transaction => {
        const before = await open(id, who, transaction)
        const after = { ...before, ...about(asked), sequence: before.sequence + 1 }
        const where = { organisationId: who.organisation, id }
        const { subject, note, start, end, sequence } = after
        await tables.calls.update({ subject, note, start, end, sequence }, { where, transaction })
        const there = await written(before, transaction)
        for (const row of there) {
          const position = wanted.findIndex(({ address }) => key(address) === key(row.address))
          const isWanted = position >= 0
          const changes = { wanted: isWanted, refused: false, ...(isWanted && { ...wanted[position], position }) }
          const which = { organisationId: who.organisation, id: row.id }
          await tables.invitees.update(changes, { where: which, transaction })
        }
        const known = new Set(there.map(({ address }) => key(address)))
        const added = wanted.flatMap((each, at) => (known.has(key(each.address)) ? [] : [fresh(after, each, at)]))
        await tables.invitees.bulkCreate(added, { transaction })
        return after
      })
      return settled(call, who)
    },

    async cancel(id, who) {
      const call = await hub.transaction(async transaction => {
        const before = await open(id, who, transaction)
        const after = { ...before, cancelled: true, sequence: before.sequence + 1 }
        const where = { organisationId: who.organisation, id }
        await tables.calls.update({ cancelled: true, sequence: after.sequence }, { where, transaction })
        return after
      })
      return settled(call, who)
    },

    async mine(organisationId, hostId) {
      const where = { organisationId, hostId, end: { [Op.gt]: new Date() } }
      const calls = (await tables.calls.findAll({ where, order: [['start', 'ASC']] })).map(row => row.get())
      return Promise.all(calls.map(async call => told(call, await written(call))))
    },

    async sweep() {
      const end = { [Op.lt]: new Date(Date.now() - keptDays * 86_400_000) }
      const rows = await tables.calls.findAll({ where: { end }, limit: 1000, everyOrganisation: true })
      for (const row of rows) {
        const { id, organisationId } = row.get()
        await hub.transaction(async transaction => {
          await tables.invitees.destroy({ where: { organisationId, callId: id }, transaction })
          await tables.calls.destroy({ where: { organisationId, id }, transaction })
        })
      }
    },
  }
}

// An address is one whatever its letters' size, as all of today's servers have it.
const key = (address: string) => address.toLowerCase()

const of = ({ organisation, person }: Who) => ({ organisationId: organisation, hostId: person })

const fresh = ({ organisationId, id }: Call, wanted: Wanted, position: number): InviteeStored =>
  ({
    ...{ id: v7(), organisationId, callId: id, ...wanted, position },
    ...{ wanted: true, sentSequence: null, sentWanted: null, refused: false },
  }) as InviteeStored

/** Whether the last letter to somebody says what there is to say. */
export const isTold = (call: Call, { wanted, sentSequence, sentWanted }: InviteeStored): boolean => {
  const asked = wanted && !call.cancelled
  // Who was never asked needs no cancellation; who was told that she isn't any more, no second one.
  if (!asked) return sentWanted !== true
  return sentWanted === true && sentSequence === call.sequence
}

function told(call: Call, invitees: readonly InviteeStored[]): Invitation {
  const { id, subject, start, end, note, cancelled } = call
  return {
    ...{ id, subject, note, cancelled, start: start.toISOString() },
    minutes: Math.round((end.getTime() - start.getTime()) / 60_000),
    invitees: invitees
      .filter(({ wanted }) => wanted)
      .map(each => ({
        ...(each.personId !== null && { person: each.personId }),
        ...{ name: each.name, address: each.address },
        letter: each.refused ? 'refused' : isTold(call, each) ? 'sent' : 'waiting',
      })),
  }
}
