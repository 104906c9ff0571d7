/** What people see of calls while they happen. */
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { callEnded, type LineState, lines as linesView, myCalls } from './contract.ts'
import type { Lines } from './lines.ts'
import { type CallRow, type CallTable, entryFor } from './model.ts'

export function provideViews(hub: Hub, directory: Directory, board: Lines, table: CallTable) {
  const tellLines = hub.live(linesView, {
    snapshot(organisation) {
      const lines: Record<string, LineState> = {}
      const reachable: Record<string, true> = {}
      for (const { id, extension } of directory.people(organisation)) {
        const state = board.state(extension)
        if (state !== 'idle') lines[id] = state
        if (board.registered(extension)) reachable[id] = true
      }
      return { lines, reachable }
    },
  })

  const tellCalls = hub.live(myCalls, {
    key: who => who.person,
    async snapshot(organisation, person) {
      const rows = await table.of(organisation, person, { limit: 50 })
      return { calls: rows.map(row => entryFor(row, person)) }
    },
  })

  return {
    showLines: (extensions: readonly string[]): void => {
      for (const extension of new Set(extensions)) {
        const person = directory.personByExtension(extension)
        if (!person) continue
        const message = { person: person.id, line: board.state(extension), reachable: board.registered(extension) }
        tellLines({ organisation: person.organisation }, message)
      }
    },
    showCall: (row: CallRow): void => {
      for (const person of new Set([row.callerPerson, row.calleePerson, row.answeredBy])) {
        if (person) tellCalls({ organisation: row.organisationId, key: person }, { call: entryFor(row, person) })
      }
    },
    publishEnd: (row: CallRow): void => {
      hub
        .publish(callEnded, {
          organisation: row.organisationId,
          // Every hub hears of the end; one of them is the first to have it accepted.
          id: `ended:${row.id}`,
          data: {
            call: row.id,
            caller: {
              person: row.callerPerson ?? undefined,
              number: row.callerNumber ?? undefined,
              hidden: row.callerHidden,
            },
            callee: { person: row.calleePerson ?? undefined, number: row.calleeNumber ?? undefined },
            outcome: row.outcome ?? 'failed',
            seconds: row.seconds,
            answeredBy: row.answeredBy ?? undefined,
          },
        })
        .catch((error: unknown) => hub.log.error({ err: error, call: row.id }, 'the end of a call was not journalled'))
    },
  }
}
