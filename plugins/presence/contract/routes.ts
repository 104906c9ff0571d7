/** Choosing an activity, and making one's own. */
import { z } from 'zod'
import { defineDownload, defineLive, defineRoute } from '../../../core/define.ts'
import { activityKind, choice, noteText, phraseText } from './activity.ts'
import { personActivity } from './people.ts'

export const listActivities = defineRoute({
  method: 'GET',
  path: '/activities',
  allow: 'member',
  input: z.object({}),
  output: z.object({ activities: z.array(choice) }),
  say: 'The activities I can choose: my own form of each, else the organisation’s, else the standard’s.',
})

/** The same, as it is now: whoever chooses sees what the organisation, or another browser of theirs, has changed. */
export const activitiesView = defineLive({
  name: 'presence.activities',
  allow: 'member',
  state: z.object({ activities: z.array(choice) }),
  message: z.object({ activities: z.array(choice) }),
  apply(state, { activities }) {
    state.activities = activities
  },
})

export const listActivitiesOf = defineRoute({
  method: 'GET',
  path: '/people/:id/activities',
  allow: 'supervisor',
  input: z.object({ id: z.string() }),
  output: z.object({ activities: z.array(choice) }),
  say: 'The activities that a colleague can have.',
})

const end = {
  activity: z.string(),
  /** ISO 8601 UTC; null: no end. Neither this nor `minutes`: the activity’s own length. */
  until: z.iso.datetime().nullable().optional(),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(366 * 1440)
    .optional(),
  /** Left as it is when not given; empty takes it away. */
  note: noteText.optional(),
}
const oneEnd = { path: ['minutes'], error: 'until or minutes, not both' }
const onlyOneEnd = (input: { until?: string | null | undefined; minutes?: number | undefined }) =>
  input.until === undefined || input.minutes === undefined

export const setMyActivity = defineRoute({
  method: 'PUT',
  path: '/activity',
  allow: 'member',
  input: z.object(end).refine(onlyOneEnd, oneEnd),
  output: personActivity,
  say: 'Sets what I am doing. It ends by itself where it has an end.',
})

export const setActivity = defineRoute({
  method: 'PUT',
  path: '/people/:id/activity',
  allow: 'supervisor',
  input: z.object({ id: z.string(), ...end }).refine(onlyOneEnd, oneEnd),
  output: personActivity,
  say: 'Sets what a colleague is doing.',
})

export const setMyNote = defineRoute({
  method: 'PUT',
  path: '/activity/note',
  allow: 'member',
  input: z.object({ note: noteText }),
  output: personActivity,
  say: 'Sets the note under my name; empty takes it away.',
})

export const readHeard = defineRoute({
  method: 'GET',
  path: '/people/:id/heard',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: z.object({
    closesPhone: z.boolean(),
    /** Only where the activity closes the phone: otherwise it rings. */
    text: z.object({ sv: z.string(), en: z.string() }).optional(),
  }),
  say: 'What a caller would hear of the person’s activity now.',
})

/**
 * What `readHeard` says in words. `spoken` tries a phrase before there is such an activity ("is in a meeting"), with an end if it has
 * one: of oneself only. Throws presence.rings where nothing is heard but the phones, presence.no-voice where the hub has no voice.
 */
export const hearActivity = defineDownload({
  method: 'GET',
  path: '/people/:id/heard.mp3',
  allow: 'member',
  input: z.object({
    id: z.string(),
    language: z.enum(['sv', 'en']),
    spoken: phraseText.optional(),
    until: z.iso.datetime().optional(),
  }),
  type: 'audio/mpeg',
  say: 'The voice that a caller would hear now.',
})

const changed = z.object({ key: z.string() }).extend(activityKind.shape)
const key = z.object({ key: z.string() })

export const addMyActivity = defineRoute({
  method: 'POST',
  path: '/activities',
  allow: 'member',
  input: activityKind,
  output: choice,
  say: 'Adds an activity for myself.',
})

export const changeMyActivity = defineRoute({
  method: 'PUT',
  path: '/activities/:key',
  allow: 'member',
  input: changed,
  output: choice,
  say: 'Gives an activity another form for myself.',
})

export const deleteMyActivity = defineRoute({
  method: 'DELETE',
  path: '/activities/:key',
  allow: 'member',
  input: key,
  output: z.void(),
  say: 'Takes my form of an activity away. Whoever has an activity that is nowhere any more is Available.',
})

export const listOrganisationActivities = defineRoute({
  method: 'GET',
  path: '/administration/activities',
  allow: 'administrator',
  input: z.object({}),
  output: z.object({ activities: z.array(choice) }),
  say: 'The organisation’s activities, without anybody’s own.',
})

export const addOrganisationActivity = defineRoute({
  method: 'POST',
  path: '/administration/activities',
  allow: 'administrator',
  input: activityKind,
  output: choice,
  say: 'Adds an activity for everybody.',
})

export const changeOrganisationActivity = defineRoute({
  method: 'PUT',
  path: '/administration/activities/:key',
  allow: 'administrator',
  input: changed,
  output: choice,
  say: 'Gives an activity another form for everybody.',
})

export const deleteOrganisationActivity = defineRoute({
  method: 'DELETE',
  path: '/administration/activities/:key',
  allow: 'administrator',
  input: key,
  output: z.void(),
  say: 'Takes the organisation’s form of an activity away.',
})
