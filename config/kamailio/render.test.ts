import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { connect } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse, status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { callsFile, removeCallsFile } from './calls-file.ts'
import { type KamailioOptions, renderKamailio } from './render.ts'
import { startKamailio } from './testing/kamailio.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kamailio-render-'))
})
afterEach(() => {
  removeCallsFile(join(folder, 'kamailio'))
  rmSync(folder, { recursive: true, force: true })
})

const options = (given: Partial<KamailioOptions> = {}): KamailioOptions => ({
  listen: '127.0.0.1',
  sipPort: 15060,
  trunkPort: 15062,
  trunkPeers: ['192.0.2.10', '2001:db8::/32'],
  trunk: 'sip:trunk.example.com:5060;transport=tcp',
  httpPort: 18060,
  evapiPort: 18070,
  ngPort: 12223,
  sipDomain: 'svara.localhost',
  database: join(folder, 'hub.sqlite'),
  folder: join(folder, 'kamailio'),
  ...given,
})
const values = () => readFileSync(join(folder, 'kamailio', 'kamailio.values.cfg'), 'utf8')
const environment = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` }

test.each([
  ['plain', {}],
  [
    'with a NAT in between, on MariaDB',
    { advertised: '198.51.100.7', database: 'mariadb://svara:a%21b%7E@127.0.0.1/svara' },
  ],
  ['without a flood limit, and with no peer', { floodLimit: 0, trunkPeers: [] }],
])('Kamailio accepts what is written: %s', (_, given) => {
  const { command, args } = renderKamailio(options(given))
  const checked = execFileSync(command, [...args, '-c'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString()
  expect(checked).toContain('15062')
})

test('what is secret is for the owner alone, and outlives a start', () => {
  renderKamailio(options({ database: 'mariadb://svara:a%21b@127.0.0.1/svara' }))
  expect(values()).toContain('mysql://svara:a!b@127.0.0.1:3306/svara')
  const secret = readFileSync(join(folder, 'kamailio', 'dialog.secret'), 'utf8')
  expect(values()).toContain(secret)
  for (const file of ['kamailio.values.cfg', 'dialog.secret']) {
    expect(statSync(join(folder, 'kamailio', file)).mode & 0o077).toBe(0)
  }
  expect(statSync(dirname(callsFile(join(folder, 'kamailio')))).mode & 0o077).toBe(0)
  renderKamailio(options())
  expect(readFileSync(join(folder, 'kamailio', 'dialog.secret'), 'utf8')).toBe(secret)
})

test.each([
  ['trunkPeers', { trunkPeers: ['trunk.example.com'] }],
  ['trunk', { trunk: 'sip:user@trunk.example.com' }],
  ['sipDomain', { sipDomain: 'a"b' }],
  ['DIRECTORY_DB', { database: '/with space/hub.sqlite' }],
])('%s that would not stand in the configuration is told', (name, given) => {
  expect(() => renderKamailio(options(given))).toThrow(
    expect.objectContaining({ code: 'kamailio.setting', details: { name } }),
  )
})

test('phones may use TLS', async () => {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const request = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=svara.localhost',
  ]
  execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  const kamailio = await startKamailio({ tls: { certificate, key } })
  const socket = connect({ host: '127.0.0.1', port: kamailio.tlsPort, rejectUnauthorized: false })
  socket.write(
    [
      'OPTIONS sip:svara.localhost SIP/2.0',
      'Via: SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bKtls',
      'From: <sip:1001@norrsken.svara.localhost>;tag=1',
      'To: <sip:svara.localhost>',
      'Call-ID: tls@test',
      'CSeq: 1 OPTIONS',
      'Max-Forwards: 70',
      'Content-Length: 0',
      '',
      '',
    ].join('\r\n'),
  )
  const answer = await new Promise<string>(resolve => socket.once('data', data => resolve(data.toString())))
  expect(status(parse(answer))).toBe(200)
  expect(socket.getProtocol()).toMatch(/^TLSv1\.[23]$/)
  socket.on('error', () => {}) // Kamailio is killed under it.
  await kamailio.stop()
})
