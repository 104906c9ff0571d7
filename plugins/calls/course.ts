/** Where a call stands while it goes on: what is told of it beyond its entry in the log, to every hub. */
import { z } from 'zod'
import type { Phase } from './contract.ts'
import { outcomes } from './contract.ts'
import type { CallRow } from './model.ts'

const text = z.string().nullable()
const time = z.coerce.date()

const row: z.ZodType<CallRow> = z.object({
  id: z.string(),
  organisationId: z.string(),
  callId: z.string(),
  callerPerson: text,
  callerNumber: text,
  callerName: text,
  callerHidden: z.boolean(),
  calleePerson: text,
  calleeNumber: text,
  calleeName: text,
  calleeKind: z.enum(['person', 'group', 'queue', 'service', 'outside']),
  startedAt: time,
  answeredAt: time.nullable(),
  answeredBy: text,
  endedAt: time.nullable(),
  outcome: z.enum(outcomes).nullable(),
  seconds: z.number(),
  rule: text,
})

export const course = z.object({
  row,
  /** The last verdict. */
  verb: z.enum(['ring', 'dial', 'progress', 'reject']),
  /** Ids of the people whose phones ring now. */
  ringing: z.array(z.string()),
  /** Those whose phones rang at some time. */
  rang: z.array(z.string()),
})
export type Course = z.infer<typeof course>

/**
 * Whether the call stands in this person's log: it is hers, or it rang at her and nobody else took it. What a colleague of the group
 * answered was never missed by the others.
 */
export function concerns({ row, rang }: Course, person: string): boolean {
  if ([row.callerPerson, row.calleePerson, row.answeredBy].includes(person)) return true
  const taken = row.answeredAt !== null || row.outcome === 'answered'
  return rang.includes(person) && !taken && (row.endedAt === null || row.outcome === 'missed')
}

export function phaseFor({ row, verb, ringing }: Course, person: string): Phase | undefined {
  if (row.endedAt) return undefined
  if (row.answeredAt) return 'talking'
  if (verb === 'progress') return 'announced'
  return (row.callerPerson === person ? ringing.length > 0 : ringing.includes(person)) ? 'ringing' : 'calling'
}
