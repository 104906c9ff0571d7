/** What Kamailio says over EVAPI, as kamailio.cfg writes it. Text that came from outside is in base64. */
import { z } from 'zod'
import { telephonyEvent } from '../events.ts'
import type { Question } from '../port.ts'

const base64 = z.string().transform(text => Buffer.from(text, 'base64').toString('utf8'))
const whole = z.number().int()

/** Which transaction is suspended for the answer, and for which of its questions. */
const reference = { ti: whole, tl: whole, question: whole }

const question = z.object({
  kind: z.literal('question'),
  ...reference,
  callId: base64,
  fromTag: base64,
  source: z.enum(['trunk', 'device', 'voice']),
  extension: base64,
  device: base64,
  address: z.string(),
  /** Ids, a comma behind each. */
  trunks: z.string().default(''),
  number: base64,
  name: base64,
  hidden: z.boolean(),
  dialled: base64,
  domain: base64,
  outcome: z.enum(['', 'unanswered', 'busy', 'unreachable', 'declined']),
  sipStatus: whole,
  /** For `voice`: the hub's own context, as it stood in the agent's INVITE. */
  about: base64,
  context: base64,
  sdp: base64,
})
export type WireQuestion = z.infer<typeof question>

const progressed = z.object({ kind: z.literal('progressed'), ...reference, callId: base64 })

export interface Reference {
  readonly ti: number
  readonly tl: number
  readonly question: number
}

const decision = z.discriminatedUnion('kind', [question, progressed])

/** What comes on the connection for decisions. Throws on anything else. */
export const parseDecision = (text: string) => decision.parse(JSON.parse(text))

export function asQuestion(wire: WireQuestion): Question {
  const source = sourceOf(wire)
  const name = unquoted(wire.name)
  return {
    callId: wire.callId,
    source,
    caller: { number: wire.number || undefined, hidden: wire.hidden, ...(name && { name }) },
    dialled: wire.dialled,
    domain: wire.domain,
    sdp: wire.sdp || undefined,
    fromTag: wire.fromTag,
    ...(wire.outcome && { step: { outcome: wire.outcome, sipStatus: wire.sipStatus, context: wire.context } }),
  }
}

function sourceOf({ source, extension, device, address, trunks, about }: WireQuestion): Question['source'] {
  if (source === 'trunk')
    return { kind: 'trunk', address, ...(trunks && { trunks: trunks.split(',').filter(Boolean) }) }
  if (source === 'voice') return { kind: 'voice', agent: device, context: about }
  return { kind: 'device', extension, domain: extension.slice(extension.indexOf('@') + 1), device, address }
}

/** A display name without the quotes and escapes it was sent in (RFC 3261 section 25.1). */
const unquoted = (name: string) =>
  name
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .replace(/\\(.)/gs, '$1')

const decoded = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ringing'), callId: base64, extension: base64, from: base64.optional() }),
  z.object({ kind: z.literal('stopped'), callId: base64 }),
  z.object({ kind: z.literal('answered'), callId: base64, from: base64, to: base64 }),
  z.object({ kind: z.literal('left'), callId: base64, extension: base64 }),
  z.object({ kind: z.literal('ended'), callId: base64, seconds: z.number(), by: z.string() }),
  z.object({ kind: z.literal('failed'), callId: base64, sipStatus: z.number() }),
  z.object({ kind: z.literal('cancelled'), callId: base64 }),
  z.object({ kind: z.literal('emergency'), callId: base64, from: base64, dialled: base64 }),
  z.object({ kind: z.literal('fallback'), callId: base64, dialled: base64 }),
  z
    .object({ kind: z.literal('registered'), extension: base64, contact: base64, agent: base64, expires: z.string() })
    .transform(({ agent, expires, ...rest }) => ({ ...rest, ...deviceAndAgent(agent), expires: lifetime(expires) })),
  z.object({ kind: z.literal('unregistered'), extension: base64, contact: base64 }),
  z.object({ kind: z.literal('trunk'), trunk: z.string(), sipStatus: z.number() }),
])

/** Kamailio's limits (kamailio.cfg, registrar) on what a phone asks for. */
const lifetime = (asked: string) => (/^\d+$/.test(asked) ? Math.min(Math.max(Number(asked), 30), 600) : 300)

/** Kamailio keeps a contact's User-Agent; the device's name stands before it. */
export function deviceAndAgent(agent: string): { device: string; userAgent: string } {
  const bar = agent.indexOf('|')
  return bar < 0 ? { device: '', userAgent: agent } : { device: agent.slice(0, bar), userAgent: agent.slice(bar + 1) }
}

export type EventResult =
  | { readonly result: 'published'; readonly event: z.infer<typeof telephonyEvent> }
  | { readonly result: 'ignored' | 'malformed' }

const watched = z.object({
  kind: z.literal('watched'),
  package: z.enum(['dialog', 'message-summary']),
  extension: base64,
})

/** A phone has subscribed: nothing that is told on. Undefined for any other event. */
export function parseWatched(text: string): z.infer<typeof watched> | undefined {
  if (!text.startsWith('{"kind":"watched"')) return undefined
  return watched.safeParse(JSON.parse(text)).data
}

const anyKind = z.looseObject({ kind: z.string() })
const kinds = new Set<unknown>(telephonyEvent.options.map(option => option.shape.kind.value))

/** What comes on the connection for events. A kind that nobody knows is ignored: another version's. */
export function parseEvent(text: string): EventResult {
  try {
    const message = anyKind.parse(JSON.parse(text))
    if (!kinds.has(message.kind)) return { result: 'ignored' }
    return { result: 'published', event: telephonyEvent.parse(decoded.parse(message)) }
  } catch {
    return { result: 'malformed' }
  }
}
