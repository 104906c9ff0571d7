/**
 * What no phone, caller or browser of good will sends, and what callers do at an awkward moment. The stack takes it, and works on.
 * Needs: calls.
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { callLog } from '../harness/contracts.ts'
import { deviceOf, type Person, person, why } from '../harness/demonstration.ts'
import { type Phone, phoneCall, trunkCall } from '../harness/phones.ts'
import { useStack } from '../harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
const annas = '+46846500401'
const socket = createSocket('udp4')
let anna: Person
let phone: Phone
let pids: (number | undefined)[]
const allPids = () => Promise.all((['hub', 'kamailio', 'rtpengine'] as const).map(name => stack().pid(name)))
beforeAll(async () => {
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  anna = await person(stack(), 'anna')
  phone = await anna.phone({ onTestFinished: () => {} }, { does: 'answers' })
  pids = await allPids()
})
afterAll(() => void socket.close())

afterEach(worksOn)

/** Nothing has died, and the next call goes through. */
async function worksOn(): Promise<void> {
  const before = phone.invites().length
  const call = await trunkCall(stack(), '+46701740608', annas)
  expect((await call.final()).status).toBe(200)
  await call.ended
  expect(phone.invites()).toHaveLength(before + 1)
  expect(await allPids()).toEqual(pids)
}

const udp = (port: number, what: Uint8Array | string) =>
  new Promise<void>((resolve, reject) => {
    socket.send(what, port, '127.0.0.1', error => (error ? reject(error) : resolve()))
  })

const invite = (given: { callId?: string; branch?: string; more?: string; body?: string } = {}) => {
  const { callId = 'hostile', branch = 'z9hG4bKhostile', more = '', body = '' } = given
  const { port } = socket.address()
  return [
    `INVITE sip:${annas}@svara.localhost SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=${branch};rport`,
    'Max-Forwards: 70',
    'From: <sip:+46701740611@127.0.0.1>;tag=hostile',
    `To: <sip:${annas}@svara.localhost>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 INVITE',
    `Contact: <sip:hostile@127.0.0.1:${port}>`,
    ...(more ? [more] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')
}

describe('SIP', () => {
  test('noise on every port', async () => {
    const noises = fc.sample(fc.uint8Array({ minLength: 1, maxLength: 1200 }), { numRuns: 200, seed: 1 })
    for (const noise of noises) for (const port of [stack().sipPort, stack().trunkPort]) await udp(port, noise)
    const tcp = connect(stack().sipPort, '127.0.0.1')
    tcp.on('error', () => {})
    for (const noise of noises) tcp.write(noise)
    tcp.end()
    await once(tcp.resume(), 'close')
    expect(phone.invites()).toHaveLength(0)
  })

  test('requests with a piece cut out or repeated', async () => {
    const whole = invite({ callId: 'cut', body: 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n' })
    const cuts = fc.sample(fc.tuple(fc.nat(whole.length), fc.nat(60), fc.nat(3)), { numRuns: 200, seed: 2 })
    for (const [at, length, times] of cuts) {
      // Under a method that rings nobody.
      const text = (whole.slice(0, at) + whole.slice(at, at + length).repeat(times) + whole.slice(at + length)).replace(
        'INVITE',
        'PUBLISH',
      )
      await udp(stack().trunkPort, text)
      await udp(stack().sipPort, text)
    }
    expect(await stack().health()).toMatchObject({ status: 200 })
  })

  test('a request too large to be one is refused', async () => {
    const answered = once(socket, 'message')
    await udp(
      stack().trunkPort,
      invite({ callId: 'large', branch: 'z9hG4bKlarge', more: `Subject: ${'x'.repeat(20_000)}` }),
    )
    expect(String((await answered)[0])).toMatch(/^SIP\/2\.0 513 /)
  })

  test('the same call offered twice is one call', async () => {
    const before = phone.invites().length
    const sdp = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', 'm=audio 40004 RTP/AVP 8', '']
    const text = invite({ callId: 'twice', branch: 'z9hG4bKtwice', body: sdp.join('\r\n') })
    const answered = Promise.withResolvers<string>()
    const listen = (message: Buffer) => {
      if (/^SIP\/2\.0 200 [\s\S]*CSeq: 1 INVITE/.test(String(message))) answered.resolve(String(message))
    }
    socket.on('message', listen)
    await udp(stack().trunkPort, text)
    await udp(stack().trunkPort, text)
    const ok = await answered.promise
    socket.off('message', listen)
    expect(phone.invites()).toHaveLength(before + 1)
    for (const method of ['ACK', 'BYE']) await udp(stack().trunkPort, inDialog(ok, method))
    await why(anna.session, '+46701740611')
    const { calls } = await anna.session.call(callLog, { limit: 50 })
    expect(calls.filter(({ other }) => other.number === '+46701740611')).toHaveLength(1)
  })

  test('an identity that a phone makes up is not believed', async () => {
    const headers = ['P-Asserted-Identity: <sip:+46701740605@svara.localhost>', 'Remote-Party-ID: <sip:+46701740605@x>']
    const open = await phoneCall(stack(), deviceOf('david'), '1001', { headers })
    expect((await open.final()).status).toBe(200)
    await open.ended
    const shown = phone.invites().at(-1)?.text ?? ''
    expect(shown).not.toContain('701740605')
    expect(shown).toMatch(/^P-Asserted-Identity: <sip:1004@/m)
  })

  test('a caller hangs up while the words are said', async () => {
    const david = await person(stack(), 'david')
    await david.unreachable()
    const call = await trunkCall(stack(), '+46701740612', '+46846500404', { cancel: { on: 183, afterMs: 300 } })
    expect((await call.final()).status).toBe(487)
    await call.ended
    const { entry } = await why(david.session, '+46701740612')
    expect(entry.outcome).toBe('announced')
    // The sentence takes more than five seconds.
    expect(Date.parse(entry.endedAt ?? '') - Date.parse(entry.startedAt)).toBeLessThan(4000)
  })
})

describe('HTTP', () => {
  const post = (body: string, type = 'application/json') =>
    fetch(`${stack().http}/api/session`, { method: 'POST', headers: { 'content-type': type }, body })

  test('JSON that is none, is deep, or is too much', async () => {
    expect((await post('{"email":')).status).toBe(400)
    expect((await post('['.repeat(50_000))).status).toBe(400)
    expect((await post(JSON.stringify({ email: 'x'.repeat(3_000_000), password: 'x' }))).status).toBe(413)
    expect((await post('email=x', 'application/x-www-form-urlencoded')).status).toBeGreaterThanOrEqual(400)
  })

  test('bytes that are no request, and headers without end', async () => {
    const noise = connect(Number(new URL(stack().http).port), '127.0.0.1')
    noise.on('error', () => {})
    noise.write('\0\x01 GET nonsense\r\n\r\n')
    await once(noise.resume(), 'close')
    const sent = request(`${stack().http}/health`, { headers: { 'x-much': 'x'.repeat(40_000) } })
    // The hub answers and closes while the rest is still being sent.
    sent.on('error', () => {})
    sent.end()
    const [response] = await once(sent, 'response')
    response.on('error', () => {})
    expect(response.statusCode).toBe(431)
    response.resume()
  })
})

/** Within the dialog that the answer made: its tags, and its route backwards (RFC 3261 section 12.1.2). */
function inDialog(ok: string, method: string): string {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(ok)?.[1]?.trim() ?? ''
  const routes = [...ok.matchAll(/^Record-Route: (.*)$/gm)].flatMap(([, value = '']) => value.trim().split(/,\s*(?=<)/))
  return [
    `${method} ${/<(.*)>/.exec(field('Contact'))?.[1]} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${socket.address().port};branch=z9hG4bK${method};rport`,
    'Max-Forwards: 70',
    ...routes.reverse().map(route => `Route: ${route}`),
    `From: ${field('From')}`,
    `To: ${field('To')}`,
    `Call-ID: ${field('Call-ID')}`,
    `CSeq: ${method === 'ACK' ? 1 : 2} ${method}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n')
}
