/** How long messages are kept: the organisation's choice, for everybody in it. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'

export const keeping = z.object({
  /** Days from when a message was left; null: until its owner deletes it. */
  days: z.number().int().min(1).max(3650).nullable(),
})
export type Keeping = z.infer<typeof keeping>

export const readKeeping = defineRoute({
  method: 'GET',
  path: '/administration/voicemail',
  allow: 'administrator',
  input: z.object({}),
  output: keeping,
  say: 'For how many days voice messages are kept.',
})

export const setKeeping = defineRoute({
  method: 'PUT',
  path: '/administration/voicemail',
  allow: 'administrator',
  input: keeping,
  output: keeping,
  say: 'Keeps voice messages for so many days, heard or not. Those that are older are deleted within the hour, and can’t be brought back.',
})

const day = 86_400_000

/** When a message is deleted by itself. */
export const deletedOn = (at: Date, { days }: Keeping): Date | undefined =>
  days === null ? undefined : new Date(at.getTime() + days * day)

/** Messages of before then are deleted. */
export const keptSince = (now: Date, days: number): Date => new Date(now.getTime() - days * day)
