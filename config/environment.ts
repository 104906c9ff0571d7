/** The environment: every variable that Svara reads, typed. README has the table. */
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { HubError } from '../core/error.ts'

export type PortRange = readonly [first: number, last: number]

export type Database =
  /** Path of the embedded database's file. */
  | { readonly kind: 'embedded'; readonly file: string }
  /** mariadb://user:password@host:port/name */
  | { readonly kind: 'mariadb'; readonly url: string }

const wordy = (expected: string) => `should be ${expected}`
const portNumber = wordy('a port number, 1 to 65535')
const port = z
  .string()
  .regex(/^\d{1,5}$/, portNumber)
  .transform(Number)
  .refine(value => value >= 1 && value <= 65_535, portNumber)

const address = z.string().refine(value => isIP(value) > 0, wordy('an IP address, as 127.0.0.1'))

const rangeWords = wordy('two port numbers, the first even and at least 100 below the last, as 30000-34999')
const ports = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, rangeWords)
  .transform((value): PortRange => {
    const [first = 0, last = 0] = value.split('-').map(Number)
    return [first, last]
  })
  // Even ports are RTP, the odd one above each RTCP (RFC 3550, section 11).
  .refine(([first, last]) => first >= 1024 && first % 2 === 0 && last <= 65_535 && last - first >= 100, rangeWords)

const peers = z
  .string()
  .transform(value => value.split(/[\s,]+/).filter(Boolean))
  .refine(
    list => list.every(peer => isIP(peer.replace(/\/\d{1,3}$/, '')) > 0),
    wordy('IP addresses or networks separated by commas, as 192.0.2.10, 198.51.100.0/24'),
  )

const sipUri = z.string().regex(/^sips?:[^\s@]+$/, wordy('a SIP URI without user, as sip:trunk.example.com:5060'))

const domainWords = wordy('a domain name in lower case, as svara.example.com')
const domain = z
  .string()
  .max(200, domainWords)
  .regex(/^(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, domainWords)

const timeWords = wordy('a time with its zone, as 2026-11-24T13:05:00+01:00')
const time = z.iso.datetime({ offset: true, error: timeWords }).transform(value => new Date(value))

const turnWords = wordy('TURN URIs separated by commas, as turn:turn.example.com:3478?transport=udp')
const turn = z
  .string()
  .transform(value => value.split(/[\s,]+/).filter(Boolean))
  // RFC 7065.
  .refine(list => list.every(uri => /^turns?:[\w.[\]:-]+(\?transport=(udp|tcp))?$/.test(uri)), turnWords)

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, wordy(values.join(', ')))
const url = (pattern: RegExp, example: string) => z.string().regex(pattern, wordy(`as ${example}`))

const countWords = wordy('a number from 1 to 16')
const count = z
  .string()
  .regex(/^\d{1,2}$/, countWords)
  .transform(Number)
  .refine(value => value >= 1 && value <= 16, countWords)

const portList = z
  .string()
  .regex(/^\d{1,5}(,\d{1,5})*$/, wordy('port numbers separated by commas'))
  .transform(value => value.split(',').map(Number))

const keyWords = wordy('64 hexadecimal digits, or several such keys separated by commas, the newest first')
const keys = z
  .string()
  .regex(/^[\da-f]{64}(?:[\s,]+[\da-f]{64})*$/i, keyWords)
  .transform(value => value.split(/[\s,]+/).map(key => Buffer.from(key, 'hex')))

const publicUrlWords = wordy('the address that others reach the hub by, without a path, as https://svara.example.com')
const publicUrl = z
  .string()
  .regex(/^https?:\/\/[^/?#@\s]+\/?$/, publicUrlWords)
  .refine(value => URL.canParse(value), publicUrlWords)
  .transform(value => (URL.canParse(value) ? new URL(value).origin : value))

const serverWords = wordy('servers with their ports, separated by commas, as calendar.example.lan:443, 10.0.0.5:5232')
const servers = z
  .string()
  .transform(value =>
    value
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )
  .refine(list => list.every(server => /^(\[[\da-f:.]+\]|[a-z\d._-]+):\d{1,5}$/.test(server)), serverWords)

const smtpUrl = url(/^smtps?:\/\/[^\s/]+\/?$/, 'smtp://user:password@host:587, or smtps:// for TLS from the first byte')
const mailFrom = z
  .string()
  .regex(
    /^(?:[^<>\p{Cc}]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u,
    wordy('an address, as Svara <svara@example.com>'),
  )

const variables = z.object({
  NODE_ENV: z.string().optional(),
  SVARA_MODE: oneOf(['development', 'production']).optional(),
  SVARA_LOG: oneOf(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  SVARA_LISTEN: address.default('127.0.0.1'),
  SVARA_HTTP_PORT: port.default(8080),
  SVARA_PUBLIC_URL: publicUrl.optional(),
  SVARA_SIP_PORT: port.default(5060),
  SVARA_TLS_PORT: port.default(5061),
  SVARA_TRUNK_PORT: port.default(5062),
  SVARA_TRUNK_PEERS: peers.default(['127.0.0.1']),
  SVARA_TRUNK: sipUri.default('sip:127.0.0.1:5090'),
  SVARA_RTP_PORTS: ports.default([30_000, 34_999]),
  SVARA_TLS_CERT: z.string().optional(),
  SVARA_TLS_KEY: z.string().optional(),
  SVARA_TURN: turn.default([]),
  SVARA_TURN_SECRET: z.string().optional(),
  SVARA_DATA: z.string().default('./data'),
  SVARA_KEY: keys.default([]),
  DATABASE_URL: url(/^mariadb:\/\/[^\s/]+\/[^\s/?]+/, 'mariadb://user:password@host:3306/svara').optional(),
  REDIS_URL: url(/^rediss?:\/\/\S+$/, 'redis://host:6379').optional(),
  SVARA_TELEPHONY: oneOf(['auto', 'external', 'off']).default('auto'),
  SVARA_VOICE_AGENTS: count.default(1),
  SVARA_SIP_DOMAIN: domain.default('svara.localhost'),
  SVARA_SMTP: smtpUrl.optional(),
  SVARA_MAIL_FROM: mailFrom.optional(),
  SVARA_CALDAV_INSIDE: servers.default([]),
  SVARA_NOW: time.optional(),
  SVARA_EVAPI_PORT: port.optional(),
  SVARA_KAMAILIO_HTTP_PORT: port.optional(),
  SVARA_NG_PORT: port.optional(),
  SVARA_DTMF_PORT: port.optional(),
  SVARA_JANUS_PORT: port.optional(),
  SVARA_VOICE_PORTS: portList.optional(),
  /** Set by the supervisor, for people to read in /health: why telephony is off. */
  SVARA_TELEPHONY_REASON: z.string().optional(),
})

type Variables = z.infer<typeof variables>
type Problem = readonly [name: string, why: string]

function contradictions(given: Variables, mode: string): Problem[] {
  const problems: Problem[] = []
  if (!given.SVARA_TLS_CERT !== !given.SVARA_TLS_KEY) {
    const missing = given.SVARA_TLS_CERT ? 'SVARA_TLS_KEY' : 'SVARA_TLS_CERT'
    problems.push([missing, 'should be given too: certificate and key belong together'])
  }
  if (!given.SVARA_SMTP !== !given.SVARA_MAIL_FROM) {
    const missing = given.SVARA_SMTP ? 'SVARA_MAIL_FROM' : 'SVARA_SMTP'
    problems.push([missing, 'should be given too: a mail server and the address that letters come from'])
  }
  if (given.SVARA_TURN.length > 0 && !given.SVARA_TURN_SECRET) {
    problems.push(['SVARA_TURN_SECRET', 'should be given too: the static-auth-secret of SVARA_TURN'])
  }
  if (given.SVARA_NOW && mode === 'production') problems.push(['SVARA_NOW', 'is not for production'])
  if (given.SVARA_TELEPHONY === 'auto' && ['0.0.0.0', '::'].includes(given.SVARA_LISTEN)) {
    problems.push(['SVARA_LISTEN', 'should be an address of this machine that phones can send to'])
  }
  const used = new Map<number, string>()
  for (const name of ['SVARA_HTTP_PORT', 'SVARA_SIP_PORT', 'SVARA_TLS_PORT', 'SVARA_TRUNK_PORT'] as const) {
    const other = used.get(given[name])
    if (other) problems.push([name, `should differ from ${other}`])
    used.set(given[name], name)
  }
  return problems
}

function environmentOf(given: Variables, mode: 'development' | 'production') {
  const data = resolve(given.SVARA_DATA)
  const database: Database = given.DATABASE_URL
    ? { kind: 'mariadb', url: given.DATABASE_URL }
    : { kind: 'embedded', file: join(data, 'svara.sqlite') }
  return {
    mode,
    log: given.SVARA_LOG,
    listen: given.SVARA_LISTEN,
    httpPort: given.SVARA_HTTP_PORT,
    /** Origin by which others reach the hub; undefined where nobody said. */
    publicUrl: given.SVARA_PUBLIC_URL,
    sipPort: given.SVARA_SIP_PORT,
    /** SIP over TLS. */
    tlsPort: given.SVARA_TLS_PORT,
    trunkPort: given.SVARA_TRUNK_PORT,
    /** IP addresses and networks (CIDR). */
    trunkPeers: given.SVARA_TRUNK_PEERS,
    trunk: given.SVARA_TRUNK,
    rtpPorts: given.SVARA_RTP_PORTS,
    /** Files (PEM) of an own certificate; config/tls.ts makes one where there is none. */
    tls:
      given.SVARA_TLS_CERT && given.SVARA_TLS_KEY
        ? { certificate: resolve(given.SVARA_TLS_CERT), key: resolve(given.SVARA_TLS_KEY) }
        : undefined,
    /** TURN servers for browsers that media doesn't reach; none unless given. */
    turn: { urls: given.SVARA_TURN, secret: given.SVARA_TURN_SECRET ?? '' },
    /** Absolute path. */
    data,
    /** What seals secrets at rest, the newest first; none: one in the data folder. */
    keys: given.SVARA_KEY,
    database,
    redis: given.REDIS_URL,
    telephony: given.SVARA_TELEPHONY,
    telephonyReason: given.SVARA_TELEPHONY_REASON,
    /** How many processes answer calls. */
    voiceAgents: given.SVARA_VOICE_AGENTS,
    sipDomain: given.SVARA_SIP_DOMAIN,
    /** Where mail is submitted; undefined: none is sent. */
    mail:
      given.SVARA_SMTP && given.SVARA_MAIL_FROM ? { url: given.SVARA_SMTP, from: given.SVARA_MAIL_FROM } : undefined,
    /** host:port of CalDAV servers in the company's own network. */
    caldavInside: given.SVARA_CALDAV_INSIDE,
    now: given.SVARA_NOW,
    /** Ports on loopback, between the processes of one stack; undefined ones the supervisor chooses and hands to the hub. */
    inside: {
      evapi: given.SVARA_EVAPI_PORT,
      /** Kamailio's own HTTP: RPC, and SIP over WebSocket. */
      kamailioHttp: given.SVARA_KAMAILIO_HTTP_PORT,
      /** Control of rtpengine. */
      ng: given.SVARA_NG_PORT,
      /** Digits, from rtpengine to the hub. */
      digits: given.SVARA_DTMF_PORT,
      /** Control of Janus. */
      janus: given.SVARA_JANUS_PORT,
      /** Voice agents, the first of which has the id 1. */
      voice: given.SVARA_VOICE_PORTS,
    },
  }
}

export type Environment = Readonly<ReturnType<typeof environmentOf>>

/**
 * An empty variable counts as none. Throws HubError `environment.wrong` with all `problems` at once, a sentence each, naming the
 * variable; the wrong value isn't repeated, since it may be a secret.
 */
export function readEnvironment(from: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const filled = Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined && value !== ''))
  const read = variables.safeParse(filled)
  if (!read.success) {
    throw wrong(read.error.issues.map(({ path, message }) => [path.join('.'), message]))
  }
  const mode = read.data.SVARA_MODE ?? (read.data.NODE_ENV === 'production' ? 'production' : 'development')
  const problems = contradictions(read.data, mode)
  if (problems.length) throw wrong(problems)
  return environmentOf(read.data, mode)
}

const wrong = (problems: readonly Problem[]) =>
  new HubError('environment.wrong', 500, { problems: problems.map(([name, why]) => `${name} ${why}`) })

/** Exit code of a process that can't run as it is configured. */
export const wrongEnvironment = 2

/** For a program's first line: says what is wrong on stderr and exits with 2. */
export function environmentOrExit(): Environment {
  try {
    return readEnvironment()
  } catch (error) {
    if (!(error instanceof HubError) || !Array.isArray(error.details.problems)) throw error
    for (const problem of error.details.problems) process.stderr.write(`${problem}\n`)
    process.exit(wrongEnvironment)
  }
}
