/** The forms of what stands in the environment, each with words for what it should have been. */
import { isIP } from 'node:net'
import { z } from 'zod'

type PortRange = readonly [first: number, last: number]

const wordy = (expected: string) => `should be ${expected}`
const portNumber = wordy('a port number, 1 to 65535')
export const port = z
  .string()
  .regex(/^\d{1,5}$/, portNumber)
  .transform(Number)
  .refine(value => value >= 1 && value <= 65_535, portNumber)

export const address = z.string().refine(value => isIP(value) > 0, wordy('an IP address, as 127.0.0.1'))

const rangeWords = wordy('two port numbers, the first even and at least 100 below the last, as 30000-34999')
export const ports = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, rangeWords)
  .transform((value): PortRange => {
    const [first = 0, last = 0] = value.split('-').map(Number)
    return [first, last]
  })
  // Even ports are RTP, the odd one above each RTCP (RFC 3550, section 11).
  .refine(([first, last]) => first >= 1024 && first % 2 === 0 && last <= 65_535 && last - first >= 100, rangeWords)

export const peers = z
  .string()
  .transform(value => value.split(/[\s,]+/).filter(Boolean))
  .refine(
    list => list.every(peer => isIP(peer.replace(/\/\d{1,3}$/, '')) > 0),
    wordy('IP addresses or networks separated by commas, as 192.0.2.10, 198.51.100.0/24'),
  )

export const sipUri = z
  .string()
  .regex(/^sips?:[^\s@]+$/, wordy('a SIP URI without user, as sip:trunk.example.com:5060'))

const domainWords = wordy('a domain name in lower case, as svara.example.com')
export const domain = z
  .string()
  .max(200, domainWords)
  .regex(/^(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, domainWords)

const timeWords = wordy('a time with its zone, as 2026-11-24T13:05:00+01:00')
export const time = z.iso.datetime({ offset: true, error: timeWords }).transform(value => new Date(value))

const turnWords = wordy('TURN URIs separated by commas, as turn:turn.example.com:3478?transport=udp')
export const turn = z
  .string()
  .transform(value => value.split(/[\s,]+/).filter(Boolean))
  // RFC 7065.
  .refine(list => list.every(uri => /^turns?:[\w.[\]:-]+(\?transport=(udp|tcp))?$/.test(uri)), turnWords)

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, wordy(values.join(', ')))
export const url = (pattern: RegExp, example: string) => z.string().regex(pattern, wordy(`as ${example}`))

const countWords = wordy('a number from 1 to 16')
export const count = z
  .string()
  .regex(/^\d{1,2}$/, countWords)
  .transform(Number)
  .refine(value => value >= 1 && value <= 16, countWords)

export const portList = z
  .string()
  .regex(/^\d{1,5}(,\d{1,5})*$/, wordy('port numbers separated by commas'))
  .transform(value => value.split(',').map(Number))

const keyWords = wordy('64 hexadecimal digits, or several such keys separated by commas, the newest first')
export const keys = z
  .string()
  .regex(/^[\da-f]{64}(?:[\s,]+[\da-f]{64})*$/i, keyWords)
  .transform(value => value.split(/[\s,]+/).map(key => Buffer.from(key, 'hex')))

const publicUrlWords = wordy('the address that others reach the hub by, without a path, as https://svara.example.com')
export const publicUrl = z
  .string()
  .regex(/^https?:\/\/[^/?#@\s]+\/?$/, publicUrlWords)
  .refine(value => URL.canParse(value), publicUrlWords)
  .transform(value => (URL.canParse(value) ? new URL(value).origin : value))

const serverWords = wordy('servers with their ports, separated by commas, as calendar.example.lan:443, 10.0.0.5:5232')
export const servers = z
  .string()
  .transform(value =>
    value
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )
  .refine(list => list.every(server => /^(\[[\da-f:.]+\]|[a-z\d._-]+):\d{1,5}$/.test(server)), serverWords)

export const tenant = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*$/i, wordy('a tenant’s id or domain, as norrsken.onmicrosoft.com, or common'))

const tiedWords = wordy(
  'an organisation’s short name and the domains of its addresses, as norrsken: norrsken.example, norrsken.se',
)
/** Which organisation of the hub may use what a company let the hub into. */
export const tied = z
  .string()
  .toLowerCase()
  .regex(
    /^\s*[a-z0-9-]+\s*:[\s,]*[a-z0-9][a-z0-9.-]*\.[a-z0-9-]+(?:[\s,]+[a-z0-9][a-z0-9.-]*\.[a-z0-9-]+)*[\s,]*$/,
    tiedWords,
  )
  .transform(value => {
    const [organisation = '', domains = ''] = value.split(':')
    return { organisation: organisation.trim(), domains: domains.split(/[\s,]+/).filter(Boolean) }
  })

export const smtpUrl = url(
  /^smtps?:\/\/[^\s/]+\/?$/,
  'smtp://user:password@host:587, or smtps:// for TLS from the first byte',
)
export const mailFrom = z
  .string()
  .regex(
    /^(?:[^<>\p{Cc}]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u,
    wordy('an address, as Svara <svara@example.com>'),
  )
