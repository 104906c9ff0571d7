/**
 * coturn with `use-auth-secret`: the user name says until when it is good, and the password is made of it with a secret that coturn and
 * the hub share (draft-uberti-behave-turn-rest-00). Nothing is kept, and nobody is told of a user.
 */
import { createHmac } from 'node:crypto'
import type { Relay } from '../port.ts'

export interface CoturnOptions {
  /** As in "turn:turn.example.com:3478?transport=udp" (RFC 7065). None: there is no relay. */
  readonly urls: readonly string[]
  /** coturn's `static-auth-secret`. */
  readonly secret: string
  readonly now?: () => number
}

/** Seconds. A call that begins at its end may still go on: coturn asks once. */
const good = 24 * 3600

export const coturnRelay = ({ urls, secret, now = Date.now }: CoturnOptions): Relay => ({
  serversFor(person) {
    if (urls.length === 0) return []
    const username = `${Math.floor(now() / 1000) + good}:${person}`
    return [{ urls, username, credential: createHmac('sha1', secret).update(username).digest('base64') }]
  },
})
