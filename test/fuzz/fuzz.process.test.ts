/**
 * Thousands of messages with something wrong in them, at every door of a real stack at once. SVARA_FUZZ_MESSAGES and SVARA_FUZZ_SEED say
 * how many, and which: what failed with a seed fails with it again.
 * Needs: calls.
 */
import { createSocket } from 'node:dgram'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { kamailioRpc } from 'kamailio-rpc'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { deviceOf, farSide, person } from '../harness/demonstration.ts'
import { freeLoopbackPort } from '../harness/free-ports.ts'
import { deskPhone, type Phone, phoneCall, register, trunkCall } from '../harness/phones.ts'
import type { Session } from '../harness/session.ts'
import { useStack } from '../harness/stack.ts'
import { browserDoor, type Door, tcpDoor, udpDoor } from './doors.ts'
import { type Listener, listener } from './listener.ts'
import { type Ground, message } from './messages.ts'
import { nasty } from './nasty.ts'
import { chance } from './random.ts'

const seed = Number(process.env.SVARA_FUZZ_SEED ?? 4475)
const count = Number(process.env.SVARA_FUZZ_MESSAGES ?? 4000)
const inARow = 40

const httpPort = await freeLoopbackPort(['tcp'])
const stack = useStack({
  SVARA_NOW: '2026-10-09T14:10:00+02:00',
  SVARA_KAMAILIO_HTTP_PORT: String(httpPort),
  SVARA_LOG: 'info',
})
const rpc = kamailioRpc(`http://127.0.0.1:${httpPort}/RPC`)
const forAll = { onTestFinished: () => {} }
let david: Session
let anna: Phone
let far: Phone
let wanted: Listener
let bystanders: readonly Listener[]
let pids: (number | undefined)[]
/** By Call-ID, as it was sent. */
const sent = new Map<string, string>()
const allPids = () => Promise.all((['hub', 'kamailio', 'rtpengine'] as const).map(name => stack().pid(name)))

beforeAll(async () => {
  process.stderr.write(`SVARA_FUZZ_SEED=${seed}\n`)
  anna = await (await person(stack(), 'anna')).phone(forAll, { does: 'answers' })
  david = (await person(stack(), 'david')).session
  far = await farSide(forAll, stack())
  wanted = await listener()
  bystanders = [await listener(), await listener()]
  const places = [
    [deskPhone('1003'), wanted],
    [deskPhone('1005'), bystanders[0]],
    [deskPhone('1001', 'fjallstrom'), bystanders[1]],
  ] as const
  for (const [device, at] of places) await register(stack(), device, at?.port ?? 0)
  pids = await allPids()
})
afterAll(() => {
  for (const one of [wanted, ...bystanders]) one.close()
})

test('SIP', { timeout: 60_000 + count * 20 }, async () => {
  const before = await memory()
  const device = deviceOf('david')
  const challenge = await challenged()
  const inside = { device, challenge, target: `1003@${device.domain}` }
  const outside = { device, challenge, target: '+46846500403@svara.localhost' }
  const { sipPort, trunkPort } = stack()
  await Promise.all([
    fuzz(await udpDoor(sipPort), { ...inside, door: 'phones' }, 0, count * 0.3),
    fuzz(await udpDoor(trunkPort), { ...outside, door: 'trunk' }, 1_000_000, count * 0.3),
    fuzz(tcpDoor(sipPort), { ...inside, door: 'phones' }, 2_000_000, count * 0.1),
    fuzz(tcpDoor(trunkPort), { ...outside, door: 'trunk' }, 3_000_000, count * 0.1),
    fuzz(
      browserDoor(() => david.webSocket('/sip', 'sip')),
      { ...inside, door: 'browser' },
      4_000_000,
      count * 0.2,
    ),
    // In the middle of it.
    worksOn(),
  ])
  await worksOn()
  expect(await allPids()).toEqual(pids)
  // It was no waste: many of them were calls.
  expect(wanted.rung().length).toBeGreaterThan(count / 100)
  // A byte may turn her number into that of a colleague, who is called then; never into one of another company.
  const isCalled = (short: string) => (callId: string) => sent.get(callId)?.split('\r', 1)[0]?.includes(short) === true
  const [colleague, stranger] = bystanders.map(one => one.rung())
  expect(colleague?.filter(callId => !isCalled('1005')(callId))).toEqual([])
  expect(stranger).toEqual([])
  const annas = anna.invites().map(one => one.header('Call-ID') ?? '')
  expect(annas.filter(callId => callId.startsWith('fuzz') && !isCalled('01')(callId))).toEqual([])
  // Out goes only what was dialled so by a phone that gave its secret.
  const out = far.invites().map(one => sent.get(one.header('Call-ID') ?? '') ?? 'nobody sent this')
  expect(out.filter(text => !/^INVITE sip:[+0][^\r]*\r\n[\s\S]*Authorization:/.test(text))).toEqual([])

  const known = ['1001', '1003', '1004', '1005'].map(user => `${user}@norrsken.svara.localhost`)
  const registered = (await rpc.ulDump()).map(({ AoR }) => AoR)
  expect(registered.filter(aor => !known.includes(aor) && aor !== '1001@fjallstrom.svara.localhost')).toEqual([])
  const isOn = ({ state }: { state: number }) => state < 5
  await vi.waitFor(async () => expect((await rpc.dlgList()).filter(isOn)).toEqual([]), 30_000)
  const after = await memory()
  expect(after.hub - before.hub).toBeLessThan(200_000_000)
  expect(after.shared - before.shared).toBeLessThan(20_000_000)
})

test('HTTP, upgrades, and what hides behind them', async () => {
  const port = Number(new URL(stack().http).port)
  const cookie = await signedIn()
  const by = chance(seed)
  const upgrade = (path: string, more = '') =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${stack().http}\r\nCookie: ${cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n${more}\r\n`
  const rpcCall = '{"jsonrpc":"2.0","id":1,"method":"core.version"}'
  // Of Kamailio's own, behind a handshake that is refused, one that is taken, or asked for by name.
  const inner = [
    `POST /RPC HTTP/1.1\r\nContent-Length: ${rpcCall.length}\r\n\r\n${rpcCall}`,
    'GET /place HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n\r\n',
  ]
  const outer = [
    upgrade('/sip'),
    upgrade('/sip').replace('13', '12'),
    upgrade('/sip').replace(/Sec-WebSocket-Key.*\r\n/, ''),
  ]
  for (const text of outer.flatMap(first => inner.map(second => first + second))) {
    const said = await exchange(port, text)
    expect(said).not.toMatch(/jsonrpc|kamailio/i)
    expect(said.match(/^HTTP\/1\.1 /gm)).toHaveLength(1)
  }
  for (const path of ['/place', '/voice/1', '/RPC', '//place', '/sip/place', '/sip%2f..%2fplace', '/sip;/place']) {
    expect(await exchange(port, upgrade(path))).toMatch(/^HTTP\/1\.1 4\d\d /)
  }
  for (let at = 0; at < count / 20; at += 1) {
    const whole = upgrade(by.pick(['/sip', '/live', '/api/calls', '/'])).split('\r\n')
    whole[by.below(whole.length)] = nasty(by)
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.end(Buffer.from(whole.join('\r\n'), 'latin1'))
    await new Promise(resolve => socket.resume().once('close', resolve))
  }
  expect((await stack().health()).status).toBe(200)
  const live = david.webSocket('/live')
  await new Promise(resolve => live.once('open', resolve))
  const closed = new Promise(resolve => live.once('close', resolve))
  for (let at = 0; at < count / 20; at += 1) {
    live.send(by.once(2) ? nasty(by) : JSON.stringify({ subscribe: nasty(by), id: nasty(by) }))
  }
  live.close()
  await closed
  await worksOn()
  expect(await allPids()).toEqual(pids)
})

async function fuzz(door: Door, ground: Omit<Ground, 'host'>, first: number, times: number): Promise<void> {
  for (let at = 0; at < times; at += 1) {
    const bytes = message(seed, first + at, { ...ground, host: door.host })
    sent.set(`fuzz-${seed}-${first + at}-${ground.door}`, bytes.toString('latin1'))
    if (bytes.length < 60_000) await door.send(bytes)
    if (at % inARow === inARow - 1) await door.settled()
  }
  await door.settled()
  door.close()
}

/** What a phone is asked for when it registers without a secret. */
async function challenged(): Promise<string> {
  const socket = createSocket('udp4')
  const { user, domain } = deviceOf('david')
  const text = [
    `REGISTER sip:${domain} SIP/2.0`,
    'Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKchallenge;rport',
    'Max-Forwards: 70',
    `From: <sip:${user}@${domain}>;tag=challenge`,
    `To: <sip:${user}@${domain}>`,
    'Call-ID: challenge',
    'CSeq: 1 REGISTER',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
  const answered = new Promise<string>(resolve => socket.once('message', answer => resolve(String(answer))))
  socket.send(text, stack().sipPort, '127.0.0.1')
  const answer = await answered
  socket.close()
  return /^WWW-Authenticate: (.*)\r$/m.exec(answer)?.[1] ?? ''
}

/** All that comes back to these bytes until the other side is done, or says that it has taken them. */
function exchange(port: number, text: string): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.on('error', () => {})
    socket.on('data', data => {
      said += data.toString('latin1')
    })
    socket.once('close', () => resolve(said))
    socket.end(text)
  })
}

async function signedIn(): Promise<string> {
  const response = await fetch(`${stack().http}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'david@norrsken.example', password: 'norrsken' }),
  })
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function worksOn(): Promise<void> {
  const calls = [
    await trunkCall(stack(), '+46701740608', '+46846500401'),
    await phoneCall(stack(), deviceOf('david'), '1001'),
  ]
  for (const call of calls) {
    expect((await call.final()).status).toBe(200)
    await call.ended
  }
}

/** Bytes: of the hub's process, and of what Kamailio's processes share. */
async function memory(): Promise<{ hub: number; shared: number }> {
  const status = await readFile(`/proc/${await stack().pid('hub')}/status`, 'utf8')
  const { used } = await rpc.call('core.shmmem', [], z.object({ used: z.coerce.number() }))
  return { hub: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024, shared: used }
}
