/** What would happen if: something that has not happened, decided as a real one is, with what would come of it. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { ruleSchema } from '../../../core/flow/rule.ts'
import { type ToldDecision, toldDecision } from '../../../core/flow/told.ts'
import { ruleCaseSchema, ruleOwnerSchema } from './sets.ts'

/** A person of the organisation, or a number as somebody would dial it. */
const party = z.object({ person: z.string().optional(), number: z.string().max(40).optional() })
export type TriedParty = z.infer<typeof party>

/** With which rules, and what is taken for granted. */
const supposing = {
  /** In place of the owner's rules in force; without them: with those in force. */
  rules: z.object({ owner: ruleOwnerSchema, rules: z.array(ruleSchema).max(10_000) }).optional(),
  /** Set by hand: a state of a person's at one of its options, as `TriedState` offers them. */
  states: z
    .array(z.object({ state: z.string(), person: z.string(), value: z.string() }))
    .max(50)
    .default([]),
  /** Facts in place of what they are. */
  facts: z
    .array(z.object({ fact: z.string(), params: z.record(z.string(), z.unknown()).optional(), value: z.unknown() }))
    .max(50)
    .default([]),
  language: z.enum(['sv', 'en']).optional(),
}

/** Who hears or sees what. `spoken` is in the ear, and `say` leads up to it. */
const outcome = z.object({
  say: z.string(),
  spoken: z.object({ text: z.string(), language: z.enum(['sv', 'en']) }).optional(),
})
export type TriedOutcome = z.infer<typeof outcome>

export interface TriedCourse {
  readonly at: string
  /** What was done: "The phones ring, 25 s at most." */
  readonly did: string
  /** Empty but for `outcome` where the rules are another's. */
  readonly told: ToldDecision
  readonly outcomes: readonly TriedOutcome[]
  /** Ways in which it may go on, the likeliest first; `course` is left out where it would lead too far. */
  readonly steps: readonly { readonly key: string; readonly say: string; readonly course?: TriedCourse | undefined }[]
  /** It leads on to this at once, as a call that is sent on does. */
  readonly onward?: TriedCourse | undefined
}

const course: z.ZodType<TriedCourse> = z
  .lazy(() =>
    z.object({
      at: z.iso.datetime(),
      did: z.string(),
      told: toldDecision,
      outcomes: z.array(outcome),
      steps: z.array(z.object({ key: z.string(), say: z.string(), course: course.optional() })),
      onward: course.optional(),
    }),
  )
  .meta({ id: 'TriedCourse' })

/** What may be set by hand for somebody who takes part. */
const state = z.object({
  state: z.string(),
  person: z.string(),
  /** "Anna Svensson" */
  name: z.string(),
  /** "Activity" */
  say: z.string(),
  options: z.array(z.object({ value: z.string(), say: z.string() })),
})
export type TriedState = z.infer<typeof state>

/** Everybody for calls to and from oneself, administrators for any. */
export const tryRules = defineRoute({
  method: 'POST',
  path: '/rules/try',
  allow: 'member',
  input: z.object({
    /** What is tried, by the name that its plugin has given it. */
    trial: z.string().default('call'),
    /** By the trial's fields. For a call: `caller`, without whom the number is withheld, and `dialled`. */
    fields: z.record(z.string(), party),
    /** Now, unless given. Without an offset it is the clock of the organisation. */
    at: z.iso.datetime({ local: true }).optional(),
    ...supposing,
  }),
  output: z.object({
    course,
    states: z.array(state),
    /** To be kept beside the rules, so that it goes on ending like this. */
    case: ruleCaseSchema.omit({ id: true }).optional(),
  }),
  say: 'Says what would happen, by which rules, and what each side would hear. Nothing is carried out',
})

/** A part of a day in which the same comes of a call. */
const span = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  did: z.string(),
  outcomes: z.array(outcome),
  /** Title of the rule; none: no rule held. */
  rule: z.string().optional(),
  reason: z.string(),
})
export type TriedSpan = z.infer<typeof span>

export const tryDay = defineRoute({
  method: 'POST',
  path: '/rules/try-day',
  allow: 'member',
  input: z.object({
    trial: z.string().default('call'),
    fields: z.record(z.string(), party),
    /** Of the organisation's zone; today unless given. */
    date: z.iso.date().optional(),
    ...supposing,
  }),
  output: z.object({ date: z.iso.date(), spans: z.array(span) }),
  say: 'Says what would happen at each time of a day, as far as anything tells it',
})
