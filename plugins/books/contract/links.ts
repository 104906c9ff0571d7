import { z } from 'zod'

export const whose = ['own', 'company'] as const

/**
 * new: not read yet; well: as it was when last read; away: couldn't be read the last time, what is known is kept; refused: somebody has to
 * sign in again; gone: there is nothing there any more.
 */
export const healths = ['new', 'well', 'away', 'refused', 'gone'] as const
export type Health = (typeof healths)[number]

export const linkEntry = z.object({
  id: z.string(),
  whose: z.enum(whose),
  /** "microsoft", "google", "carddav". */
  vendor: z.string(),
  /** As people know it. */
  title: z.string(),
  /** As the vendor names it: an e-mail address. */
  account: z.string(),
  health: z.enum(healths),
  /** ISO 8601: when all of it was last read. */
  readAt: z.iso.datetime().optional(),
  cards: z.number().int(),
})
export type LinkEntry = z.infer<typeof linkEntry>

export const vendorEntry = z.object({
  name: z.string(),
  title: z.string(),
  /** In the vendor's own pages, or with address, user and password. */
  how: z.enum(['consent', 'sign-in']),
})
export type VendorEntry = z.infer<typeof vendorEntry>
