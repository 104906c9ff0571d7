/** What people see of calls while they happen. */
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { Telephony } from '../../connectors/telephony/port.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { callEnded, type LineState, lines as linesView, myCalls } from './contract.ts'
import { type Course, callIdFor, concerns, course, leftAt, partOf, peopleOf, phaseFor } from './course.ts'
import { entryFor } from './entry.ts'
import type { Lines } from './lines.ts'
import type { CallRow, CallTable } from './model.ts'
import type { CallSearch } from './search.ts'

interface Needed {
  readonly directory: Directory
  readonly telephony: Pick<Telephony, 'showLine'>
}

interface Kept {
  readonly table: CallTable
  readonly search: CallSearch
}

export function provideViews(hub: Hub, { directory, telephony }: Needed, board: Lines, { table, search }: Kept) {
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

  /** Calls that go on, whichever hub was asked about them, and for a while those that ended: the log is written behind them. */
  const going = new Map<string, Course>()
  const over = new LRUCache<string, Course>({ max: 2_000, ttl: 30_000 })
  const entry = (one: Course, person: string) => {
    const phase = phaseFor(one, person)
    return entryFor(one.row, person, {
      directory,
      phase,
      leftAt: phase === undefined ? leftAt(one, person) : undefined,
      callId: callIdFor(one, person),
      part: partOf(one, person),
    })
  }

  const tellCalls = hub.live(myCalls, {
    key: who => who.person,
    async snapshot(organisation, person) {
      const [rows, seenAt] = await Promise.all([
        search.of(person, { organisation, limit: 50 }),
        table.seen(organisation, person),
      ])
      const fresh = [...over.values(), ...going.values()].filter(
        one => one.row.organisationId === organisation && concerns(one, person),
      )
      const calls = new Map(rows.map(({ row, part }) => [row.id, entryFor(row, person, { directory, part })]))
      for (const one of fresh) calls.set(one.row.id, entry(one, person))
      const newest = [...calls.values()].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1)).slice(0, 50)
      return { calls: newest, ...(seenAt && { seenAt: seenAt.toISOString() }) }
    },
  })

  const tellSeen = hub.broadcast(
    'calls.seen',
    z.object({ organisation: z.string(), person: z.string(), seenAt: z.iso.datetime() }),
    ({ organisation, person, seenAt }) => tellCalls({ organisation, key: person }, { seenAt }),
  )

  const tellCourse = hub.broadcast('calls.course', course, one => {
    const { row } = one
    if (row.endedAt) going.delete(row.id)
    ;(row.endedAt ? over : going).set(row.id, one)
    for (const person of peopleOf(one)) {
      const message = concerns(one, person) ? { call: entry(one, person) } : { gone: row.id }
      tellCalls({ organisation: row.organisationId, key: person }, message)
    }
  })

  const listeners: ((person: string, line: LineState) => void)[] = []

  return {
    onLine: (listener: (person: string, line: LineState) => void): void => void listeners.push(listener),
    showLines: (extensions: readonly string[]): void => {
      for (const extension of new Set(extensions)) {
        // The lamps of phones show just what screens show: both are told here, and nowhere else.
        if (extension.includes('@')) telephony.showLine(extension, board.state(extension))
        const person = directory.personByExtension(extension)
        if (!person) continue
        const message = { person: person.id, line: board.state(extension), reachable: board.registered(extension) }
        tellLines({ organisation: person.organisation }, message)
        for (const listener of listeners) listener(person.id, message.line)
      }
    },
    showCall: tellCourse,
    /** Of a call that goes on, by the Call-ID of any of its legs, whichever hub was asked about it. */
    courseAt: (callId: string): Course | undefined =>
      [...going.values()].find(({ row, legs }) => row.callId === callId || legs.some(leg => leg.callId === callId)),
    showSeen: tellSeen,
    /** Calls that began before `before` and are not `alive` (call ids): nobody saw their end. */
    forget: (before: Date, alive: readonly string[]): void => {
      const still = new Set(alive)
      for (const [id, { row }] of going) if (row.startedAt < before && !still.has(id)) going.delete(id)
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
