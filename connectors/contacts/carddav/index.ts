/** Contacts on a server that speaks CardDAV (RFC 6352): Nextcloud, iCloud, Fastmail, SOGo, one's own. */
import { HubError } from '../../../core/error.ts'
import { davAs } from '../../dav/dav.ts'
import { discover, dns, type Names, type Service } from '../../dav/discover.ts'
import type { ContactsVendor, Grant } from '../port.ts'
import { carddavContacts } from './contacts.ts'

export interface CarddavOptions {
  /** "host:port" of servers in the company's own network, which people may name; by http too. */
  readonly inside: readonly string[]
  readonly names?: Names | undefined
}

const service: Service = {
  ...{ port: 'books', label: '_carddavs', wellKnown: '/.well-known/carddav', type: 'addressbook' },
  homeSet: ['cr:addressbook-home-set', 'addressbookHomeSet'],
}

export function carddav({ inside, names = dns }: CarddavOptions): ContactsVendor {
  const reach = { inside, port: service.port }
  return {
    name: 'carddav',
    title: 'CardDAV',
    signIn: {
      async grant({ address, user, password }) {
        const { home, addresses } = await discover(davAs({ user, password }, reach), service, address, names)
        const account = [user, address].find(isAddress) ?? addresses[0] ?? user
        return { account, secret: { user, password, home: home.href } }
      },
    },
    open(grant) {
      const { home, ...login } = secretIn(grant)
      return carddavContacts(davAs(login, reach), home)
    },
  }
}

const isAddress = (text: string) => /^[^\s/@:]+@[^\s/@:]+$/.test(text)

function secretIn({ secret: { user, password, home } }: Grant) {
  const isWhole = typeof user === 'string' && typeof password === 'string' && typeof home === 'string'
  if (!isWhole || !URL.canParse(home)) throw new HubError('books.refused', 403)
  return { user, password, home: new URL(home) }
}
