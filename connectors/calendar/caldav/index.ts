/** Calendars on a server that speaks CalDAV: Nextcloud, iCloud, Fastmail, SOGo, one's own. */
import { LRUCache } from 'lru-cache'
import { HubError } from '../../../core/error.ts'
import { davAs } from '../../dav/dav.ts'
import { discover, dns, type Names, type Service } from '../../dav/discover.ts'
import type { Grant, Vendor } from '../port.ts'
import type { Zone } from './clock.ts'
import { mailbox } from './mailbox.ts'

export interface CaldavOptions {
  /** "host:port" of servers in the company's own network, which people may name; by http too. */
  readonly inside: readonly string[]
  readonly names?: Names | undefined
}

const service: Service = {
  ...{ port: 'calendar', label: '_caldavs', wellKnown: '/.well-known/caldav', type: 'calendar' },
  homeSet: ['c:calendar-home-set', 'calendarHomeSet'],
}

export function caldav({ inside, names = dns }: CaldavOptions): Vendor {
  const zones = new LRUCache<string, Zone>({ max: 300 })
  const reach = { inside, port: service.port }
  return {
    name: 'caldav',
    title: 'CalDAV',
    signIn: {
      async grant({ address, user, password }) {
        const { home, addresses } = await discover(davAs({ user, password }, reach), service, address, names)
        const account = [user, address].find(isAddress) ?? addresses[0] ?? user
        const own = [...addresses, ...[user, address].filter(isAddress).map(each => each.toLowerCase())]
        return { account, secret: { user, password, home: home.href, addresses: [...new Set(own)] } }
      },
    },
    open(grant, { zone }) {
      const { user, password, home, addresses } = secretIn(grant)
      const owner = new Set(addresses)
      return mailbox({ dav: davAs({ user, password }, reach), home, owner, zone, zones })
    },
  }
}

const isAddress = (text: string) => /^[^\s/@:]+@[^\s/@:]+$/.test(text)

function secretIn({ secret: { user, password, home, addresses } }: Grant) {
  const isWhole = typeof user === 'string' && typeof password === 'string' && typeof home === 'string'
  if (!isWhole || !URL.canParse(home)) throw new HubError('calendar.refused', 403)
  const own = Array.isArray(addresses) ? addresses.filter(each => typeof each === 'string') : []
  return { user, password, home: new URL(home), addresses: own }
}
