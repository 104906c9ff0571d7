/** Letters to those who are invited: a job for each of them, which says what is so when it runs, and tries again until the server takes it. */
import { z } from 'zod'
import type { Mail } from '../../connectors/mail/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { isTold } from './book.ts'
import { letterFor } from './letter.ts'
import type { Call, InviteeStored, Tables } from './tables.ts'

interface Parts {
  readonly tables: Tables
  readonly mail: Mail
  readonly directory: Directory
  readonly changed: (host: { organisation: string; person: string }) => Promise<void>
}

export type Send = (invitees: readonly Pick<InviteeStored, 'id' | 'organisationId'>[]) => Promise<void>

export function openSending(hub: Pick<Hub, 'job' | 'log'>, { tables, mail, directory, changed }: Parts): Send {
  async function find(organisationId: string, id: string) {
    const to = (await tables.invitees.findOne({ where: { organisationId, id } }))?.get()
    if (!to) return undefined
    const call = (await tables.calls.findOne({ where: { organisationId, id: to.callId } }))?.get()
    const host = directory.person(call?.hostId ?? '')
    const organisation = directory.organisation(organisationId)
    // Nobody needs to be told of what has been.
    if (!call || !host || !organisation || call.end.getTime() <= Date.now() || isTold(call, to)) return undefined
    return { to, call, host, organisation }
  }

  const sending = hub.job('mail', z.object({ organisation: z.string(), id: z.string() }), async given => {
    const found = await find(given.organisation, given.id)
    if (!found) return
    const { to, call, host, organisation } = found
    const where = { organisationId: given.organisation, callId: call.id, wanted: true }
    const rows = await tables.invitees.findAll({ where, order: [['position', 'ASC']] })
    const number = host.number ?? directory.groups(organisation.id)[0]?.e164
    const language = directory.person(to.personId ?? '')?.language ?? host.language
    const invitees = rows.map(row => row.get())
    try {
      await mail.send(letterFor({ call, invitees, to, language, host, organisation, number }))
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'mail.refused') throw error
      hub.log.warn({ invitation: call.id, reason: error.details.reason }, 'an invitation was not taken as mail')
      await settle(to, { refused: true }, call)
      return
    }
    const sentWanted = to.wanted && !call.cancelled
    await settle(to, { sentSequence: call.sequence, sentWanted, refused: false }, call)
  })

  async function settle({ id, organisationId }: InviteeStored, row: Partial<InviteeStored>, { hostId }: Call) {
    await tables.invitees.update(row, { where: { organisationId, id } })
    await changed({ organisation: organisationId, person: hostId })
  }

  // Changed while its letter is sent, it runs once more.
  return async invitees => {
    for (const { id, organisationId } of invitees)
      await sending.at(new Date(), id, { organisation: organisationId, id })
  }
}
