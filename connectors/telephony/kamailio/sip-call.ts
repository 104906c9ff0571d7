/** A call that a hub begins through its own proxy: what is sent for it, as RFC 3261 has it. What it means is for the caller to say. */
import { randomUUID } from 'node:crypto'
import { allOf, headerOf, listOf, type SipMessage, statusOf, uriOf } from './sip-message.ts'

type Headers = SipMessage['headers']

export interface SipCallOptions {
  /** As in `"Björn Lind" <sip:1002@…>`, without a tag. */
  readonly from: string
  /** URI. */
  readonly target: string
  /** SDP. */
  readonly offer: string
  readonly send: (message: SipMessage) => void
}

/** A name that means nothing: the proxy knows the way by the connection. */
const host = 'hub.invalid'
const contact = ['Contact', `<sip:hub@${host};transport=ws>`] as const
const newVia = () => `SIP/2.0/WS ${host};branch=z9hG4bK${randomUUID()}`

export function sipCall({ from, target, offer, send }: SipCallOptions) {
  const callId = `${randomUUID()}@hub`
  const inviteVia = newVia()
  const tagged = `${from};tag=${randomUUID()}`
  let sequence = 1

  const common = (via: string, to: string, cseq: string): Headers => [
    ['Via', via],
    ['Max-Forwards', '70'],
    ['From', tagged],
    ['To', to],
    ['Call-ID', callId],
    ['CSeq', cseq],
  ]

  /** In the dialog that this answer made, by the way it came (section 12.2.1.1). */
  function within(method: string, answer: SipMessage, extra: Headers, number: number): void {
    const routes = listOf(answer, 'record-route')
      .reverse()
      .map(route => ['Route', route] as const)
    send({
      start: `${method} ${uriOf(headerOf(answer, 'contact'))} SIP/2.0`,
      headers: [...common(newVia(), headerOf(answer, 'to'), `${number} ${method}`), ...routes, ...extra],
      body: '',
    })
  }

  return {
    callId,
    invite() {
      const headers = [...common(inviteVia, `<${target}>`, '1 INVITE'), contact]
      send({
        start: `INVITE ${target} SIP/2.0`,
        headers: [...headers, ['Content-Type', 'application/sdp']],
        body: offer,
      })
    },
    cancel() {
      send({ start: `CANCEL ${target} SIP/2.0`, headers: common(inviteVia, `<${target}>`, '1 CANCEL'), body: '' })
    },
    /** A refusal is confirmed to the proxy (section 17.1.1.3), an acceptance to whoever accepted. */
    acknowledge(answer: SipMessage) {
      if (statusOf(answer) < 300) return within('ACK', answer, [], 1)
      const headers = common(inviteVia, headerOf(answer, 'to'), '1 ACK')
      return send({ start: `ACK ${target} SIP/2.0`, headers, body: '' })
    },
    request(method: string, answer: SipMessage, extra: Headers = []) {
      sequence += 1
      within(method, answer, [contact, ...extra], sequence)
    },
    /** `line`: status and reason. */
    respond(request: SipMessage, line: string) {
      const copied = ['via', 'record-route', 'from', 'to', 'call-id', 'cseq']
      const headers = copied.flatMap(name => allOf(request, name).map(value => [name, value] as const))
      send({ start: `SIP/2.0 ${line}`, headers, body: '' })
    },
  }
}
