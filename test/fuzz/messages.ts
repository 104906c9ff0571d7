/** SIP as phones and trunks send it, with something wrong in it: in a field, in the order, in the SDP, or in the bytes. */
import { authorization } from '../../connectors/telephony/kamailio/testing/message.ts'
import type { Device } from '../harness/phones.ts'
import { nasty } from './nasty.ts'
import { type Chance, chance } from './random.ts'

export interface Ground {
  readonly door: 'phones' | 'trunk' | 'browser'
  /** Of whoever sends: address and port. */
  readonly host: string
  /** Whom it calls: user and domain. */
  readonly target: string
  /** At the phones' door: who calls, and the challenge that he was given (WWW-Authenticate's value). */
  readonly device: Device
  readonly challenge: string
}

type Field = [name: string, value: string]

const calm = ['OPTIONS', 'REGISTER', 'MESSAGE', 'PUBLISH', 'SUBSCRIBE', 'NOTIFY', 'INFO', 'REFER', 'UPDATE', 'PRACK']
const methods = ['INVITE', 'INVITE', 'INVITE', 'REGISTER', 'ACK', 'BYE', 'CANCEL', ...calm, 'invite', 'I\0NVITE', 'é']
const compact: Readonly<Record<string, string>> = { Via: 'v', From: 'f', To: 't', 'Call-ID': 'i', Contact: 'm' }

/** The message with this number. Its Call-ID tells it: "fuzz-SEED-NUMBER-DOOR", unless that is what is wrong with it. */
export function message(seed: number, number: number, ground: Ground): Buffer {
  const by = chance(seed * 1_000_003 + number)
  const bytes = Buffer.from(
    by.once(8) ? response(by, seed, number, ground) : request(by, seed, number, ground),
    'latin1',
  )
  return by.once(2) ? bytes : mangled(by, bytes)
}

function request(by: Chance, seed: number, number: number, ground: Ground): string {
  const method = by.pick(methods)
  const { door, host, target, device } = ground
  const uri = by.once(10) ? nasty(by) : `sip:${target}`
  const from =
    door === 'trunk' ? `sip:+46701740${100 + by.below(900)}@127.0.0.1` : `sip:${device.user}@${device.domain}`
  const body = by.once(3) ? '' : sdp(by)
  const transport = door === 'browser' ? 'WS' : 'UDP'
  const within = by.once(6)
  const fields: Field[] = [
    ['Via', `SIP/2.0/${transport} ${host};branch=z9hG4bKfuzz${seed}.${number};rport`],
    ['Max-Forwards', '70'],
    ['From', `"${by.once(2) ? nasty(by) : 'Fuzz'}" <${from}>;tag=${number}`],
    ['To', `<sip:${target}>${within ? `;tag=${by.below(9)}` : ''}`],
    ['Call-ID', `fuzz-${seed}-${number}-${door}`],
    ['CSeq', `${1 + by.below(5)} ${method}`],
    ['Contact', `<sip:fuzz@${host}${door === 'browser' ? ';transport=ws' : ''}>`],
  ]
  if (door !== 'trunk' && !by.once(5)) {
    const { authName: name, secret } = device
    const how = { name, secret, method, uri }
    fields.push([method === 'REGISTER' ? 'Authorization' : 'Proxy-Authorization', authorization(ground.challenge, how)])
  }
  for (let more = by.below(4); more > 0; more -= 1) fields.push(extra(by))
  if (body) fields.push(['Content-Type', by.once(8) ? nasty(by) : 'application/sdp'])
  fields.push([
    by.once(3) ? 'l' : 'Content-Length',
    by.once(12) ? nasty(by) : String(Buffer.byteLength(body, 'latin1')),
  ])
  return text(by, `${method} ${uri} SIP/2.0`, fields, body)
}

function response(by: Chance, seed: number, number: number, { host, target, door }: Ground): string {
  const body = by.once(2) ? '' : sdp(by)
  const fields: Field[] = [
    ['Via', `SIP/2.0/UDP 127.0.0.1;branch=${by.pick(['z9hG4bK', 'z9hG4bK.1', '0', '.', `${number}.cs`, nasty(by)])}`],
    ['Via', `SIP/2.0/UDP ${host};branch=z9hG4bKfuzz`],
    ['From', `<sip:fuzz@${host}>;tag=${number}`],
    ['To', `<sip:${target}>;tag=${by.below(9)}`],
    ['Call-ID', `fuzz-${seed}-${number}-${door}`],
    ['CSeq', `1 ${by.pick(methods)}`],
    ['Record-Route', `<sip:127.0.0.1;lr=on;ftag=${number};seal=${nasty(by)};did=${by.pick(['1.1', nasty(by)])}>`],
    ['Content-Type', 'application/sdp'],
    ['Content-Length', String(Buffer.byteLength(body, 'latin1'))],
  ]
  return text(
    by,
    `SIP/2.0 ${by.pick(['100', '180', '183', '200', '302', '401', '486', '603', '699', nasty(by)])} x`,
    fields,
    body,
  )
}

const extraNames = [
  'Route',
  'Record-Route',
  'P-Asserted-Identity',
  'Remote-Party-ID',
  'Privacy',
  'Diversion',
  'History-Info',
  'User-Agent',
  'Expires',
  'Require',
  'Proxy-Require',
  'Supported',
  'Replaces',
  'Refer-To',
  'Referred-By',
  'Event',
  'Path',
  'Accept',
  'Subject',
  'Session-Expires',
  'RSeq',
  'RAck',
  'Identity',
  'Retry-After',
  'X-Svara-Trusted',
]

function extra(by: Chance): Field {
  const name = by.pick(extraNames)
  const value = by.pick([
    nasty(by),
    `<sip:${nasty(by)}@127.0.0.1;lr>`,
    `"${nasty(by)}" <sip:1@127.0.0.1>`,
    `${by.below(99)}`,
  ])
  return [name, value]
}

/** Fields get lost, doubled, put elsewhere, folded, written otherwise; one of them gets another value. */
function text(by: Chance, start: string, given: readonly Field[], body: string): string {
  const fields = given.map(([name, value]): Field => [by.once(10) ? (compact[name] ?? name) : name, value])
  const at = by.below(fields.length)
  const field = fields[at]
  if (field && by.once(3)) {
    const change = by.below(5)
    if (change === 0) fields.splice(at, 1)
    if (change === 1) fields.splice(by.below(fields.length), 0, field)
    if (change === 2) fields[at] = [field[0], nasty(by)]
    if (change === 3) fields[at] = [field[0], field[1].replaceAll(' ', '\r\n ')]
    if (change === 4) fields[at] = [by.once(2) ? field[0].toUpperCase() : nasty(by), field[1]]
  }
  const end = by.once(30) ? '\n' : '\r\n'
  return [start, ...fields.map(([name, value]) => `${name}: ${value}`), '', body].join(end)
}

const sdpLines = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 40004 RTP/AVP 8 0 101',
]
const attributes = [
  'a=rtpmap:101 telephone-event/8000',
  'a=fmtp:101 0-16',
  'a=sendrecv',
  'a=sendonly',
  'a=ice-ufrag:x',
  'a=ice-pwd:0123456789012345678901',
  'a=candidate:1 1 UDP 1 127.0.0.1 40004 typ host',
  'a=fingerprint:sha-256 00:11',
  'a=setup:actpass',
  'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:xxxx',
  'a=rtcp:0',
  'a=group:BUNDLE 0',
  'm=video 40006 RTP/AVP 96',
  'm=audio 0 RTP/AVP 8',
  'm=image 40008 udptl t38',
]

function sdp(by: Chance): string {
  const lines = [...sdpLines, ...Array.from({ length: by.below(6) }, () => by.pick(attributes))]
  if (by.once(3))
    lines.splice(by.below(lines.length), by.below(3), `${by.pick(['a', 'm', 'c', 'o', 'z'])}=${nasty(by)}`)
  // As much as a message may have.
  if (by.once(40)) lines.push(...Array.from({ length: 300 }, () => `a=${'x'.repeat(45)}`))
  return `${lines.join('\r\n')}\r\n`
}

/** A few bytes are others, are gone, come twice, or are many. */
function mangled(by: Chance, bytes: Buffer): Buffer {
  let result = bytes
  for (let times = 1 + by.below(4); times > 0; times -= 1) {
    const at = by.below(result.length)
    const length = 1 + by.below(by.once(4) ? 200 : 8)
    const [before, piece, after] = [
      result.subarray(0, at),
      result.subarray(at, at + length),
      result.subarray(at + length),
    ]
    const changed = Buffer.from(piece)
    const how = by.below(5)
    if (how === 0 && changed.length > 0) changed[0] = by.below(256)
    if (how === 1 && changed.length > 0) changed[0] = (changed[0] ?? 0) ^ (1 << by.below(8))
    if (how === 2) result = Buffer.concat([before, after])
    else if (how === 3) result = Buffer.concat([before, piece, piece, piece, after])
    else if (how === 4) result = before
    else result = Buffer.concat([before, changed, after])
    if (result.length === 0) return bytes
  }
  return result
}
