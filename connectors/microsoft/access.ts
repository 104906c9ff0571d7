/** Whose mailbox a grant opens, and the token to do it with, renewed as needed. */
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { Grant } from '../calendar/port.ts'
import { noMailbox, type OfPort, refused } from '../http/problems.ts'
import { type MicrosoftApp, ofApplication, refreshed, type Token } from './token.ts'

export interface Access extends Tokens {
  /** "me", or "users/anna@norrsken.example". */
  readonly path: string
}
interface Tokens {
  token(): Promise<string>
  /** The last one was not taken: the next is a new one. */
  forget(): void
}
type Keep = (grant: Grant) => Promise<void>
interface Person {
  refresh: string
  keep: Keep
  readonly tokens: Tokens
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

/**
 * Opens grants. Tokens are good for an hour and kept in memory that long, since a mailbox may be opened for each reading; one opens all
 * mailboxes of a company.
 */
export function openAccess(app: MicrosoftApp): (grant: Grant, keep: Keep) => Access {
  const company = renewing(() => ofApplication(app))
  const people = new LRUCache<string, Person>({ max: 10_000 })

  function personOf(account: string, refresh: string, keep: Keep): Tokens {
    const known = people.get(refresh)
    if (known) {
      known.keep = keep
      return known.tokens
    }
    const tokens = renewing(async () => {
      const token = await refreshed(app, her.refresh)
      if (token.refresh && token.refresh !== her.refresh) {
        people.delete(her.refresh)
        her.refresh = token.refresh
        people.set(her.refresh, her)
        await her.keep(personGrant(account, her.refresh))
      }
      return token
    })
    const her: Person = { refresh, keep, tokens }
    people.set(refresh, her)
    return tokens
  }

  return (grant, keep) => {
    const ofMailbox = mailbox.safeParse(grant.secret)
    if (ofMailbox.success) return { ...company, path: `users/${ofMailbox.data.user}` }
    const ofPerson = person.safeParse(grant.secret)
    if (!ofPerson.success) throw refused(app, 'no grant of Microsoft’s')
    return { ...personOf(grant.account, ofPerson.data.refresh, keep), path: 'me' }
  }
}

function renewing(renew: () => Promise<Token>): Tokens {
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
