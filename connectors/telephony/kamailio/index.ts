/** Telephony by Kamailio: questions and events over EVAPI, everything asked of it by RPC. The other side is config/kamailio. */

import { setTimeout as wait } from 'node:timers/promises'
import { kamailioRpc } from 'kamailio-rpc'
import { HubError } from '../../../core/error.ts'
import type { TelephonyEvent } from '../events.ts'
import type { Question, Telephony, Verdict } from '../port.ts'
import { lamps as lampsOf } from './lamps.ts'
import { type Asking, isLeft } from './left.ts'
import { evapiLink } from './link.ts'
import { asOngoingCall, asRegistrations, ongoingDialog } from './listing.ts'
import { notifyUnasked } from './notify.ts'
import { placeCall } from './place.ts'
import { ringAlso } from './ring-also.ts'
import { registeredTrunks, registerTrunks, type TrunkDoors } from './trunks.ts'
import { asWire, undecided } from './verdict.ts'
import { asQuestion, deviceAndAgent, parseDecision, parseEvent, parseWatched, type Reference } from './wire.ts'
import { withinCall } from './within-call.ts'

export interface KamailioOptions {
  /** Kamailio's EVAPI and HTTP ports; both listen on loopback. */
  readonly evapiPort: number
  readonly httpPort: number
  readonly host?: string | undefined
  /** Where trunks that we register at reach it; none are registered without. */
  readonly trunkDoors?: TrunkDoors | undefined
  /** How patient it is with phones that don't answer. */
  readonly asking?: Asking | undefined
  /** Where what goes wrong is told; nothing is logged without it. */
  readonly log?: { warn(details: object, message: string): void } | undefined
}

/** What became of messages since the start. */
export interface Counts {
  questions: number
  undecided: number
  published: number
  ignored: number
  malformed: number
}

type Next = () => Promise<Verdict>

/** An announcement that Kamailio didn't acknowledge in this time was too late. Milliseconds. */
const progressPatience = 10_000

export function kamailioTelephony(options: KamailioOptions): Telephony & { counts(): Readonly<Counts> } {
  const { host = '127.0.0.1', log } = options
  const rpc = kamailioRpc(`http://${host}:${options.httpPort}/RPC`)
  const within = withinCall(`${host}:${options.httpPort}`)
  const counts: Counts = { questions: 0, undecided: 0, published: 0, ignored: 0, malformed: 0 }
  const listeners: ((event: TelephonyEvent) => void)[] = []
  const progressing = new Map<string, { next: Next; forget: NodeJS.Timeout }>()
  let handler: ((question: Question) => Promise<Verdict>) | undefined
  let told = false

  const lamps = lampsOf({
    rpc,
    log,
    unasked: (extension, body) => notifyUnasked(`ws://${host}:${options.httpPort}/place`, extension, body),
  })
  const tell = (event: TelephonyEvent) => {
    for (const listener of listeners) listener(event)
    if (event.kind === 'registered') lamps.registered(event.extension, event.contact)
  }
  const connected = () => decisions.isUp && events.isUp
  const linkChanged = () => {
    if (told === connected()) return
    told = connected()
    if (told) lamps.up()
    else lamps.down()
    tell({ kind: told ? 'connected' : 'disconnected' })
  }

  const decisions = evapiLink({
    host,
    port: options.evapiPort,
    role: 'decisions',
    up: linkChanged,
    down: linkChanged,
    first: isFirst => lamps.lead(isFirst),
    received(text) {
      try {
        const message = parseDecision(text)
        if (message.kind === 'progressed') return carryOn(message)
        const question = asQuestion(message)
        counts.questions += 1
        void settle(message, question.callId, async () => {
          if (!handler) throw new HubError('telephony.no-handler', 503)
          return await handler(question)
        })
      } catch (error) {
        counts.malformed += 1
        log?.warn({ err: error }, 'Kamailio asked something malformed')
      }
    },
  })

  const events = evapiLink({
    host,
    port: options.evapiPort,
    role: 'events',
    up: linkChanged,
    down: linkChanged,
    received(text) {
      const watched = parseWatched(text)
      if (watched) return lamps.watched(watched.package, watched.extension)
      const parsed = parseEvent(text)
      counts[parsed.result] += 1
      if (parsed.result === 'malformed') log?.warn({ length: text.length }, 'Kamailio said something malformed')
      if (parsed.result === 'published') tell(parsed.event)
    },
  })

  /** Answers one suspended transaction. */
  async function settle({ ti, tl, question }: Reference, callId: string, decide: Next) {
    let verdict: Verdict | undefined
    try {
      verdict = await decide()
    } catch (error) {
      counts.undecided += 1
      log?.warn({ err: error, callId }, 'no verdict: Kamailio takes its fallback')
    }
    const reference = { ti, tl, question }
    const announced = verdict
    if (announced?.verb === 'progress') expectProgress(callId, () => announced.next())
    const sent = decisions.send({ ...(verdict ? asWire(verdict) : undecided), ...reference })
    if (!sent) decisions.send({ ...undecided, ...reference })
  }

  function expectProgress(callId: string, next: Next) {
    clearTimeout(progressing.get(callId)?.forget)
    const forget = setTimeout(() => progressing.delete(callId), progressPatience).unref()
    progressing.set(callId, { next, forget })
  }

  function carryOn(message: Reference & { callId: string }) {
    const waiting = progressing.get(message.callId)
    if (!waiting) return
    clearTimeout(waiting.forget)
    progressing.delete(message.callId)
    void settle(message, message.callId, waiting.next)
  }

  return {
    answer(given) {
      handler = given
    },
    listen(listener) {
      listeners.push(listener)
    },
    async registrations() {
      return asRegistrations(await rpc.ulDump())
    },
    async ongoingCalls() {
      return (await rpc.dlgList()).flatMap(asOngoingCall)
    },
    async hangUp(callId) {
      let dialog = await rpc.dlgOf(callId)
      // One that rings can't be ended by BYE, and the answer that a hub has heard of may not be in Kamailio's books yet. An ACK that overtook
      // it is never in them; one that is still to come must be given the time to (RFC 3261 section 15).
      for (let tries = 0; tries < 20 && dialog && dialog.state < (tries < 5 ? 4 : 3); tries += 1) {
        await wait(50)
        dialog = await rpc.dlgOf(callId)
      }
      const going = dialog && ongoingDialog(dialog)
      if (going) await within.end(going)
    },
    isLeft: (callId, tags) => isLeft({ rpc, within, asking: options.asking }, callId, tags),
    place: call => placeCall(`ws://${host}:${options.httpPort}/place`, call),
    ringAlso: (callId, extension) => ringAlso(`http://${host}:${options.httpPort}/ring-also`, callId, extension),
    async forgetDevice(authName, domain) {
      await rpc.htableDelete('devices', `${authName}@${domain}`)
      for (const { AoR, Contacts } of await rpc.ulDump()) {
        if (!AoR.endsWith(`@${domain}`)) continue
        for (const { Contact } of Contacts) {
          if (deviceAndAgent(Contact['User-Agent']).device === authName) await rpc.ulRmContact(AoR, Contact.Address)
        }
      }
    },
    showLine: (extension, line) => lamps.showLine(extension, line),
    showMessages: (extension, messages) => lamps.showMessages(extension, messages),
    async reloadNumbers() {
      await rpc.htableReload('numbers')
    },
    async reloadTrunks(accounts) {
      await rpc.htableReload('trunks')
      if (options.trunkDoors) await registerTrunks(rpc, accounts, options.trunkDoors)
    },
    registeredTrunks: () => registeredTrunks(rpc),
    probeTrunk(trunk) {
      decisions.send({ verb: 'probe', trunk })
    },
    async start() {
      decisions.open()
      events.open()
    },
    async stop() {
      for (const { forget } of progressing.values()) clearTimeout(forget)
      progressing.clear()
      lamps.stop()
      within.stop()
      decisions.close()
      events.close()
    },
    connected,
    counts: () => counts,
  }
}
