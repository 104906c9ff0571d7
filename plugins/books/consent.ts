/** Consent in a vendor's own pages: what is begun here comes back here, to whoever began it (RFC 6749 section 10.12, RFC 7636). */
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { ContactsVendor, Grant } from '../../connectors/contacts/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub, Who } from '../../core/hub.ts'

// A person may have to look for a password, and a telephone for the second factor.
const patience = 30 * 60_000

const begun = z.object({
  person: z.string(),
  vendor: z.string(),
  redirect: z.string(),
  verifier: z.string(),
  company: z.boolean(),
  /** ms. */
  until: z.number(),
})

export interface Finished {
  readonly grant: Grant
  readonly vendor: ContactsVendor
  readonly company: boolean
}

export function consents({ seal }: Pick<Hub, 'seal'>, vendorOf: (name: string) => ContactsVendor) {
  return {
    begin({ person }: Who, { vendor, origin }: { vendor: string; origin: string }, company: boolean): string {
      const { consent } = vendorOf(vendor)
      if (!consent) throw new HubError('books.vendor', 422)
      const redirect = new URL('/settings/books', origin).href
      const verifier = randomBytes(32).toString('base64url')
      // Sealed, the vendor's pages can carry it: no table, and any hub can go on with it.
      const kept: z.infer<typeof begun> = { person, vendor, redirect, verifier, company, until: Date.now() + patience }
      const state = seal.close(JSON.stringify(kept), 'consent')
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      return consent.address({ redirect, state, challenge })
    },

    /** Throws books.consent for what this person did not begin. */
    async finish({ person }: Who, { code, state }: { code: string; state: string }): Promise<Finished> {
      const kept = opened(seal, state)
      if (kept?.person !== person || kept.until < Date.now()) throw new HubError('books.consent', 422)
      const vendor = vendorOf(kept.vendor)
      const { redirect, verifier, company } = kept
      const grant = await vendor.consent?.redeem({ redirect, code, verifier })
      if (!grant) throw new HubError('books.vendor', 422)
      return { grant, vendor, company }
    },
  }
}

function opened(seal: Hub['seal'], state: string): z.infer<typeof begun> | undefined {
  try {
    return begun.parse(JSON.parse(seal.open(state, 'consent')))
  } catch {
    return undefined
  }
}
