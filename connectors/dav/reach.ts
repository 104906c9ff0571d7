/**
 * Where requests may go. An address comes from a person, and redirects from whatever is there: neither may lead into the company's own network
 * (server-side request forgery, CWE-918), but for the servers that the hub's environment names.
 */
import { lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { HubError } from '../../core/error.ts'

export interface Reach {
  /** "host:port" in lower case, as in a URL: servers in the company's own network that may be asked, by http too. */
  readonly inside: readonly string[]
  /** Whose errors are thrown: "calendar" for calendar.refused. */
  readonly port: string
}

const portOf = ({ port, protocol }: URL) => port || (protocol === 'http:' ? '80' : '443')
const isInside = (url: URL, reach: Reach) => reach.inside.includes(`${url.hostname.toLowerCase()}:${portOf(url)}`)

/** Throws address for what isn't asked at all. */
export function mustBeReachable(url: URL, reach: Reach): void {
  if (isInside(url, reach) && /^https?:$/.test(url.protocol)) return
  if (url.protocol !== 'https:') throw refused(reach, url, 'https is required')
  const literal = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (ipaddr.isValid(literal) && !isPublic(literal)) throw refused(reach, url, 'a private address')
}

/** As a socket asks for addresses; those that are private are not there for it, so that what was checked is what is connected to. */
export function lookupFor(url: URL, reach: Reach): LookupFunction {
  const all = isInside(url, reach)
  return (hostname, options, done) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 0)
      const addresses = found.filter(({ address }) => all || isPublic(address))
      const [first] = addresses
      if (!first) return done(refused(reach, url, 'a private address'), '', 0)
      if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
}

/** Neither loopback, link-local, private, nor reserved for anything; an IPv4 address within an IPv6 one counts as itself. */
function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return parsed.range() === 'unicast'
}

const refused = ({ port }: Reach, url: URL, reason: string) =>
  new HubError(`${port}.address`, 422, { server: url.host, reason })
