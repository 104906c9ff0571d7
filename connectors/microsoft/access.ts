/** Whose calendars a grant opens, and the token to do it with, renewed as needed. */
import { z } from 'zod'
import type { Grant } from '../calendar/port.ts'
import { noMailbox, type OfPort, refused } from '../http/problems.ts'
import { type MicrosoftApp, ofApplication, refreshed, type Token } from './token.ts'

export interface Access {
  /** "me", or "users/anna@norrsken.example". */
  readonly path: string
  token(): Promise<string>
  /** The last one was not taken: the next is a new one. */
  forget(): void
}

const person = z.object({ refresh: z.string() })
/** Goes into a path as it is: into that of a request, and into a subscription's, which Graph compares. */
const mailbox = z.object({ user: z.string().regex(/^[^\s/?#%\\]+@[^\s/?#%\\]+$/) })

export const personGrant = (account: string, refresh: string): Grant => ({ account, secret: { refresh } })
/** Throws address for what is none. */
export function mailboxGrant(of: OfPort, user: string): Grant {
  if (!mailbox.safeParse({ user }).success) throw noMailbox(of, 'no e-mail address')
  return { account: user, secret: { user } }
}

/** One token opens all mailboxes of the company: it is shared by them. */
export function companyToken(app: MicrosoftApp): Pick<Access, 'token' | 'forget'> {
  return renewing(() => ofApplication(app))
}

export function accessOf(
  app: MicrosoftApp,
  company: Pick<Access, 'token' | 'forget'>,
  grant: Grant,
  keep: (grant: Grant) => Promise<void>,
): Access {
  const ofMailbox = mailbox.safeParse(grant.secret)
  if (ofMailbox.success) return { ...company, path: `users/${ofMailbox.data.user}` }
  const ofPerson = person.safeParse(grant.secret)
  if (!ofPerson.success) throw refused(app, 'no grant of Microsoft’s')
  let { refresh } = ofPerson.data
  return {
    path: 'me',
    ...renewing(async () => {
      const token = await refreshed(app, refresh)
      if (token.refresh && token.refresh !== refresh) {
        refresh = token.refresh
        await keep(personGrant(grant.account, refresh))
      }
      return token
    }),
  }
}

function renewing(renew: () => Promise<Token>): Pick<Access, 'token' | 'forget'> {
  let current: Promise<Token> | undefined
  return {
    async token() {
      if (current && (await current).expires <= Date.now()) current = undefined
      current ??= renew()
      const asked = current
      try {
        return (await asked).access
      } catch (error) {
        if (current === asked) current = undefined
        throw error
      }
    },
    forget() {
      current = undefined
    },
  }
}
