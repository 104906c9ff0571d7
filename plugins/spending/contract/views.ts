import { z } from 'zod'
import { defineLive } from '../../../core/define.ts'
import { alarmKinds } from './events.ts'

const use = z.object({
  /** Öre. */
  today: z.number().int(),
  /** Out at this moment. */
  calls: z.number().int(),
})
export type Use = z.infer<typeof use>

export const alarm = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  what: z.enum(alarmKinds),
  person: z.string().optional(),
  dialled: z.string().optional(),
})
export type Alarm = z.infer<typeof alarm>

const state = z.object({
  organisation: use,
  /** Those who have called today. */
  people: z.record(z.string(), use),
  /** Newest first, 50 at most. */
  alarms: z.array(alarm),
})
export type SpendingState = z.infer<typeof state>

const message = z.union([
  z.object({ organisation: use, people: z.record(z.string(), use) }),
  z.object({ alarm }),
  /** Another day has begun. */
  z.object({ fresh: state }),
])
export type SpendingMessage = z.infer<typeof message>

export const mostAlarms = 50

export const spendingView = defineLive<SpendingState, SpendingMessage>({
  name: 'spending.today',
  allow: 'administrator',
  state,
  message,
  apply(now, told) {
    if ('alarm' in told) {
      if (now.alarms.some(({ id }) => id === told.alarm.id)) return
      now.alarms = [told.alarm, ...now.alarms].slice(0, mostAlarms)
    } else if ('fresh' in told) {
      Object.assign(now, told.fresh)
    } else {
      now.organisation = told.organisation
      Object.assign(now.people, told.people)
    }
  },
})
