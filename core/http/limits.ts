/**
 * How often somebody may ask. Counted in this hub's memory: with several hubs the limits add up, which still stops guessing, and
 * needs no shared store to be up.
 */
import ipaddr from 'ipaddr.js'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { HubError } from '../error.ts'

export interface LimitsOptions {
  /** Requests a minute of one session, or of one address without a session. */
  readonly requests: number
  /** Failed sign-ins in 15 minutes to one e-mail address. */
  readonly signInsPerEmail: number
  /** Failed sign-ins in 15 minutes from one network address. */
  readonly signInsPerAddress: number
}

export const usualLimits: LimitsOptions = { requests: 1_200, signInsPerEmail: 10, signInsPerAddress: 60 }

/** Each throws HubError `http.too-many` (429) with `seconds` to wait. */
export interface Limits {
  request(session: string | undefined, address: string): Promise<void>
  /** A cookie that is not in memory costs a query: made-up ones may not cost many. */
  unknownSession(address: string): Promise<void>
  /** What machines bring by themselves: one address may speak for thousands of people. */
  machine(address: string): Promise<void>
  /** Counts one try. */
  signIn(email: string, address: string): Promise<void>
  /** It succeeded: the tries are forgotten. */
  signedIn(email: string, address: string): Promise<void>
}

const quarter = 15 * 60

export function openLimits({ requests, signInsPerEmail, signInsPerAddress }: LimitsOptions): Limits {
  const asked = new RateLimiterMemory({ points: requests, duration: 60 })
  // After a restart nobody is in memory, and a whole company may come from one address.
  const unknown = new RateLimiterMemory({ points: requests * 10, duration: 60 })
  const machines = new RateLimiterMemory({ points: requests * 10, duration: 60 })
  const byEmail = new RateLimiterMemory({ points: signInsPerEmail, duration: quarter })
  const byAddress = new RateLimiterMemory({ points: signInsPerAddress, duration: quarter })
  return {
    request: (session, address) => take(asked, session ?? network(address)),
    unknownSession: address => take(unknown, network(address)),
    machine: address => take(machines, network(address)),
    async signIn(email, address) {
      await take(byAddress, network(address))
      await take(byEmail, email.trim().toLowerCase())
    },
    async signedIn(email, address) {
      await byEmail.delete(email.trim().toLowerCase())
      await byAddress.reward(network(address))
    },
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new HubError('http.too-many', 429, { seconds: Math.ceil(refused.msBeforeNext / 1000) })
  }
}

/** What one subscriber of a provider has: an IPv4 address, or a /64 of IPv6 (RFC 6177). */
export function network(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${Buffer.from(parsed.toByteArray().slice(0, 8)).toString('hex')}/64`
}

/** Whether an address is this machine's own. */
export const isLoopback = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback'
