/** A telephone for tests: it does what the test says, and waits for messages, never for time. */
import { randomBytes } from 'node:crypto'
import type { Channel } from './channel.ts'
import { all, authorization, header, type Message, method, parse, status, target, text, uriIn } from './message.ts'

export interface Identity {
  /** User and domain of its address of record. */
  readonly user: string
  readonly domain: string
  readonly name?: string
  readonly secret?: string
}

export interface Call {
  readonly invite: Message
  readonly callId: string
  /** The next response that fits, 100 left aside. */
  response(fits?: (code: number) => boolean): Promise<Message>
  /** Final response; ACK is sent for it, with `body` where the offer came in the response. */
  final(body?: string): Promise<Message>
  /** Another INVITE within the call, and its final response. */
  again(body: string): Promise<Message>
  cancel(): void
  /** `at`: what the other side has said since in Contact (RFC 3261 section 12.2.1.1). */
  bye(at?: string): Promise<Message>
}

const random = () => randomBytes(6).toString('hex')
export const sdp =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 20000 RTP/AVP 8\r\n'

export type Phone = ReturnType<typeof phone>

export function phone(identity: Identity, channel: Channel) {
  const { port } = channel
  const inbox: Message[] = []
  const waiting = new Set<() => void>()
  const seen = new Set<string>()
  const aor = `sip:${identity.user}@${identity.domain}`
  let contact = `<sip:${identity.user}@${channel.host}${channel.transport === 'UDP' ? '' : ';transport=ws'}>`
  let sequence = 0

  channel.received(raw => {
    // Retransmissions, and keep-alives.
    if (seen.has(raw) || raw.trim().length < 8) return
    seen.add(raw)
    inbox.push(parse(raw))
    for (const look of [...waiting]) look()
  })

  /** Takes the first message that fits, now or when it comes. */
  function next(fits: (message: Message) => boolean): Promise<Message> {
    return new Promise(resolve => {
      const look = () => {
        const at = inbox.findIndex(fits)
        const [found] = at < 0 ? [] : inbox.splice(at, 1)
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  }
  const send = (message: Message) => channel.send(text(message))

  type Extra = readonly (readonly [string, string])[]
  function request(
    name: string,
    uri: string,
    given: { from?: string; to?: string; callId?: string; extra?: Extra; body?: string } = {},
  ): Message {
    sequence += 1
    return {
      start: `${name} ${uri} SIP/2.0`,
      headers: [
        ['Via', `SIP/2.0/${channel.transport} ${channel.host};branch=z9hG4bK${random()};rport`],
        ['Max-Forwards', '70'],
        ['From', `${given.from ?? `<${aor}>`};tag=${random()}`],
        ['To', given.to ?? `<${uri}>`],
        ['Call-ID', given.callId ?? `${random()}@test`],
        ['CSeq', `${sequence} ${name}`],
        ['Contact', contact],
        ['User-Agent', 'Test phone'],
        ...(given.extra ?? []),
      ],
      body: given.body ?? '',
    }
  }

  const answerTo = (sent: Message, fits: (code: number) => boolean) =>
    next(
      message =>
        status(message) > 100 &&
        fits(status(message)) &&
        header(message, 'Call-ID') === header(sent, 'Call-ID') &&
        header(message, 'CSeq') === header(sent, 'CSeq'),
    )

  const acknowledge = (sent: Message, refusal: Message) =>
    send({
      start: sent.start.replace(/^\w+/, 'ACK'),
      headers: [
        ['Via', header(sent, 'Via')],
        ['Max-Forwards', '70'],
        ['From', header(sent, 'From')],
        ['To', header(refusal, 'To')],
        ['Call-ID', header(sent, 'Call-ID')],
        ['CSeq', header(sent, 'CSeq').replace(/\w+$/, 'ACK')],
      ],
      body: '',
    })

  /** With credentials, as RFC 3261 section 22.3 has it: the same request again. */
  function authorized(sent: Message, challenge: Message): Message {
    sequence += 1
    const [asked, given] =
      status(challenge) === 407 ? ['Proxy-Authenticate', 'Proxy-Authorization'] : ['WWW-Authenticate', 'Authorization']
    const how = {
      name: identity.name ?? identity.user,
      secret: identity.secret ?? '',
      method: method(sent),
      uri: target(sent),
    }
    const headers = sent.headers.map(([name, value]): readonly [string, string] => {
      if (name === 'Via') return [name, value.replace(/branch=\w+/, `branch=z9hG4bK${random()}`)]
      return name === 'CSeq' ? [name, `${sequence} ${method(sent)}`] : [name, value]
    })
    return { ...sent, headers: [...headers, [given, authorization(header(challenge, asked), how)]] }
  }

  /** The final response; a challenge is answered once. */
  async function transact(sent: Message): Promise<Message> {
    send(sent)
    const first = await answerTo(sent, code => code >= 200)
    if ((status(first) !== 401 && status(first) !== 407) || !identity.secret) return first
    const second = authorized(sent, first)
    send(second)
    return await answerTo(second, code => code >= 200)
  }

  /** Begins a call; a challenge is answered before it returns. A phone without a secret sends and returns. */
  async function call(uri: string, given: { from?: string; extra?: Extra; body?: string } = {}): Promise<Call> {
    let invite = request('INVITE', uri, { body: sdp, ...given })
    send(invite)
    if (identity.secret) {
      const challenge = await answerTo(invite, code => code === 401 || code === 407)
      acknowledge(invite, challenge)
      invite = authorized(invite, challenge)
      send(invite)
    }
    let dialog: Message | undefined
    const inDialog = (name: string, from: Message): Message => {
      const made = request(name, uriIn(header(from, 'Contact')), { callId: header(invite, 'Call-ID') })
      const mine = new Map([
        ['From', header(invite, 'From')],
        ['To', header(from, 'To')],
      ])
      const headers = made.headers.map(([key, value]) => [key, mine.get(key) ?? value] as const)
      const routes = all(from, 'Record-Route')
        .reverse()
        .map(route => ['Route', route] as const)
      return { ...made, headers: [...headers, ...routes] }
    }
    const confirm = (answer: Message, body = '', sent = invite) => {
      // The first answer has the route set (RFC 3261 section 12.2).
      const ack = inDialog('ACK', dialog ?? answer)
      const cseq = header(sent, 'CSeq').replace('INVITE', 'ACK')
      send({ ...ack, body, headers: ack.headers.map(([key, value]) => [key, key === 'CSeq' ? cseq : value] as const) })
    }
    return {
      invite,
      callId: header(invite, 'Call-ID'),
      response: fits => answerTo(invite, fits ?? (() => true)),
      async final(body = '') {
        const answer = await answerTo(invite, code => code >= 200)
        if (status(answer) >= 300) {
          acknowledge(invite, answer)
          return answer
        }
        dialog = answer
        confirm(answer, body)
        return answer
      },
      async again(body) {
        if (!dialog) throw new Error('no dialog')
        const sent = { ...inDialog('INVITE', dialog), body }
        const answer = await transact(sent)
        confirm(answer, '', sent)
        return answer
      },
      cancel() {
        const kept = new Set(['Via', 'Max-Forwards', 'From', 'To', 'Call-ID', 'CSeq'])
        const headers = invite.headers.filter(([key]) => kept.has(key))
        send({
          start: invite.start.replace(/^\w+/, 'CANCEL'),
          headers: headers.map(([key, value]) => [key, value.replace(/ INVITE$/, ' CANCEL')] as const),
          body: '',
        })
      },
      async bye(at) {
        if (!dialog) throw new Error('no dialog')
        const sent = inDialog('BYE', dialog)
        return await transact(at === undefined ? sent : { ...sent, start: `BYE ${at} SIP/2.0` })
      },
    }
  }

  /** A response to a request that came; `tag` names this side. */
  function reply(to: Message, code: number, given: { body?: string; extra?: Extra } = {}) {
    const copied = to.headers.filter(([key]) => /^(via|from|call-id|cseq|record-route)$/i.test(key))
    send({
      start: `SIP/2.0 ${code} Test`,
      headers: [
        ...copied,
        ['To', /;tag=/.test(header(to, 'To')) ? header(to, 'To') : `${header(to, 'To')};tag=callee${port}`],
        ['Contact', contact],
        ...(given.extra ?? []),
      ],
      body: given.body ?? '',
    })
  }

  /** A request of the called side, within the call that the INVITE began; `at` as in `bye`. */
  function within(invite: Message, name: string, extra: Extra = [], at = uriIn(header(invite, 'Contact'))): Message {
    const made = request(name, at, { callId: header(invite, 'Call-ID'), extra })
    const swapped = new Map([
      ['From', `${header(invite, 'To')};tag=callee${port}`],
      ['To', header(invite, 'From')],
    ])
    const headers = made.headers.map(([key, value]) => [key, swapped.get(key) ?? value] as const)
    const routes = all(invite, 'Record-Route').map(route => ['Route', route] as const)
    return { ...made, headers: [...headers, ...routes] }
  }

  return {
    user: identity.user,
    port,
    aor,
    send,
    request,
    transact,
    call,
    reply,
    within,
    next,
    /** What stands in Contact from now on. */
    reachedAt(value: string) {
      contact = value
    },
    /** The next request of that method. */
    incoming: (name: string) => next(message => method(message) === name),
    /** What came and nobody took. */
    inbox: (): readonly Message[] => inbox,
    register: (expires = 300) =>
      transact(
        request('REGISTER', `sip:${identity.domain}`, {
          to: `<${aor}>`,
          callId: `reg-${port}`,
          extra: [
            ['Expires', String(expires)],
            ['Supported', 'path, gruu, outbound'],
          ],
        }),
      ),
    close: () => channel.close(),
  }
}
