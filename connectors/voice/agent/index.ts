/**
 * A voice agent: answers what must be answered, by SIP behind Kamailio, with sound by the media server, as hubs say in steps. It goes on
 * by itself when they are away, and tells them afterwards (docs/decisions/009 and 010).
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { kamailioRpc } from 'kamailio-rpc'
import type { InviteUserAgentServer, Session } from 'sip.js/lib/core/index.js'
import { HubError } from '../../../core/error.ts'
import type { Media } from '../../media/port.ts'
import type { Mixer } from '../../mixer/port.ts'
import { type Exchange, openExchange } from '../exchange.ts'
import { mixes } from '../mixes.ts'
import type { Step } from '../port.ts'
import type { Request, Results } from '../wire.ts'
import type { Asking, Referred } from './dialogue.ts'
import { openHubs } from './hubs.ts'
import { incomingLine } from './incoming-line.ts'
import { type DialogRecord, openJournal } from './journal.ts'
import { endLeft } from './left.ts'
import { outgoingLine } from './outgoing-line.ts'
import { openTaking } from './taking.ts'
import { userAgent } from './user-agent.ts'

export interface AgentOptions {
  /** A number from 1, of its own among all that one Kamailio knows. */
  readonly id: string
  /** Where hubs connect, on loopback. */
  readonly port: number
  /** Kamailio's HTTP port on loopback. */
  readonly httpPort: number
  /** IP address of RTP, which the media server sends to. */
  readonly address: string
  /** Started by whoever gives it. */
  readonly media: Media
  readonly mixer?: Mixer | undefined
  /** Unless given, as calls of people need it. */
  readonly asking?: Asking | undefined
  /** Folder of the agent's own. */
  readonly folder: string
  readonly log?: { warn(details: object, message: string): void } | undefined
}

export interface Agent {
  isUp(): boolean
  /** Hangs up on all, and tells hubs so. */
  stop(): Promise<void>
}

/** How long steps wait for their call. */
const lifetime = 120_000

export async function openAgent(options: AgentOptions): Promise<Agent> {
  const { id, port, httpPort, address, media, mixer, asking, folder, log } = options
  const journal = openJournal(join(folder, `${id}.journal`), id)
  const expected = new Map<string, { readonly steps: readonly Step[]; readonly about: string; callId?: string }>()
  const newLeg = () => `${id}-${randomBytes(9).toString('base64url')}`
  const ua = userAgent({
    agent: id,
    server: `ws://127.0.0.1:${httpPort}/voice/${id}`,
    referred: request => void taking.referred(request),
    invited: request => void invited(request).catch(error => log?.warn({ err: error }, 'a call could not be taken')),
    log,
  })
  const surroundings = (leg: string) => ({
    core: ua.core,
    address,
    media,
    log,
    asking,
    confirmed: (session: Session) => journal.confirmed(leg, recordOf(session)),
    referred: (...refer: Parameters<Referred>) => void taking.referredWithin(leg, ...refer),
  })
  const exchange: Exchange = openExchange({
    agent: id,
    newLeg,
    happened: happening => hubs.tell(journal.add(happening)),
    ask: question => hubs.ask(question),
    place: (call, leg) => outgoingLine(call, surroundings(leg)),
    timer(_, seconds) {
      const { promise: over, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, seconds * 1000)
      return { over, stop: () => clearTimeout(timer) }
    },
    mixer,
    failed: (error, leg) => log?.warn({ err: error, leg }, 'a leg could not go on'),
  })

  const taking = openTaking({
    core: ua.core,
    exchange,
    agent: id,
    rpc: kamailioRpc(`http://127.0.0.1:${httpPort}/RPC`),
    server: `127.0.0.1:${httpPort}`,
    newLeg,
    surroundings,
    ask: question => hubs.ask(question),
    log,
  })

  async function invited(request: InviteUserAgentServer): Promise<void> {
    const { ruri, callId } = request.message
    const token = ruri?.user ?? ''
    const given = expected.get(token)
    // Good for one call, which may come by several branches, and once more where it is sent on.
    if (!given || (given.callId !== undefined && given.callId !== callId)) {
      request.reject({ statusCode: 404 })
      return
    }
    given.callId = callId
    const leg = newLeg()
    const line = await incomingLine(request, surroundings(leg))
    exchange.arrived(line, given, leg)
  }

  /** Said before anything is done: a call that was taken over for a room must not end for want of one. */
  function mustBeAble(request: Request): void {
    const all =
      'steps' in request ? [request.steps, ...('other' in request && request.other ? [request.other.steps] : [])] : []
    if (all.some(mixes) && !mixer?.connected()) throw new HubError('voice.unavailable', 503, { why: 'no mixer' })
  }

  async function handle(request: Request): Promise<Results[Request['ask']]> {
    mustBeAble(request)
    switch (request.ask) {
      case 'expect': {
        if (!ua.isUp()) throw new HubError('voice.unavailable', 503, { why: 'no connection to Kamailio' })
        const token = `${id}-${randomBytes(9).toString('hex')}`
        expected.set(token, { steps: request.steps, about: request.about })
        setTimeout(() => expected.delete(token), lifetime).unref()
        return { extension: `${token}@voice.invalid` }
      }
      case 'call':
        return { leg: exchange.call(request) }
      case 'tell':
        exchange.tell(request.leg, request.steps, request.about)
        return null
      case 'mute':
        if (!mixer) throw new HubError('voice.unavailable', 503, { why: 'no mixer' })
        await exchange.mute(request.leg, request.muted)
        return null
      case 'legs':
        return exchange.legs()
      case 'take':
        return await taking.take(request)
    }
  }

  const hubs = await openHubs({ agent: id, port, journal, handle, log })
  const left = endLeft({ ua, journal, happened: happening => hubs.tell(journal.add(happening)) })
  ua.start()

  return {
    isUp: () => ua.isUp(),
    async stop() {
      left.stop()
      for (const { leg } of exchange.legs()) exchange.leg(leg)?.line.hangUp()
      // Until all that follows from it is said and written, or nobody answers.
      for (let tries = 0; tries < 20 && exchange.legs().length > 0; tries++) {
        await new Promise(resolve => setTimeout(resolve, 50))
      }
      await new Promise(resolve => setTimeout(resolve, 100))
      ua.stop()
      await hubs.close()
      journal.close()
    },
  }
}

function recordOf(session: Session): DialogRecord {
  const { callId, localTag, remoteTag, localURI, remoteURI, remoteTarget } = session
  const routes = 'routeSet' in session && Array.isArray(session.routeSet) ? session.routeSet.map(String) : []
  return {
    callId,
    localTag,
    remoteTag,
    localUri: localURI.toString(),
    remoteUri: remoteURI.toString(),
    remoteTarget: remoteTarget.toString(),
    routes,
  }
}
