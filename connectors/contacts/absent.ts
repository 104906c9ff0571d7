import type { AddressBooks } from './port.ts'

/** A hub that reads nobody's address books. */
export const noAddressBooks: AddressBooks = { vendors: [], async stop() {} }
