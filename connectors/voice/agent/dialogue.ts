/** A leg's dialog once it is confirmed (RFC 3261 sections 12 to 15): described anew, asked whether it is there, and ended. */
import {
  C,
  type IncomingInviteRequest,
  type IncomingReferRequest,
  type Session,
  SessionDialog,
  SessionState,
  type UserAgentCore,
} from 'sip.js/lib/core/index.js'
import type { URI } from 'sip.js/lib/grammar/uri.js'
import { type ReferStatus, referStatus } from './refer.ts'
import type { Side } from './side.ts'

export interface DialogueOptions {
  readonly core: UserAgentCore
  readonly session: Session
  /** Where the other side reaches us; the agent's own unless given. */
  readonly contact?: URI | undefined
  readonly side: Side
  /** Whether we began the call: it decides who tries again first when both describe it anew (section 14.1). */
  readonly ours: boolean
  readonly digit: (digit: string) => void
  readonly ended: (by: 'other' | 'lost') => void
  readonly asking?: Asking | undefined
  /** A phone asks for a transfer (RFC 3515), and is told by `tell` how it goes. Refused where nobody deals with it. */
  readonly referred?: Referred | undefined
}

export type Referred = (request: IncomingReferRequest, tell: (status: ReferStatus) => void) => void

export interface Dialogue {
  /** Has the other side know where the sound is to go now. */
  describe(): Promise<void>
  hangUp(): void
}

export const sdpBody = (content: string) => ({
  contentDisposition: 'session',
  contentType: 'application/sdp',
  content,
})

/** How often the other side is asked whether it is there, and how long its answer may take. Seconds. */
export interface Asking {
  readonly every: number
  readonly patience: number
}
/** Asked twice before it is believed: nobody stays in a call for half a minute that has ended. */
const usually: Asking = { every: 10, patience: 8 }

export function dialogue(options: DialogueOptions): Dialogue {
  const { core, session, side, ours, digit, ended, referred } = options
  // SIP.js adds it to what begins a dialog alone. An INVITE without, and a 200 to one, says RFC 3261 section 20, is none: browsers refuse it.
  const extraHeaders = [`Contact: <${(options.contact ?? core.configuration.contact.uri).toString()}>`]
  const { every, patience } = options.asking ?? usually
  const acknowledged = Promise.withResolvers<void>()
  if (session.sessionState !== SessionState.AckWait) acknowledged.resolve()
  let open = true
  let describing: Promise<void> = Promise.resolve()
  let missed = 0

  const over = (by: 'other' | 'lost') => {
    if (!open) return
    open = false
    clearInterval(asking)
    ended(by)
  }

  session.delegate = {
    onAck({ message }) {
      if (message.body) side.hears(message.body)
      acknowledged.resolve()
    },
    onAckTimeout() {
      acknowledged.resolve()
      over('lost')
    },
    onBye(request) {
      request.accept()
      // A hub has ended the call that this side was taken from: what it says in the phone's name is for the phone (config/kamailio).
      if (request.message.hasHeader('X-Svara-For')) sayBye()
      over('other')
    },
    onInvite: request => describedAnew(request, side, extraHeaders),
    // Digits as they came before RFC 4733: application/dtmf-relay.
    onInfo(request) {
      request.accept()
      const [, pressed] = /^\s*Signal\s*=\s*([0-9*#])/im.exec(request.message.body) ?? []
      if (pressed !== undefined) digit(pressed)
    },
    onRefer(request) {
      if (!referred) return void request.reject({ statusCode: 603 })
      referred(request, status => {
        const { headers, body } = referStatus(request.message, status)
        if (open) session.notify(undefined, { extraHeaders: [...headers, ...extraHeaders], body })
      })
    },
    onNotify: request => void request.accept(),
  }

  function sayBye(): void {
    try {
      session.bye()
    } catch {
      session.dispose()
    }
  }

  /** The status of one re-INVITE. */
  function describeOnce(): Promise<number> {
    return new Promise(resolve => {
      const refused = ({ message }: { message: { statusCode: number | undefined } }) =>
        resolve(message.statusCode ?? 500)
      try {
        session.invite(
          {
            onAccept(response) {
              if (response.message.body) side.hears(response.message.body)
              response.ack()
              resolve(200)
            },
            onReject: refused,
            onRedirect: refused,
          },
          { body: sdpBody(side.offer()), extraHeaders: [...extraHeaders] },
        )
      } catch {
        // The other side is just describing it: as if it had said so.
        resolve(491)
      }
    })
  }

  async function describeUntilTaken(): Promise<void> {
    await acknowledged.promise
    for (let times = 0; open && times < 8; times++) {
      const status = await describeOnce()
      if (status < 300) return
      if (status === 481 || status === 408) return over('lost')
      if (status !== 491 && status !== 500 && status !== 503) throw new Error(`the other side refused (${status})`)
      // Section 14.1: whoever began the call waits longer.
      const wait = ours ? 2100 + Math.random() * 1900 : Math.random() * 2000
      await new Promise(resolve => setTimeout(resolve, wait))
    }
  }

  function askWhetherThere(): Promise<number> {
    if (!(session instanceof SessionDialog)) return Promise.resolve(200)
    const message = session.createOutgoingRequestMessage(C.OPTIONS)
    return new Promise(resolve => {
      const answered = ({ message: { statusCode } }: { message: { statusCode: number | undefined } }) =>
        resolve(statusCode ?? 0)
      core.request(message, { onAccept: answered, onReject: answered, onRedirect: answered })
      setTimeout(resolve, patience * 1000, 408).unref()
    })
  }

  async function check(): Promise<void> {
    if (session.sessionState !== SessionState.Confirmed) return
    const status = await askWhetherThere()
    // Anything else says that somebody is there. 408 once may be a proxy that was being started again.
    if (status === 481) return over('lost')
    missed = status === 408 ? missed + 1 : 0
    if (missed >= 2) return over('lost')
    if (missed === 1 && open) await check()
  }
  const asking = setInterval(() => void check(), every * 1000)
  asking.unref()

  return {
    describe() {
      describing = describing.catch(() => {}).then(describeUntilTaken)
      return describing
    },
    hangUp() {
      if (!open) return
      open = false
      clearInterval(asking)
      // Section 15: not before ACK.
      void acknowledged.promise.then(sayBye)
    },
  }
}

function describedAnew(request: IncomingInviteRequest, side: Side, extraHeaders: readonly string[]): void {
  const { body } = request.message
  if (body && !side.hears(body)) {
    request.reject({ statusCode: 488 })
    return
  }
  const said = body ? side.answer(body) : side.offer()
  request.accept({ statusCode: 200, body: sdpBody(said), extraHeaders: [...extraHeaders] })
}
