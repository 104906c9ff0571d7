/** Who sees a call, and how much of why it went where it did. */
import { HubError } from '../../core/error.ts'
import type { Extent, Who } from '../../core/hub.ts'
import type { CallRow, CallTable } from './model.ts'

export interface Visible {
  /** Throws HubError `calls.not-found` (404) also for a call that is somebody else's: whoever may not see it doesn't learn that it exists. */
  call(id: string, who: Who): Promise<CallRow>
  /** Whoever calls a colleague learns what came of it, and not whom the colleague blocks. */
  extent(row: CallRow, who: Who): Exclude<Extent, 'none'>
  /** As `MayRead`: of a call's id. */
  reads(id: string, who: Who): Promise<Extent>
}

export function visibleCalls(table: Pick<CallTable, 'find' | 'beside'>): Visible {
  async function find(id: string, { organisation, person, role }: Who): Promise<CallRow | undefined> {
    const row = await table.find(organisation, id)
    if (!row || role === 'administrator') return row
    const isTheirs = [row.callerPerson, row.calleePerson, row.answeredBy].includes(person)
    return isTheirs || (await table.beside(row, person)) ? row : undefined
  }

  const extent: Visible['extent'] = (row, { person, role }) => {
    const called = row.callerPerson === person && row.calleeKind !== 'outside'
    const isTheirs = called && role !== 'administrator' && ![row.calleePerson, row.answeredBy].includes(person)
    return isTheirs ? 'outcome' : 'whole'
  }

  return {
    async call(id, who) {
      const row = await find(id, who)
      if (!row) throw new HubError('calls.not-found', 404)
      return row
    },
    extent,
    async reads(id, who) {
      const row = await find(id, who)
      return row ? extent(row, who) : 'none'
    },
  }
}
