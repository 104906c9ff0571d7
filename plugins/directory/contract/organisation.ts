/** The organisation, its teams, and when it is open. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { language, name } from './fields.ts'
import { closedDay, day, openingHours } from './opening.ts'

const isZone = (zone: string) => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
/** An IANA zone. */
const zone = z
  .string()
  .max(60)
  .regex(/^[A-Z]/)
  .refine(isZone)

const organisation = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  domain: z.string(),
  zone: z.string(),
  /** ISO 3166. */
  country: z.string(),
  /** What people leave out of local numbers, as it is dialled: "08". */
  areaCode: z.string().optional(),
  language,
  openingHours,
  /** Days that are closed beside the country's holidays. */
  closedDays: z.array(closedDay),
  /** Whether everybody's own number closes outside opening hours, whatever they chose. */
  peopleClose: z.boolean(),
})
export type OrganisationEntry = z.infer<typeof organisation>

export const readOrganisation = defineRoute({
  method: 'GET',
  path: '/organisation',
  allow: 'member',
  input: z.object({}),
  output: organisation,
  say: 'My organisation.',
})

export const updateOrganisation = defineRoute({
  method: 'PATCH',
  path: '/administration/organisation',
  allow: 'administrator',
  input: z.object({
    name: name.optional(),
    zone: zone.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    /** Empty: local numbers aren't read. */
    areaCode: z
      .string()
      .trim()
      .regex(/^\d{0,5}$/)
      .optional(),
    language: language.optional(),
    openingHours: openingHours.optional(),
    peopleClose: z.boolean().optional(),
  }),
  output: organisation,
  say: 'Changes the organisation and its opening hours.',
})

export const setClosedDay = defineRoute({
  method: 'PUT',
  path: '/administration/closed-days/:day',
  allow: 'administrator',
  input: closedDay,
  output: organisation,
  say: 'Closes on a day, or gives that day another name.',
})

export const deleteClosedDay = defineRoute({
  method: 'DELETE',
  path: '/administration/closed-days/:day',
  allow: 'administrator',
  input: z.object({ day }),
  output: organisation,
  say: 'Opens on that day again, if it is no holiday.',
})

const team = z.object({ id: z.string(), name: z.string() })
export type TeamEntry = z.infer<typeof team>

export const listTeams = defineRoute({
  method: 'GET',
  path: '/teams',
  allow: 'member',
  input: z.object({}),
  output: z.object({ teams: z.array(team) }),
  say: 'All teams, by name.',
})

export const createTeam = defineRoute({
  method: 'POST',
  path: '/administration/teams',
  allow: 'administrator',
  input: z.object({ name }),
  output: team,
  say: 'Adds a team.',
})

export const updateTeam = defineRoute({
  method: 'PATCH',
  path: '/administration/teams/:id',
  allow: 'administrator',
  input: z.object({ id: z.string(), name }),
  output: team,
  say: 'Renames a team.',
})

export const deleteTeam = defineRoute({
  method: 'DELETE',
  path: '/administration/teams/:id',
  allow: 'administrator',
  input: z.object({ id: z.string() }),
  output: z.void(),
  say: 'Takes a team away. Its people stay, without a team.',
})
