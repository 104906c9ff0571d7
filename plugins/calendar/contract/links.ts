/** Linking calendars that are kept elsewhere, and how the link is. */
import { z } from 'zod'
import { vendorNames } from '../../../connectors/calendar/port.ts'
import { defineLive, defineRoute } from '../../../core/define.ts'

const vendor = z.enum(vendorNames)

/**
 * reading: not read yet; well; unavailable: the vendor doesn't answer, what was read last stands and it is tried again; refused: somebody has
 * to sign in again (the company's administrator to see to its permission), and what was read last stands; absent: there is no such mailbox at
 * the company's; yielded: she has linked the same mailbox herself, and it is not read twice.
 */
export const linkStates = ['reading', 'well', 'unavailable', 'refused', 'absent', 'yielded'] as const
export type LinkState = (typeof linkStates)[number]

export const calendarLink = z.object({
  id: z.string(),
  vendor,
  /** The vendor's name, the same in all languages. */
  title: z.string(),
  /** As the vendor names the account: an e-mail address. */
  account: z.string(),
  /** Her company linked it, and not she herself. */
  company: z.boolean(),
  state: z.enum(linkStates),
  /** When all of it was last read. ISO 8601 UTC, as the next two. */
  readAt: z.iso.datetime().optional(),
  /** When the vendor last told of a change. */
  toldAt: z.iso.datetime().optional(),
  /** When it is read next; none where somebody has to sign in again. */
  nextAt: z.iso.datetime().optional(),
  /** The vendor tells of changes by itself; otherwise it is read every few minutes. */
  tells: z.boolean(),
  calendars: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      main: z.boolean(),
      /** "#a1b2c3" */
      colour: z.string().optional(),
      /** Its events are looked at. */
      chosen: z.boolean(),
    }),
  ),
})
export type CalendarLink = z.infer<typeof calendarLink>

export const companyOffer = z.object({
  vendor,
  title: z.string(),
  /** It is hers to say. */
  mayLeave: z.boolean(),
  /** She doesn’t want to be linked. */
  left: z.boolean(),
})
export type CompanyOffer = z.infer<typeof companyOffer>

export const listLinks = defineRoute({
  method: 'GET',
  path: '/calendar/links',
  allow: 'member',
  input: z.object({}),
  output: z.object({
    links: z.array(calendarLink),
    /** Those that this hub is set up for, and how one signs in to each. */
    vendors: z.array(z.object({ name: vendor, title: z.string(), by: z.enum(['consent', 'sign-in']) })),
    /** Where my company links me, unless I left. */
    company: z.array(companyOffer),
  }),
  say: 'My linked calendars, how each link is, and what I can link.',
})

/** A browser comes back to this page of the app from the vendor's, with `state` and `code`, or `error` (RFC 6749 section 4.1.2). */
export const consentPage = '/day/linked'

export const beginConsent = defineRoute({
  method: 'POST',
  path: '/calendar/consent',
  allow: 'member',
  input: z.object({ vendor }),
  output: z.object({
    /** Where to send the browser, within ten minutes. */
    address: z.string(),
  }),
  say: 'Begins to link a calendar by consent in its vendor’s own pages.',
})

export const finishConsent = defineRoute({
  method: 'POST',
  path: '/calendar/consent/finish',
  allow: 'member',
  input: z.object({ state: z.string().max(4000), code: z.string().min(1).max(4000) }),
  output: calendarLink,
  say: 'Links the calendar with what its vendor sent the browser back with: in the session that began it, once.',
})

export const linkBySignIn = defineRoute({
  method: 'POST',
  path: '/calendar/links',
  allow: 'member',
  input: z.object({
    vendor,
    /** Of the server, or a domain or e-mail address that leads to it. */
    address: z.string().trim().min(1).max(500),
    user: z.string().trim().min(1).max(254),
    password: z.string().min(1).max(256),
  }),
  output: calendarLink,
  say: 'Links the calendars of a server that one signs in to. The same account again takes the place of what was linked.',
})

export const chooseCalendars = defineRoute({
  method: 'PUT',
  path: '/calendar/links/:id/calendars',
  allow: 'member',
  input: z.object({ id: z.string(), calendars: z.array(z.string()).max(50) }),
  output: calendarLink,
  say: 'Chooses which calendars of a link are looked at. The main one is, to begin with.',
})

export const readLink = defineRoute({
  method: 'POST',
  path: '/calendar/links/:id/read',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: z.void(),
  say: 'Has a link read now. What comes of it is in the live view.',
})

export const unlink = defineRoute({
  method: 'DELETE',
  path: '/calendar/links/:id',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: z.void(),
  say: 'Takes a link away, with all that was read by it.',
})

/** My links, and a mark that is another whenever my day may be: a screen then reads it again. */
export const calendarView = defineLive({
  name: 'calendar.mine',
  allow: 'member',
  state: z.object({ links: z.array(calendarLink), mark: z.string() }),
  message: z.object({ links: z.array(calendarLink), mark: z.string() }),
  apply(state, message) {
    Object.assign(state, message)
  },
})
