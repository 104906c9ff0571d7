/** The environment: every variable that Svara reads, typed. README has the table. */
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { isOneTenant } from '../connectors/microsoft/token.ts'
import { HubError } from '../core/error.ts'
import {
  address,
  count,
  domain,
  keys,
  mailFrom,
  oneOf,
  peers,
  port,
  portList,
  ports,
  publicUrl,
  servers,
  sipUri,
  smtpUrl,
  tenant,
  tied,
  time,
  turn,
  url,
} from './environment-values.ts'

export type Database =
  /** Path of the embedded database's file. */
  | { readonly kind: 'embedded'; readonly file: string }
  /** mariadb://user:password@host:port/name */
  | { readonly kind: 'mariadb'; readonly url: string }

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
  SVARA_MICROSOFT_CLIENT: z.string().optional(),
  SVARA_MICROSOFT_SECRET: z.string().optional(),
  SVARA_MICROSOFT_TENANT: tenant.default('common'),
  SVARA_MICROSOFT_COMPANY: tied.optional(),
  SVARA_GOOGLE_CLIENT: z.string().optional(),
  SVARA_GOOGLE_SECRET: z.string().optional(),
  SVARA_GOOGLE_SERVICE_ACCOUNT: z.string().optional(),
  SVARA_GOOGLE_COMPANY: tied.optional(),
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

/** Of no use without each other. */
const pairs = [
  ['SVARA_TLS_CERT', 'SVARA_TLS_KEY', 'certificate and key belong together'],
  ['SVARA_SMTP', 'SVARA_MAIL_FROM', 'a mail server and the address that letters come from'],
  ['SVARA_MICROSOFT_CLIENT', 'SVARA_MICROSOFT_SECRET', 'an application and its secret'],
  ['SVARA_GOOGLE_CLIENT', 'SVARA_GOOGLE_SECRET', 'a client and its secret'],
] as const

const mailsByVendor = (given: Variables) =>
  Boolean(given.SVARA_GOOGLE_SERVICE_ACCOUNT) ||
  (Boolean(given.SVARA_MICROSOFT_CLIENT) && isOneTenant(given.SVARA_MICROSOFT_TENANT))

function contradictions(given: Variables, mode: string): Problem[] {
  const problems: Problem[] = []
  for (const [first, second, what] of pairs) {
    // Microsoft or Google may send them: config/mail.ts.
    if (second === 'SVARA_MAIL_FROM' && !given.SVARA_SMTP && mailsByVendor(given)) continue
    const [missing] = [first, second].filter(name => !given[name])
    if (missing && (given[first] || given[second])) problems.push([missing, `should be given too: ${what}`])
  }
  if (given.SVARA_MICROSOFT_COMPANY && !given.SVARA_MICROSOFT_CLIENT) {
    problems.push(['SVARA_MICROSOFT_CLIENT', 'should be given too: the application of SVARA_MICROSOFT_COMPANY'])
  }
  if (given.SVARA_MICROSOFT_COMPANY && !isOneTenant(given.SVARA_MICROSOFT_TENANT)) {
    problems.push(['SVARA_MICROSOFT_TENANT', 'should be the tenant of SVARA_MICROSOFT_COMPANY, by its id or domain'])
  }
  if (given.SVARA_GOOGLE_COMPANY && !given.SVARA_GOOGLE_SERVICE_ACCOUNT) {
    problems.push([
      'SVARA_GOOGLE_SERVICE_ACCOUNT',
      'should be given too: it reads the calendars of SVARA_GOOGLE_COMPANY',
    ])
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
    /** What letters come from, and where they are submitted unless Microsoft or Google sends them; undefined: none are sent. */
    mail: given.SVARA_MAIL_FROM ? { url: given.SVARA_SMTP, from: given.SVARA_MAIL_FROM } : undefined,
    /** The app registration by which Microsoft 365 is read; undefined: it isn't. */
    microsoft:
      given.SVARA_MICROSOFT_CLIENT && given.SVARA_MICROSOFT_SECRET
        ? {
            client: given.SVARA_MICROSOFT_CLIENT,
            secret: given.SVARA_MICROSOFT_SECRET,
            tenant: given.SVARA_MICROSOFT_TENANT,
          }
        : undefined,
    google: {
      /** For people's own consent. */
      client:
        given.SVARA_GOOGLE_CLIENT && given.SVARA_GOOGLE_SECRET
          ? { id: given.SVARA_GOOGLE_CLIENT, secret: given.SVARA_GOOGLE_SECRET }
          : undefined,
      /** Absolute path of a service account's key, for companies. */
      serviceAccount: given.SVARA_GOOGLE_SERVICE_ACCOUNT && resolve(given.SVARA_GOOGLE_SERVICE_ACCOUNT),
    },
    /** Which organisation of the hub may use what its company let the application, or the service account, into; undefined: none. */
    companies: { microsoft: given.SVARA_MICROSOFT_COMPANY, google: given.SVARA_GOOGLE_COMPANY },
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
