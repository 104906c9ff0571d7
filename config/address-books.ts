/** Whose address books this hub reads. */
import { carddav } from '../connectors/contacts/carddav/index.ts'
import { googleAddressBooks } from '../connectors/contacts/google/index.ts'
import { microsoftAddressBooks } from '../connectors/contacts/microsoft/index.ts'
import type { AddressBooks, ContactsVendor } from '../connectors/contacts/port.ts'
import type { Environment } from './environment.ts'

export function addressBooksOf({ microsoft, google, caldavInside }: Environment): AddressBooks {
  const vendors: readonly ContactsVendor[] = [
    ...(microsoft ? [microsoftAddressBooks(microsoft)] : []),
    ...(google.client ? [googleAddressBooks(google)] : []),
    carddav({ inside: caldavInside }),
  ]
  return { vendors, async stop() {} }
}
