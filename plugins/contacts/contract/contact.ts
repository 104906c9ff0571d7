/** A contact, and marks on whoever calls. */
import { z } from 'zod'

// Control characters would end up in SIP headers and on displays.
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)

const contactNumber = z.object({
  /** "mobil", "work": whatever the owner calls it. */
  label: line(40),
  /** E.164 when read; as people write it when given. */
  e164: line(40),
})

/** What the owner may say of a contact. */
export const contactFields = z.object({
  name: line(120).min(1),
  company: line(120).default(''),
  numbers: z.array(contactNumber).max(20).default([]),
  // Whether it is one is said together with what is wrong with the numbers, not before it.
  emails: z.array(line(190)).max(20).default([]),
  notes: z.string().trim().max(4000).default(''),
})
export type ContactFields = z.infer<typeof contactFields>

/** In `details.problems` of the error that a contact is refused with: each with the code of its own words. */
export const contactProblem = z.union([
  z.object({ field: z.string(), code: z.enum(['contacts.not-a-number', 'contacts.number-twice']), number: z.string() }),
  z.object({ field: z.string(), code: z.literal('contacts.not-an-address'), email: z.string() }),
])
export type ContactProblem = z.infer<typeof contactProblem>

/** As lists show it; the notes come with the single contact. */
export const contactEntry = contactFields.omit({ notes: true }).extend({
  id: z.string(),
  /** Whose book it stands in. */
  book: z.enum(['own', 'company']),
})
export type ContactEntry = z.infer<typeof contactEntry>

export const markKinds = ['vip', 'blocked', 'favourite'] as const
export type MarkKind = (typeof markKinds)[number]

/** What is marked: a contact or a colleague by id, or any number (E.164). */
export const targetKinds = ['contact', 'person', 'number'] as const

export const mark = z.object({
  /** Mine, or the organisation's, which holds for everybody. */
  by: z.enum(['own', 'company']),
  kind: z.enum(markKinds),
  on: z.enum(targetKinds),
  target: z.string(),
})
export type MarkEntry = z.infer<typeof mark>

/** The key of a mark in a state. */
export const markKey = ({ by, kind, on, target }: MarkEntry): string => `${by} ${kind} ${on} ${target}`
