/** Calendars that a company lets the hub into by itself: for its administrators, and for each of its people to leave. */
import { z } from 'zod'
import { vendorNames } from '../../../connectors/calendar/port.ts'
import { defineLive, defineRoute } from '../../../core/define.ts'
import { linkStates } from './links.ts'

const vendor = z.enum(vendorNames)

/** Whom the company's permission is used for. */
export const covers = ['nobody', 'everybody', 'teams'] as const
export type Covers = (typeof covers)[number]

/** `outside`: covered, with an address outside the domains, and so not linked; `left`: covered, and doesn't want to be linked. */
const counted = z.enum(['covered', 'outside', 'left', ...linkStates])

export const companyAccess = z.object({
  vendor,
  /** The vendor's name, the same in all languages. */
  title: z.string(),
  /** Of addresses: nobody else's mailbox is read. */
  domains: z.array(z.string()),
  covers: z.enum(covers),
  /** Ids of teams. */
  teams: z.array(z.string()),
  /** People may leave. */
  mayLeave: z.boolean(),
  /** How many people it covers, and how the links of those are. */
  counts: z.record(counted, z.number().int()),
  /** Some of those who can't be read, the vendor's own words with them. */
  troubles: z.array(
    z.object({ person: z.string(), account: z.string(), state: z.enum(linkStates), reason: z.string().optional() }),
  ),
})
export type CompanyAccess = z.infer<typeof companyAccess>

const all = z.object({ vendors: z.array(companyAccess) })

export const readCompany = defineRoute({
  method: 'GET',
  path: '/administration/calendars',
  allow: 'administrator',
  input: z.object({}),
  output: all,
  say: 'The calendars that our company lets the hub into by itself: whose are linked, and how the links are.',
})

export const setCompany = defineRoute({
  method: 'PUT',
  path: '/administration/calendars/:vendor',
  allow: 'administrator',
  input: z.object({
    vendor,
    covers: z.enum(covers),
    /** Ids of teams, where it covers those. */
    teams: z.array(z.string()).max(500),
    mayLeave: z.boolean(),
  }),
  output: all,
  say: 'Links the calendars of everybody, of teams, or of nobody by our company’s own permission.',
})

/** The same, as it goes. */
export const companyView = defineLive({
  name: 'calendar.company',
  allow: 'administrator',
  state: all,
  message: all,
  apply(state, message) {
    Object.assign(state, message)
  },
})

export const leaveCompany = defineRoute({
  method: 'PUT',
  path: '/calendar/company/:vendor',
  allow: 'member',
  input: z.object({
    vendor,
    /** False: the company’s link to my calendar is taken away, and stays away. */
    linked: z.boolean(),
  }),
  output: z.void(),
  say: 'Leaves the calendar link that my company made, or takes it again.',
})
