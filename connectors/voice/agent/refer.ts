/** What a phone says that wants to hand its call on (REFER, RFC 3515), and what it is told of that. */
import type { Body, IncomingRequestMessage } from 'sip.js/lib/core/index.js'

export type ReferStatus = '100 Trying' | '200 OK' | '503 Service Unavailable'

/** NOTIFY of section 2.4.5. It is the last one unless it says that one is trying. */
export function referStatus({ cseq }: IncomingRequestMessage, status: ReferStatus): { headers: string[]; body: Body } {
  const state = status === '100 Trying' ? 'active;expires=60' : 'terminated;reason=noresource'
  return {
    headers: [`Event: refer;id=${cseq}`, `Subscription-State: ${state}`],
    body: { contentDisposition: 'render', contentType: 'message/sipfrag', content: `SIP/2.0 ${status}\r\n` },
  }
}

export interface Wanted {
  /** User part of Refer-To. */
  readonly to: string
  /** Call-ID that its Replaces names (RFC 3891). */
  readonly consulted: string | undefined
}

export function wantedIn(message: IncomingRequestMessage): Wanted {
  const to = message.parseHeader('refer-to')?.uri.user ?? ''
  const [, replaces] = /[?&]Replaces=([^&>]+)/i.exec(message.getHeader('refer-to') ?? '') ?? []
  return { to, consulted: replaces === undefined ? undefined : decodeURIComponent(replaces).split(';')[0] }
}
