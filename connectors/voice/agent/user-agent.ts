/**
 * The agent's SIP user agent: SIP.js at the level of its transactions and dialogs (docs/decisions/010), over a WebSocket to Kamailio
 * that comes back for as long as it takes. https://github.com/onsip/SIP.js/tree/0.21.2/docs/core
 */
import { setTimeout as pause } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import {
  C,
  type Contact,
  IncomingRequestMessage,
  IncomingResponseMessage,
  InviteUserAgentServer,
  LoggerFactory,
  Parser,
  ReferUserAgentServer,
  UserAgentCore,
} from 'sip.js/lib/core/index.js'
import { Grammar } from 'sip.js/lib/grammar/grammar.js'
import type { URI } from 'sip.js/lib/grammar/uri.js'
import WebSocket from 'ws'

export interface UserAgentOptions {
  /** The agent's id. */
  readonly agent: string
  /** As in ws://127.0.0.1:port/voice/1 */
  readonly server: string
  readonly invited: (request: InviteUserAgentServer) => void
  /** A phone asks for a transfer in a call that isn't ours. */
  readonly referred: (request: ReferUserAgentServer) => void
  readonly log?: { warn(details: object, message: string): void } | undefined
}

export interface UserAgent {
  readonly core: UserAgentCore
  isUp(): boolean
  start(): void
  stop(): void
}

const firstWait = 100
const longestWait = 1000
/** Milliseconds that a message may wait for a connection, and how often it looks for one. */
const patience = 10_000
const again = 50
/** How long a request is waited for (RFC 3261 section 17.1.2.2, Timer F). */
const timerF = 32_000

export function userAgent({ agent, server, invited, referred, log }: UserAgentOptions): UserAgent {
  let socket: WebSocket | undefined
  let wanted = false
  let wait = firstWait
  let retry: NodeJS.Timeout | undefined
  const isUp = () => socket?.readyState === WebSocket.OPEN
  const loggers = new LoggerFactory()
  loggers.builtinEnabled = false
  const contact = uri(`sip:${agent}@voice.invalid;transport=ws`)
  /** BYEs by their branch, until they are answered: one may have gone to a Kamailio that had just died, or wait for one. */
  const unconfirmed = new LRUCache<string, string>({ max: 1000, ttl: timerF })
  const transport = {
    protocol: 'WS',
    /** What is to be said while Kamailio is being started again is said then: a BYE that is lost leaves somebody in a call. */
    async send(message: string) {
      if (message.startsWith('BYE ')) {
        unconfirmed.set(branchIn(message), message)
        if (!isUp()) return
      }
      for (const late = Date.now() + patience; !isUp() && Date.now() < late; ) await pause(again)
      if (!isUp()) throw new Error('no connection to Kamailio')
      socket?.send(message)
    },
  }
  const core = new UserAgentCore(
    {
      aor: uri(`sip:${agent}@voice.invalid`),
      contact: contactOf(contact),
      displayName: '',
      loggerFactory: loggers,
      hackViaTcp: false,
      routeSet: [],
      sipjsId: `voice${agent}`,
      supportedOptionTags: [],
      supportedOptionTagsResponse: [],
      userAgentHeaderFieldValue: 'Svara voice',
      viaForceRport: false,
      viaHost: 'voice.invalid',
      authenticationFactory: () => undefined,
      transportAccessor: () => transport as never,
    },
    {},
  )

  function received(text: string) {
    const message = Parser.parseMessage(text, loggers.getLogger('sip'))
    if (message instanceof IncomingResponseMessage) {
      unconfirmed.delete(message.viaBranch)
      return core.receiveIncomingResponseFromTransport(message)
    }
    if (!(message instanceof IncomingRequestMessage)) return
    // One caller may come to us on several branches of one fork, for several people: SIP.js takes that for a loop (RFC 3261 section 8.2.2.2),
    // which Kamailio sees to.
    const isNew = message.method === C.INVITE && !message.toTag && !core.userAgentServers.has(message.viaBranch)
    if (isNew) return invited(new InviteUserAgentServer(core, message))
    const { method, toTag, fromTag, callId, viaBranch } = message
    const others = method === C.REFER && toTag && !core.dialogs.has(callId + toTag + fromTag)
    if (others && !core.userAgentServers.has(viaBranch)) return referred(new ReferUserAgentServer(core, message))
    core.receiveIncomingRequestFromTransport(message)
  }

  function connect() {
    const mine = new WebSocket(server, 'sip')
    socket = mine
    mine.on('open', () => {
      wait = firstWait
      for (const bye of unconfirmed.values()) mine.send(bye)
    })
    mine.on('message', (data: Buffer) => {
      try {
        received(data.toString())
      } catch (error) {
        log?.warn({ err: error }, 'a SIP message could not be dealt with')
      }
    })
    mine.on('error', () => {}) // `close` follows.
    mine.on('close', () => {
      if (socket === mine) socket = undefined
      if (!wanted) return
      retry = setTimeout(connect, wait)
      wait = Math.min(wait * 2, longestWait)
    })
  }

  return {
    core,
    isUp,
    start() {
      if (wanted) return
      wanted = true
      connect()
    },
    stop() {
      wanted = false
      clearTimeout(retry)
      socket?.close()
    },
  }
}

/** The topmost Via's (RFC 3261 section 8.1.1.7). */
const branchIn = (message: string) => /^Via:.*;branch=([^;\s]+)/im.exec(message)?.[1] ?? ''

/** Throws on what is no SIP URI. */
export function uri(text: string): URI {
  const parsed = Grammar.URIParse(text)
  if (!parsed) throw new Error(`no SIP URI: ${text}`)
  return parsed
}

const contactOf = (contact: URI): Contact => ({
  pubGruu: undefined,
  tempGruu: undefined,
  uri: contact,
  toString: () => `<${contact.toString()}>`,
})
