/** What people do now, as colleagues see it. */
import { z } from 'zod'
import { defineEvent, defineLive } from '../../../core/define.ts'
import { activityKind } from './activity.ts'
import { sourceNames } from './sources.ts'

export const personActivity = activityKind.pick({ name: true, icon: true, tone: true, closesPhone: true }).extend({
  key: z.string(),
  since: z.iso.datetime(),
  /** ISO 8601 UTC. When it is over, the person is Available unless a message says otherwise, and whether one said so yet or not. */
  until: z.iso.datetime().optional(),
  note: z.string().optional(),
  /** Only where it was somebody else who set it, or nobody: a source. */
  setBy: z.enum(['colleague', ...sourceNames]).optional(),
})
export type PersonActivity = z.infer<typeof personActivity>

/** By person id. Whoever isn't there has never set anything and is Available. */
export const presenceView = defineLive({
  name: 'presence.people',
  allow: 'member',
  state: z.object({ people: z.record(z.string(), personActivity) }),
  message: z.object({ id: z.string(), activity: personActivity }),
  apply(state, { id, activity }) {
    state.people[id] = activity
  },
})

const state = z.object({ key: z.string(), closesPhone: z.boolean(), until: z.iso.datetime().optional() })

/** Who set it: the person, a colleague, or nobody: its time was over. */
export const choosers = ['self', 'colleague', 'end'] as const
export type Chooser = (typeof choosers)[number]
/** The same, or a source, by what it says now or says no more. */
export const setters = [...choosers, ...sourceNames] as const
export type Setter = (typeof setters)[number]

export const activityChanged = defineEvent('presence.activity-changed', {
  data: z.object({
    person: z.string(),
    before: state,
    after: state,
    setBy: z.enum(setters),
    /** Id of the person who set it. */
    by: z.string().optional(),
  }),
  say: { sv: 'en hänvisning ändrades', en: 'an activity changed' },
  roles: {
    person: { sv: 'personen', en: 'the person' },
    by: { sv: 'den som ändrade den', en: 'whoever changed it' },
  },
  clauses: [{ roles: [], say: { sv: 'en hänvisning ändras', en: 'an activity changes' } }],
  subject: data => data.person,
  scope: data => ({ person: data.person }),
  parties: ({ person, by }) => ({ person: { person }, by: { person: by } }),
})
