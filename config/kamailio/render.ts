/** How Kamailio is started under a supervisor: its arguments, and the file that gives kamailio.cfg its values. */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { HubError } from '../../core/error.ts'
import { callsFile } from './calls-file.ts'

export interface KamailioOptions {
  /** IP address that phones and trunks reach. */
  readonly listen: string
  /** The address to name in Via, Contact and Record-Route where a NAT lies in between. */
  readonly advertised?: string | undefined
  /** Phones, UDP and TCP. */
  readonly sipPort: number
  /** Trunks, UDP and TCP. */
  readonly trunkPort: number
  /** Who may use the trunk port: IP addresses and networks ("192.0.2.0/24"). */
  readonly trunkPeers: readonly string[]
  /** Where calls out go: "sip:trunk.example.com:5060;transport=tcp". */
  readonly trunk: string
  readonly tls?: { readonly port: number; readonly certificate: string; readonly key: string } | undefined
  /** WebSockets and RPC, on loopback. */
  readonly httpPort: number
  /** Questions and events for hubs, on loopback. */
  readonly evapiPort: number
  /** rtpengine's NG protocol, on loopback. */
  readonly ngPort: number
  /** Each organisation's domain lies one label below it. */
  readonly sipDomain: string
  /**
   * Where directory_sip_credentials and directory_sip_numbers are: the file of an SQLite database, or mariadb://user:password@host:port/name.
   * They must be there when Kamailio starts.
   */
  readonly database: string
  /** The table there that names trunks beside this one (trunks.cfg), where there is such a table. */
  readonly trunkTable?: string | undefined
  /** How often trunks are asked whether they are there. Seconds, 30 unless given. */
  readonly trunkProbe?: number | undefined
  /** Folder of Kamailio's own: its configuration's values, its secret, the registrations and the subscriptions. */
  readonly folder: string
  /** Requests from one address in 2 s, beyond which it is not heard for a while; 0 for no limit. Trunks and loopback have none. */
  readonly floodLimit?: number | undefined
  /** What a phone may send for the emergency number. Digits and a plus. */
  readonly emergencyNumbers?: readonly string[] | undefined
  /** What is heard on hold: an 8 kHz mono MP3, by the path that rtpengine has it under. */
  readonly music?: string | undefined
  /** Country code of national numbers. */
  readonly country?: string | undefined
  /** Megabytes shared by its processes; 2,000 calls a second take 400. */
  readonly sharedMemory?: number | undefined
  /** Defaults to the kamailio on the path. */
  readonly command?: string | undefined
}

const music = join(import.meta.dirname, '../../connectors/voice/agent/tones/music.mp3')
const script = join(import.meta.dirname, 'kamailio.cfg')
const schemas = {
  locations: join(import.meta.dirname, 'location.sql'),
  registrations: join(import.meta.dirname, 'registrations.sql'),
  subscriptions: join(import.meta.dirname, 'presence.sql'),
  dialogs: join(import.meta.dirname, 'dialogs.sql'),
}

const emergency = ['112', '+112', '0112', '00112', '+46112', '0046112', '046112']

/**
 * In the foreground, logging to stderr. Makes the folder and what is needed in it; calling it again keeps the registrations, the
 * subscriptions, the calls that go on and the secret. Throws HubError `kamailio.setting` with `name` for a value that can't stand in the configuration.
 */
export function renderKamailio(options: KamailioOptions): { command: string; args: string[] } {
  const folder = options.folder
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const locations = join(folder, 'registrations.sqlite')
  const trunks = join(folder, 'trunks.sqlite')
  const subscriptions = join(folder, 'subscriptions.sqlite')
  const dialogs = callsFile(folder)
  make(locations, schemas.locations)
  make(trunks, schemas.registrations)
  make(subscriptions, schemas.subscriptions)
  make(dialogs, schemas.dialogs)
  const values = join(folder, 'kamailio.values.cfg')
  const made = { locations, trunks, subscriptions, dialogs, secret: secret(join(folder, 'dialog.secret')) }
  writeFileSync(values, text(options, made), { mode: 0o600 })
  return {
    command: options.command ?? 'kamailio',
    args: [
      '-f',
      values,
      '-DD',
      '-E',
      '-m',
      String(options.sharedMemory ?? 512),
      '-M',
      '16',
      '-Y',
      folder,
      '-w',
      folder,
    ],
  }
}

interface Made {
  readonly locations: string
  readonly trunks: string
  readonly subscriptions: string
  readonly dialogs: string
  readonly secret: string
}

function text(options: KamailioOptions, made: Made): string {
  const { sipPort, trunkPort, httpPort, evapiPort, ngPort, sipDomain, tls, floodLimit = 400 } = options
  const host = bracketed(options.listen)
  const advertise = options.advertised ? ` advertise ${bracketed(options.advertised)}` : ''
  const named = (port: number) => (advertise ? `${advertise}:${port}` : '')
  const target = /^sips?:([^\s@"]+)$/.exec(options.trunk)?.[1]
  if (!target) throw new HubError('kamailio.setting', 500, { name: 'trunk' })
  if (!/^[a-z0-9.-]+$/.test(sipDomain)) throw new HubError('kamailio.setting', 500, { name: 'sipDomain' })
  for (const peer of options.trunkPeers) {
    if (isIP(peer.replace(/\/\d{1,3}$/, '')) === 0) throw new HubError('kamailio.setting', 500, { name: 'trunkPeers' })
  }
  const tcp = /;transport=tcp\b/i.test(target)
  const values: Record<string, string> = {
    SIP_DOMAIN_RE: sipDomain.replaceAll('.', '[.]'),
    SIP_DOMAIN: sipDomain,
    TRUNK_SOCKET: `${tcp ? 'tcp' : 'udp'}:${host}:${trunkPort}`,
    TRUNK_UDP: `udp:${host}:${trunkPort}`,
    TRUNK_TCP: `tcp:${host}:${trunkPort}`,
    TRUNK_ADDRESS: `${options.advertised ? bracketed(options.advertised) : host}:${trunkPort}`,
    TRUNK_PROBE: String(options.trunkProbe ?? 30),
    REGISTRATIONS_DB: databaseUrl(made.trunks),
    ...(options.trunkTable && { TRUNK_TABLE: options.trunkTable }),
    TRUNK_TARGET: target,
    // A list with nobody in it: an address set aside for documentation (RFC 5737).
    TRUNK_PEERS: options.trunkPeers.join(',') || '192.0.2.255',
    TRUNK_PORT: String(trunkPort),
    HTTP_PORT: String(httpPort),
    EVAPI_PORT: String(evapiPort),
    NG_PORT: String(ngPort),
    DIRECTORY_DB: databaseUrl(options.database),
    LOCATION_DB: databaseUrl(made.locations),
    PRESENCE_DB: databaseUrl(made.subscriptions),
    DIALOG_DB: databaseUrl(made.dialogs),
    DIALOG_SECRET: made.secret,
    HOLD_MUSIC: options.music ?? music,
    EMERGENCY_NUMBERS: (options.emergencyNumbers ?? emergency).map(number => number.replace('+', '[+]')).join('|'),
    COUNTRY: options.country ?? '46',
    FLOOD_LIMIT: String(floodLimit || 400),
    ...(tls && { TLS_CERTIFICATE: tls.certificate, TLS_KEY: tls.key, TLS_SOCKET: `tls:${host}:${tls.port}` }),
  }
  return [
    '#!KAMAILIO',
    '# Written anew at each start.',
    ...(options.database.includes('://') ? ['#!define WITH_MARIADB'] : []),
    ...(options.trunkTable ? ['#!define WITH_TRUNK_TABLE'] : []),
    ...(floodLimit > 0 ? ['#!define WITH_FLOOD_LIMIT'] : []),
    ...(tls ? ['#!define WITH_TLS', 'enable_tls=yes', `listen=tls:${host}:${tls.port}${named(tls.port)}`] : []),
    ...Object.entries(values).map(([name, value]) => substitution(name, value)),
    ...['udp', 'tcp'].map(protocol => `listen=${protocol}:${host}:${sipPort}${named(sipPort)}`),
    ...['udp', 'tcp'].map(protocol => `listen=${protocol}:${host}:${trunkPort}${named(trunkPort)}`),
    `listen=tcp:127.0.0.1:${httpPort}`,
    `alias="${sipDomain}"`,
    `include_file "${script}"`,
    '',
  ].join('\n')
}

const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address)

/** `#!substdef` takes any delimiter that isn't in the value. */
function substitution(name: string, value: string): string {
  const delimiter = ['!', '~', '^', '#'].find(sign => !value.includes(sign))
  if (!delimiter || /["\\\s]/.test(value)) throw new HubError('kamailio.setting', 500, { name })
  return `#!substdef "${delimiter}${name}${delimiter}${value}${delimiter}g"`
}

/** Kamailio's own way of writing it: a file's path, or mysql://user:password@host:port/name. */
function databaseUrl(database: string): string {
  if (!database.includes('://')) return `sqlite:///${database}`
  const url = new URL(database)
  const user = decodeURIComponent(url.username)
  const password = decodeURIComponent(url.password)
  return `mysql://${user}:${password}@${url.hostname}:${url.port || 3306}${url.pathname}`
}

/** In-dialog requests are known as ours by it, over a restart too. */
function secret(path: string): string {
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFileSync(path, 'utf8')
}

function make(path: string, schema: string) {
  if (existsSync(path)) return
  const unfinished = `${path}.new`
  const database = new DatabaseSync(unfinished)
  try {
    database.exec(readFileSync(schema, 'utf8'))
  } finally {
    database.close()
  }
  renameSync(unfinished, path)
}
