import { z } from 'zod'
import { defineDownload, defineRoute } from '../../../core/define.ts'
import { cardDetails } from './cards.ts'
import { linkEntry, vendorEntry } from './links.ts'

const id = z.object({ id: z.string() })

export const listVendors = defineRoute({
  method: 'GET',
  path: '/books/vendors',
  allow: 'member',
  input: z.object({}),
  output: z.object({ vendors: z.array(vendorEntry) }),
  say: 'Whose address books can be linked.',
})

const signingIn = z.object({
  vendor: z.string(),
  /** An e-mail address, a domain, or where the book is. */
  address: z.string().trim().min(1).max(500),
  user: z.string().trim().min(1).max(190),
  password: z.string().min(1).max(500),
})

export const signIn = defineRoute({
  method: 'POST',
  path: '/books/sign-in',
  allow: 'member',
  input: signingIn,
  output: linkEntry,
  say: 'Links an address book of mine, or signs in to it again.',
})

export const signInForAll = defineRoute({
  ...signIn,
  path: '/administration/books/sign-in',
  allow: 'administrator',
  say: 'Links an address book for everybody, or signs in to it again.',
})

const consenting = z.object({
  vendor: z.string(),
  /** The app's own, "https://svara.example.com": the vendor sends the browser back to /settings/books there. */
  origin: z.url({ protocol: /^https?$/ }).max(300),
})
const elsewhere = z.object({
  /** Where to send the browser. */
  address: z.string(),
})

export const beginConsent = defineRoute({
  method: 'POST',
  path: '/books/consent',
  allow: 'member',
  input: consenting,
  output: elsewhere,
  say: 'Begins to link an address book of mine in its vendor’s own pages.',
})

export const beginConsentForAll = defineRoute({
  ...beginConsent,
  path: '/administration/books/consent',
  allow: 'administrator',
  say: 'Begins to link an address book for everybody in its vendor’s own pages.',
})

export const finishConsent = defineRoute({
  method: 'POST',
  path: '/books/consent/finish',
  allow: 'member',
  input: z.object({ code: z.string().min(1).max(4_000), state: z.string().min(1).max(2_000) }),
  output: linkEntry,
  say: 'Links the address book with what the vendor sent the browser back with.',
})

export const readNow = defineRoute({
  method: 'POST',
  path: '/books/links/:id/read',
  allow: 'member',
  input: id,
  output: linkEntry,
  say: 'Reads a linked book of mine now; the company’s, for administrators.',
})

export const unlink = defineRoute({
  method: 'DELETE',
  path: '/books/links/:id',
  allow: 'member',
  input: id,
  output: z.void(),
  say: 'Takes a link away, with all that was read by it. The book itself stays as it is.',
})

export const readCard = defineRoute({
  method: 'GET',
  path: '/books/cards/:id',
  allow: 'member',
  input: id,
  output: cardDetails,
  say: 'All that a linked book says of somebody.',
})

export const cardPhoto = defineDownload({
  method: 'GET',
  path: '/books/cards/:id/photo',
  input: z.object({
    id: z.string(),
    /** As the card has it: another picture has another address. */
    mark: z.string().max(200),
  }),
  type: 'image/jpeg',
  allow: 'member',
  say: 'The picture of somebody in a linked book: JPEG, PNG, GIF or WebP.',
})
