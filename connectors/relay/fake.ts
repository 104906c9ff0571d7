import type { Relay } from './port.ts'

/** One server that is nowhere. */
export const fakeRelay: Relay = {
  serversFor: person => [{ urls: ['turn:192.0.2.1:3478'], username: `9999999999:${person}`, credential: 'secret' }],
}
