/** Where a call stands while it goes on: what is told of it beyond its entry in the log, to every hub. */
import { z } from 'zod'
import type { Phase } from './contract.ts'
import { outcomes } from './contract.ts'
import type { CallRow, Part } from './model.ts'

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

const part: z.ZodType<Part> = z.object({
  organisationId: z.string(),
  call: z.string(),
  person: z.string(),
  startedAt: time,
  answeredAt: time.nullable(),
  endedAt: time.nullable(),
  outcome: z.enum(['answered', 'missed']).nullable(),
  seconds: z.number(),
  otherPerson: text,
  otherNumber: text,
  otherName: text,
  otherHidden: z.boolean(),
})

export const course = z.object({
  row,
  /** The last verdict. */
  verb: z.enum(['ring', 'dial', 'progress', 'reject']),
  /** Ids of the people whose phones ring now. */
  ringing: z.array(z.string()),
  /** Those whose phones rang at some time. */
  rang: z.array(z.string()),
  parked: z.boolean(),
  /** Those that go on. */
  legs: z.array(z.object({ callId: z.string(), person: z.string().optional() })),
  /** What people had of it who came in when it was answered. */
  parts: z.array(part),
  /** Who was in it from the beginning and has left it, though it goes on. */
  gone: z.array(z.object({ person: z.string(), at: time })),
})
export type Course = z.infer<typeof course>

const main = ({ callerPerson, calleePerson, answeredBy }: CallRow) => [callerPerson, calleePerson, answeredBy]

export const partOf = ({ parts }: Course, person: string): Part | undefined => parts.find(one => one.person === person)

/**
 * Whether the call stands in this person's log: it is hers, or it rang at her and nobody else took it. What a colleague of the group
 * answered was never missed by the others.
 */
export function concerns(one: Course, person: string): boolean {
  const { row, rang, ringing } = one
  if (main(row).includes(person) || partOf(one, person)) return true
  // Somebody who talks transfers it to her.
  if (row.answeredAt !== null && row.endedAt === null) return ringing.includes(person)
  const taken = row.answeredAt !== null || row.outcome === 'answered'
  const missed = row.outcome === 'missed' || row.outcome === 'voicemail'
  return rang.includes(person) && !taken && (row.endedAt === null || missed)
}

export function phaseFor(one: Course, person: string): Phase | undefined {
  const { row, verb, ringing, parked } = one
  const part = main(row).includes(person) ? undefined : partOf(one, person)
  if (row.endedAt || part?.endedAt) return undefined
  // Handed on to her, or coming back to her who handed it on.
  if (row.answeredAt && ringing.includes(person)) return 'ringing'
  if (row.answeredAt && !main(row).includes(person) && !part?.answeredAt) return 'ringing'
  if (parked) return 'parked'
  if (leftAt(one, person)) return undefined
  if (row.answeredAt) return 'talking'
  if (verb === 'progress') return 'announced'
  return (row.callerPerson === person ? ringing.length > 0 : ringing.includes(person)) ? 'ringing' : 'calling'
}

/** When this person left the call, which goes on without her. */
export const leftAt = ({ row, gone }: Course, person: string): Date | undefined =>
  row.endedAt ? undefined : gone.find(one => one.person === person)?.at

/** At this person's phone, while it goes on. */
export function callIdFor({ row, legs }: Course, person: string): string | undefined {
  if (row.endedAt) return undefined
  return legs.find(leg => leg.person === person)?.callId ?? row.callId
}

/** Everybody who may have it in her log. */
export const peopleOf = ({ row, rang, ringing, parts }: Course): ReadonlySet<string> =>
  new Set([...main(row).filter(person => person !== null), ...rang, ...ringing, ...parts.map(({ person }) => person)])
