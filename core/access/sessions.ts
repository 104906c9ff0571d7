/**
 * Sessions: who a cookie's token belongs to. They are kept in the database and, for as long as they are in use, in memory, so that
 * a request costs no query.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Language } from '../define.ts'
import type { Hub, Who } from '../hub.ts'
import type { Account, Accounts } from './accounts.ts'
import type { SessionStore, StoredSession } from './session-store.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** Days without a request after which a session ends, and the days after which it ends anyhow. */
const idle = 14 * day
const longest = 90 * day
// How long a session may be out of step should a broadcast be lost.
const believedFor = minute
const believedWithoutDatabase = 10 * minute

export interface Session {
  readonly id: string
  readonly who: Who
  readonly name: string
  readonly language: Language
  /** IANA. */
  readonly zone: string
  readonly place: Account['place']
  /** To be sent back in `x-csrf-token`. */
  readonly csrf: string
}

export interface Sessions {
  begin(account: Account, userAgent: string): Promise<{ token: string; session: Session }>
  find(token: string): Promise<Session | undefined>
  /** Whether finding it will hardly cost a query. */
  holds(token: string): boolean
  end(session: Session): Promise<void>
  /** Signs the person out everywhere, on every hub, except in the session named. */
  endAll(who: Pick<Who, 'person' | 'organisation'>, except?: string): Promise<void>
  /** Calls `listener` once, on every hub, when the session ended or what its person may do was changed. Gives what takes it back. */
  onEnd(session: Session, listener: () => void): () => void
  /** Calls `listener` on every hub with each person some of whose sessions may have ended. */
  onPerson(listener: (person: string) => void): void
  /** Keeps in step with the accounts. Call it once they are provided. */
  watch(): void
  /** Broadcasts may have been missed: forgets what is in memory, and asks again about those whose end is listened for. */
  resync(): Promise<void>
  /** Takes ended sessions out of the database, and calls the listeners of those that ran out; run it hourly. */
  sweep(): Promise<void>
}

export interface SessionsOptions {
  readonly store: SessionStore
  readonly accounts: () => Accounts
  readonly broadcast: Hub['broadcast']
  readonly now?: () => number
}

/** Without `session`: all of the person's. */
const ended = z.object({ person: z.string(), session: z.string().optional(), except: z.string().optional() })
type Ended = z.infer<typeof ended>

export function openSessions({ store, accounts, broadcast, now = Date.now }: SessionsOptions): Sessions {
  const known = new LRUCache<string, { stored: StoredSession; session: Session; readAt: number }>({ max: 20_000 })
  const listeners = new Map<() => void, Session>()
  const followers: ((person: string) => void)[] = []
  // Counts what would make an answer that is still being read untrue.
  let changes = 0

  const concerns = ({ person, session, except }: Ended, other: Session): boolean =>
    other.who.person === person && other.id !== except && (session === undefined || session === other.id)

  /** Reads them again from the database when they are next asked for. */
  function forget(which: Ended): void {
    changes += 1
    for (const [tokenHash, entry] of known) if (concerns(which, entry.session)) known.delete(tokenHash)
  }

  function drop(which: Ended): void {
    forget(which)
    for (const [listener, of] of listeners) {
      if (!concerns(which, of)) continue
      listeners.delete(listener)
      listener()
    }
    for (const follower of followers) follower(which.person)
  }
  const tellEnded = broadcast('core.session-ended', ended, drop)

  const expired = (stored: StoredSession) =>
    stored.expiresAt.getTime() <= now() || stored.createdAt.getTime() + longest <= now()

  async function recheck(): Promise<void> {
    const byPerson = Map.groupBy(new Set(listeners.values()), session => session.who.person)
    for (const [person, open] of byPerson) {
      const account = await accounts().byPerson(person)
      for (const { id, who } of open) {
        const stored = await store.ofPerson(person, who.organisation)
        const lasts = stored.some(other => other.id === id && !expired(other))
        const same = account && !account.disabled && account.role === who.role && account.plan === who.plan
        if (!lasts || !same) drop({ person, session: id })
      }
    }
  }

  async function read(tokenHash: string, token: string): Promise<Session | undefined> {
    for (;;) {
      const before = changes
      const stored = await store.byTokenHash(tokenHash)
      if (!stored || expired(stored)) return undefined
      const account = await accounts().byPerson(stored.person)
      if (!account || account.disabled) return undefined
      if (before !== changes) continue
      const session = sessionOf(stored, account, token)
      known.set(tokenHash, { stored, session, readAt: now() })
      return session
    }
  }

  // Written once in ten minutes at most: the end moves by days, and every request would cost a write.
  function seen(tokenHash: string, stored: StoredSession): void {
    if (now() - stored.seenAt.getTime() < 10 * minute) return
    const entry = known.peek(tokenHash)
    if (!entry) return
    const seenAt = new Date(now())
    const expiresAt = new Date(Math.min(now() + idle, stored.createdAt.getTime() + longest))
    known.set(tokenHash, { ...entry, stored: { ...stored, seenAt, expiresAt } })
    // A session that couldn't be prolonged just now is prolonged by a later request.
    store.touch(stored, seenAt, expiresAt).catch(() => known.delete(tokenHash))
  }

  return {
    async begin(account, userAgent) {
      const token = randomBytes(32).toString('base64url')
      const at = new Date(now())
      const stored: StoredSession = {
        id: v7(),
        organisation: account.organisation,
        person: account.person,
        tokenHash: hashOf(token),
        createdAt: at,
        seenAt: at,
        expiresAt: new Date(now() + idle),
        userAgent: userAgent.slice(0, 200),
      }
      await store.insert(stored)
      return { token, session: sessionOf(stored, account, token) }
    },

    holds: token => known.has(hashOf(token)),

    async find(token) {
      const tokenHash = hashOf(token)
      const entry = known.get(tokenHash)
      if (entry && now() - entry.readAt < believedFor) {
        if (expired(entry.stored)) return undefined
        seen(tokenHash, entry.stored)
        return entry.session
      }
      const session = await read(tokenHash, token).catch((error: unknown) => {
        // The database is away: whoever was signed in stays so for a while.
        if (entry && now() - entry.readAt < believedWithoutDatabase) return entry.session
        throw error
      })
      const fresh = known.peek(tokenHash)
      if (session && fresh) seen(tokenHash, fresh.stored)
      return session
    },

    async end(session) {
      const stored = await store.ofPerson(session.who.person, session.who.organisation)
      await store.remove(stored.filter(({ id }) => id === session.id))
      tellEnded({ person: session.who.person, session: session.id })
    },

    async endAll({ person, organisation }, except) {
      const stored = await store.ofPerson(person, organisation)
      await store.remove(stored.filter(({ id }) => id !== except))
      tellEnded(except === undefined ? { person } : { person, except })
    },

    onEnd(session, listener) {
      listeners.set(listener, session)
      return () => listeners.delete(listener)
    },
    onPerson: listener => void followers.push(listener),
    watch: () => accounts().watch((person, what) => (what === 'access' ? drop({ person }) : forget({ person }))),
    async resync() {
      changes += 1
      known.clear()
      await recheck()
    },
    async sweep() {
      await store.removeExpired(new Date(now()))
      await recheck()
    },
  }
}

/** Compares in constant time. */
export function csrfFits(session: Session, sent: string | undefined): boolean {
  const [a, b] = [Buffer.from(session.csrf), Buffer.from(sent ?? '')]
  return a.length === b.length && timingSafeEqual(a, b)
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

const sessionOf = (stored: StoredSession, account: Account, token: string): Session => ({
  id: stored.id,
  who: {
    person: account.person,
    organisation: account.organisation,
    role: account.role,
    plan: account.plan,
    session: stored.id,
  },
  name: account.name,
  language: account.language,
  zone: account.zone,
  place: account.place,
  // Made from the cookie's token, which no script can read, and of no use for finding it.
  csrf: createHmac('sha256', token).update('csrf').digest('base64url'),
})
