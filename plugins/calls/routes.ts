import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { callLog, whyCall } from './contract.ts'
import { type CallTable, entryFor } from './model.ts'

export function provideRoutes(hub: Hub, directory: Directory, table: CallTable): void {
  hub.route(callLog, async ({ before, limit }, { organisation, person }) => {
    const rows = await table.of(organisation, person, { before: before ? new Date(before) : undefined, limit })
    return { calls: rows.map(row => entryFor(row, person)) }
  })

  hub.route(whyCall, async ({ id }, { organisation, person, role }) => {
    const row = await table.find(organisation, id)
    const mine = row && [row.callerPerson, row.calleePerson, row.answeredBy].includes(person)
    // Whoever may not see a call does not learn that it exists.
    if (!row || !(mine || role === 'administrator')) throw new HubError('calls.not-found', 404)
    const reader = {
      language: directory.person(person)?.language ?? 'sv',
      zone: directory.organisation(organisation)?.zone ?? 'Europe/Stockholm',
    }
    const decisions = await hub.decisionsOf(organisation, id)
    return {
      decisions: decisions.map(decision => ({
        id: decision.id,
        at: decision.occurrence.at.toISOString(),
        event: decision.occurrence.type,
        ...hub.trace(decision, reader),
      })),
    }
  })
}
