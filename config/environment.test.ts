import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HubError } from '../core/error.ts'
import { readEnvironment } from './environment.ts'

const problems = (from: Record<string, string>): unknown => {
  try {
    readEnvironment(from)
    return []
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    return error.details.problems
  }
}

test('has what DEMO says where nothing is set', () => {
  const { data: _, database, ...rest } = readEnvironment({})
  expect(database.kind).toBe('embedded')
  expect(rest).toMatchObject({
    mode: 'development',
    listen: '127.0.0.1',
    httpPort: 8080,
    sipPort: 5060,
    tlsPort: 5061,
    trunkPort: 5062,
    trunkPeers: ['127.0.0.1'],
    trunk: 'sip:127.0.0.1:5090',
    rtpPorts: [30_000, 34_999],
    telephony: 'auto',
    sipDomain: 'svara.localhost',
  })
})

test('reads lists, ranges and times', () => {
  const read = readEnvironment({
    SVARA_TRUNK_PEERS: '192.0.2.10, 198.51.100.0/24,2001:db8::1',
    SVARA_RTP_PORTS: '40000-40999',
    SVARA_NOW: '2026-11-24T13:05:00+01:00',
    DATABASE_URL: 'mariadb://svara:secret@127.0.0.1:3306/svara',
    REDIS_URL: '',
  })
  expect(read.trunkPeers).toEqual(['192.0.2.10', '198.51.100.0/24', '2001:db8::1'])
  expect(read.rtpPorts).toEqual([40_000, 40_999])
  expect(read.now?.toISOString()).toBe('2026-11-24T12:05:00.000Z')
  expect(read.database).toEqual({ kind: 'mariadb', url: 'mariadb://svara:secret@127.0.0.1:3306/svara' })
  expect(read.redis).toBeUndefined()
})

test('the public address is an origin', () => {
  const read = (SVARA_PUBLIC_URL: string) => readEnvironment({ SVARA_PUBLIC_URL }).publicUrl
  expect([read('https://svara.example'), read('https://Svara.example:8443/'), read('')]).toEqual([
    ...['https://svara.example', 'https://svara.example:8443', undefined],
  ])
  const words =
    'SVARA_PUBLIC_URL should be the address that others reach the hub by, without a path, as https://svara.example.com'
  for (const wrong of [
    'svara.example',
    'ftp://svara.example',
    'https://svara.example/app',
    'https://u:p@svara.example',
  ])
    expect(problems({ SVARA_PUBLIC_URL: wrong })).toContain(words)
})

test('mail takes a server and an address', () => {
  const both = { SVARA_SMTP: 'smtp://hub:hunter2@mail.example:587', SVARA_MAIL_FROM: 'Svara <svara@norrsken.example>' }
  expect(readEnvironment(both).mail).toEqual({ url: both.SVARA_SMTP, from: both.SVARA_MAIL_FROM })
  expect(readEnvironment({}).mail).toBeUndefined()
  expect(problems({ SVARA_SMTP: both.SVARA_SMTP })).toEqual([
    'SVARA_MAIL_FROM should be given too: a mail server and the address that letters come from',
  ])
  const microsoft = { SVARA_MICROSOFT_CLIENT: 'client', SVARA_MICROSOFT_SECRET: 'secret' }
  const from = { SVARA_MAIL_FROM: both.SVARA_MAIL_FROM }
  // An application that only people consent to may send for nobody.
  expect(problems({ ...microsoft, ...from })).toEqual([expect.stringContaining('SVARA_SMTP')])
  expect(readEnvironment({ ...microsoft, ...from, SVARA_MICROSOFT_TENANT: 'norrsken.example' }).mail).toEqual({
    ...{ url: undefined, from: both.SVARA_MAIL_FROM },
  })
  expect(problems({ ...both, SVARA_MAIL_FROM: 'svara' })).toEqual([
    'SVARA_MAIL_FROM should be an address, as Svara <svara@example.com>',
  ])
})

test('names every wrong variable at once, without its value', () => {
  const found = problems({
    SVARA_HTTP_PORT: '80a',
    SVARA_RTP_PORTS: '34999-30000',
    SVARA_TRUNK_PEERS: 'carrier.example',
    DATABASE_URL: 'postgres://svara:hunter2@db/svara',
    SVARA_TELEPHONY: 'maybe',
    SVARA_NOW: 'yesterday',
  })
  expect(problems({ SVARA_VOICE_AGENTS: '0', SVARA_VOICE_PORTS: 'a' })).toEqual([
    'SVARA_VOICE_AGENTS should be a number from 1 to 16',
    'SVARA_VOICE_PORTS should be port numbers separated by commas',
  ])
  expect(found).toEqual([
    'SVARA_HTTP_PORT should be a port number, 1 to 65535',
    'SVARA_TRUNK_PEERS should be IP addresses or networks separated by commas, as 192.0.2.10, 198.51.100.0/24',
    'SVARA_RTP_PORTS should be two port numbers, the first even and at least 100 below the last, as 30000-34999',
    'DATABASE_URL should be as mariadb://user:password@host:3306/svara',
    'SVARA_TELEPHONY should be auto, external, off',
    'SVARA_NOW should be a time with its zone, as 2026-11-24T13:05:00+01:00',
  ])
  expect(JSON.stringify(found)).not.toContain('hunter2')
})

test.each([
  [{ SVARA_NOW: '2026-11-24T13:05:00Z', NODE_ENV: 'production' }, 'SVARA_NOW is not for production'],
  [{ SVARA_TLS_CERT: '/cert.pem' }, 'SVARA_TLS_KEY should be given too: certificate and key belong together'],
  [
    { SVARA_TURN: 'turn:turn.example.com' },
    'SVARA_TURN_SECRET should be given too: the static-auth-secret of SVARA_TURN',
  ],
  [{ SVARA_TRUNK_PORT: '5060' }, 'SVARA_TRUNK_PORT should differ from SVARA_SIP_PORT'],
  [{ SVARA_LISTEN: '0.0.0.0' }, 'SVARA_LISTEN should be an address of this machine that phones can send to'],
])('refuses what contradicts itself: %o', (from, problem) => {
  expect(problems(from)).toEqual([problem])
})

test('TURN servers are URIs as browsers take them', () => {
  const given = 'turn:turn.example.com:3478?transport=udp, turns:[2001:db8::1]:5349'
  expect(readEnvironment({ SVARA_TURN: given, SVARA_TURN_SECRET: 'x' }).turn.urls).toEqual(given.split(', '))
  expect(readEnvironment({}).turn.urls).toEqual([])
  expect(problems({ SVARA_TURN: 'turn.example.com', SVARA_TURN_SECRET: 'x' })).toHaveLength(1)
})

test('takes every port number and nothing else', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: -10, max: 70_000 }).map(String), fc.string({ minLength: 1 })), value => {
      const valid = /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
      const found = problems({
        SVARA_HTTP_PORT: value,
        SVARA_SIP_PORT: '1',
        SVARA_TLS_PORT: '2',
        SVARA_TRUNK_PORT: '3',
      })
      const clash = valid && Number(value) <= 3
      expect(found).toHaveLength(valid && !clash ? 0 : 1)
    }),
  )
})

test('CalDAV servers inside are named with their ports', () => {
  const read = (SVARA_CALDAV_INSIDE: string) => readEnvironment({ SVARA_CALDAV_INSIDE }).caldavInside
  expect(read('Calendar.example.lan:443, 10.0.0.5:5232,[fd00::1]:443')).toEqual([
    ...['calendar.example.lan:443', '10.0.0.5:5232', '[fd00::1]:443'],
  ])
  expect(read('')).toEqual([])
  for (const wrong of ['calendar.example.lan', 'https://calendar.example.lan:443', '10.0.0.0/8'])
    expect(problems({ SVARA_CALDAV_INSIDE: wrong })).toEqual([expect.stringMatching(/^SVARA_CALDAV_INSIDE should be/)])
})

test('calendars of Microsoft and Google are read where the hub has an application there', () => {
  const microsoft = { SVARA_MICROSOFT_CLIENT: '6731de76', SVARA_MICROSOFT_SECRET: 'qWgd' }
  expect(readEnvironment(microsoft).microsoft).toEqual({ client: '6731de76', secret: 'qWgd', tenant: 'common' })
  const tenant = (SVARA_MICROSOFT_TENANT: string) => ({ ...microsoft, SVARA_MICROSOFT_TENANT })
  expect(readEnvironment(tenant('norrsken.example')).microsoft?.tenant).toBe('norrsken.example')
  expect(problems(tenant('https://norrsken.example'))).toEqual([
    'SVARA_MICROSOFT_TENANT should be a tenant’s id or domain, as norrsken.onmicrosoft.com, or common',
  ])
  expect(problems({ SVARA_MICROSOFT_CLIENT: '6731de76' })).toEqual([
    'SVARA_MICROSOFT_SECRET should be given too: an application and its secret',
  ])
  const google = { SVARA_GOOGLE_CLIENT: '1084', SVARA_GOOGLE_SECRET: 'GOCSPX' }
  expect(readEnvironment(google).google).toEqual({ client: { id: '1084', secret: 'GOCSPX' } })
  expect(problems({ SVARA_GOOGLE_SECRET: 'GOCSPX' })).toEqual([
    'SVARA_GOOGLE_CLIENT should be given too: a client and its secret',
  ])
  expect(readEnvironment({ SVARA_GOOGLE_SERVICE_ACCOUNT: '/etc/svara/google.json' }).google.serviceAccount).toBe(
    '/etc/svara/google.json',
  )
  expect(readEnvironment({})).toMatchObject({ microsoft: undefined, google: {} })
})

test('a company’s own permission is tied to one organisation and its domains', () => {
  const microsoft = { SVARA_MICROSOFT_CLIENT: 'a', SVARA_MICROSOFT_SECRET: 'b', SVARA_MICROSOFT_TENANT: 'norrsken.se' }
  const tied = 'norrsken: Norrsken.example, norrsken.se'
  expect(readEnvironment({ ...microsoft, SVARA_MICROSOFT_COMPANY: tied }).companies.microsoft).toEqual({
    ...{ organisation: 'norrsken', domains: ['norrsken.example', 'norrsken.se'] },
  })
  expect(readEnvironment(microsoft).companies.microsoft).toBeUndefined()
  const google = { SVARA_GOOGLE_SERVICE_ACCOUNT: 'key.json', SVARA_GOOGLE_COMPANY: tied }
  expect(readEnvironment(google).companies.google?.organisation).toBe('norrsken')
  const words =
    'should be an organisation’s short name and the domains of its addresses, as norrsken: norrsken.example, norrsken.se'
  for (const wrong of ['norrsken', 'norrsken:', 'norrsken.example', 'norrsken: *', 'a: b', 'a: b.se c: d.se'])
    expect(problems({ ...microsoft, SVARA_MICROSOFT_COMPANY: wrong })).toEqual([`SVARA_MICROSOFT_COMPANY ${words}`])
  // Nobody's, or anybody's, mailboxes can be opened so.
  expect(problems({ SVARA_MICROSOFT_COMPANY: tied })).toEqual([
    expect.stringContaining('SVARA_MICROSOFT_CLIENT'),
    expect.stringContaining('SVARA_MICROSOFT_TENANT'),
  ])
  expect(problems({ SVARA_GOOGLE_COMPANY: tied })).toEqual([expect.stringContaining('SVARA_GOOGLE_SERVICE_ACCOUNT')])
})
