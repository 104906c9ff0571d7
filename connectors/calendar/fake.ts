/** Vendors of one's own: calendars in memory, that tests write into and put out of order. */
import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import { HubError } from '../../core/error.ts'
import { company } from './company.ts'
import { type AccountInside, type FakeAccount, fakeAccount } from './fake-account.ts'
import type {
  Calendars,
  Grant,
  Hint,
  Mailbox,
  Notification,
  NotificationReply,
  Tied,
  Vendor,
  VendorName,
} from './port.ts'
import { gone } from './problems.ts'

export type { Entry } from './entries.ts'
export type { FakeAccount, Health } from './fake-account.ts'

export interface FakeCalendars extends Calendars {
  /** Somebody's calendars, there from the first time that they are named. */
  account(address: string): FakeAccount
  /** One of those that there are. */
  vendor(name: VendorName): Vendor
}

export interface FakeOptions {
  readonly names?: readonly VendorName[]
  /** ms. */
  readonly now?: () => number
  /** The company that lets Microsoft's in; nobody unless given. */
  readonly tied?: Tied | undefined
}

const titles: Readonly<Record<VendorName, string>> = { microsoft: 'Microsoft 365', google: 'Google', caldav: 'CalDAV' }
/** The only server there is to sign in to. */
export const fakeServer = 'calendars.example'

/** Microsoft's has consent and lets companies in, Google's has consent, CalDAV's is signed in to and never tells anything by itself. */
export function fakeCalendars({
  names = ['microsoft', 'google', 'caldav'],
  now = Date.now,
  tied,
}: FakeOptions = {}): FakeCalendars {
  const accounts = new Map<string, AccountInside>()
  const account = (address: string) => {
    const known = accounts.get(address) ?? fakeAccount(address, now)
    accounts.set(address, known)
    return known
  }
  const open =
    (tells: boolean): Vendor['open'] =>
    (opened, { zone, keep }) => {
      const owner = account(opened.account)
      const one = pLimit(1)
      let grant = opened
      const kept = (renewed: Grant) => {
        grant = renewed
        return keep(renewed)
      }
      const ask = <Answer>(work: () => Answer) => one(() => owner.answer(grant, kept, work))
      return {
        calendars: () => ask(() => owner.calendars()),
        read: (calendar, span, cursor) => ask(() => owner.read(calendar, span, zone, cursor)),
        ...(tells && {
          watch: (calendar, to) => ask(() => owner.watch(calendar, to)),
          renew: (watch, to) =>
            ask(() => {
              if (owner.watches.some(each => each.watch.id === watch.id))
                return owner.watch(watch.calendar, to, watch.id)
              throw new HubError('calendar.gone', 404)
            }),
          unwatch: watch => ask(() => owner.unwatch(watch.id)),
        }),
      }
    }

  const ofCompany = (address: string, zone: string): Mailbox => {
    const nobody = () => Promise.reject(gone(address))
    if (!accounts.has(address)) return { calendars: nobody, read: nobody }
    return open(true)(account(address).grant, { zone, keep: async () => {} })
  }

  const challenges = new Set<string>()
  const consent: Vendor['consent'] = {
    address(asked) {
      challenges.add(asked.challenge)
      return `https://login.${fakeServer}/authorize?${new URLSearchParams({ ...asked }).toString()}`
    },
    /** The code is the address of the account. */
    async redeem({ code, verifier }) {
      const found = accounts.get(code)
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      if (!found || !challenges.delete(challenge)) throw new HubError('calendar.refused', 403)
      return found.grant
    },
  }
  const signIn: Vendor['signIn'] = {
    async grant({ address, user, password }) {
      if (!address.includes(fakeServer)) throw new HubError('calendar.address', 422)
      const found = accounts.get(user)
      if (found?.password !== password) throw new HubError('calendar.refused', 403)
      return found.grant
    },
  }

  const vendors = names.map((name): Vendor => {
    const tells = name !== 'caldav'
    return {
      name,
      title: titles[name],
      ...(tells ? { consent, notified } : { signIn }),
      ...(name === 'microsoft' && tied && { company: company(tied, ofCompany) }),
      open: open(tells),
    }
  })
  return {
    vendors,
    account,
    vendor(name) {
      const found = vendors.find(vendor => vendor.name === name)
      if (!found) throw new Error(`there is no ${name}`)
      return found
    },
    async stop() {},
  }
}

/** As Microsoft does it, a new watch's address is tried with `validationToken`, which is to come back as it is. */
function notified({ query, body }: Notification): NotificationReply {
  if (query.validationToken !== undefined) return { status: 200, body: query.validationToken, hints: [] }
  const hint = hintIn(body)
  return hint ? { status: 202, hints: [hint] } : { status: 400, hints: [] }
}

function hintIn(body: string): Hint | undefined {
  try {
    const { watch, secret, says } = JSON.parse(body) as Partial<Hint>
    return typeof watch === 'string' && typeof secret === 'string' && says ? { watch, secret, says } : undefined
  } catch {
    return undefined
  }
}
