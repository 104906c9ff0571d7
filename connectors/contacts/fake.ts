/** Vendors of one's own: address books in memory, that tests write into and put out of order. */
import { createHash } from 'node:crypto'
import { HubError } from '../../core/error.ts'
import { type AccountInside, type FakeAccount, fakeAccount } from './fake-account.ts'
import type { AddressBooks, ContactsVendor, VendorName } from './port.ts'

export type { FakeAccount, Health } from './fake-account.ts'

export interface FakeAddressBooks extends AddressBooks {
  /** Somebody's contacts, there from the first time that they are named. */
  account(address: string): FakeAccount
  vendor(name: VendorName): ContactsVendor
}

const titles: Readonly<Record<VendorName, string>> = {
  microsoft: 'Microsoft 365',
  google: 'Google',
  carddav: 'CardDAV',
}
/** The only server there is to sign in to. */
export const fakeServer = 'books.example'

/** Microsoft's and Google's have consent, CardDAV's is signed in to. */
export function fakeAddressBooks(names: readonly VendorName[] = ['microsoft', 'google', 'carddav']): FakeAddressBooks {
  const accounts = new Map<string, AccountInside>()
  function account(address: string): AccountInside {
    const known = accounts.get(address) ?? fakeAccount(address)
    accounts.set(address, known)
    return known
  }
  const open: ContactsVendor['open'] = (grant, { keep }) => account(grant.account).open(grant, keep)

  const challenges = new Set<string>()
  const consent: ContactsVendor['consent'] = {
    address(asked) {
      challenges.add(asked.challenge)
      return `https://login.${fakeServer}/authorize?${new URLSearchParams({ ...asked }).toString()}`
    },
    /** The code is the address of the account. */
    async redeem({ code, verifier }) {
      const found = accounts.get(code)
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      if (!found || !challenges.delete(challenge)) throw new HubError('books.refused', 403)
      return found.grant
    },
  }
  const signIn: ContactsVendor['signIn'] = {
    async grant({ address, user, password }) {
      if (!address.includes(fakeServer)) throw new HubError('books.address', 422)
      const found = accounts.get(user)
      if (found?.password !== password) throw new HubError('books.refused', 403)
      return found.grant
    },
  }
  const vendors = names.map(
    (name): ContactsVendor => ({ name, title: titles[name], open, ...(name === 'carddav' ? { signIn } : { consent }) }),
  )
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
