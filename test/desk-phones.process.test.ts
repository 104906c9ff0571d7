/**
 * Desk phones beside the app: lamps that agree with the screens however one calls or is called, also after losses; a phone set up by a
 * link; several phones on one extension; TLS with SRTP. Needs: calls, devices.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { strongest } from './harness/alike.ts'
import { baresip } from './harness/baresip.ts'
import { lines } from './harness/contracts.ts'
import { deviceOf, farSide, type Person, person } from './harness/demonstration.ts'
import { freeLoopbackPort } from './harness/free-ports.ts'
import { type Lamp, lamp, type Shown } from './harness/lamp.ts'
import { deskPhone, phone, phoneCall, trunkCall } from './harness/phones.ts'
import { useStack } from './harness/stack.ts'

const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00' })
let anna: Person
let björn: Person
beforeAll(async () => {
  anna = await person(stack(), 'anna')
  björn = await person(stack(), 'bjorn')
})

/** The lamp at Cecilia's phone and the app's screens show the same line of Anna's. */
async function agree(annas: Lamp, shown: Shown): Promise<void> {
  await Promise.all([
    annas.until(shown),
    anna.session.seen(lines, state => (state.lines[anna.session.person] ?? 'idle') === shown),
  ])
}
const annasLamp = (context: Parameters<typeof lamp>[0]) => lamp(context, stack(), deviceOf('cecilia'), '1001')

test('called from outside, from inside and in a group, and calling: lamp and screens say the same', async context => {
  const annas = await annasLamp(context)
  const hers = await anna.phone(context, { does: 'answers', afterMs: 300 })
  const outside = await trunkCall(stack(), '+46701740607', '+46846500401', { talkMs: 300 })
  await agree(annas, 'in-call')
  await outside.ended
  await agree(annas, 'idle')
  expect(annas.shown()).toEqual(expect.arrayContaining(['ringing', 'in-call']))

  // She calls: her line is taken while it rings there, and free when she gives up.
  await björn.phone(context, { does: 'rings' })
  const calls = await phoneCall(stack(), hers.device, '1002', { cancel: { on: 180, afterMs: 300 } })
  await agree(annas, 'in-call')
  const björns = await lamp(context, stack(), deviceOf('cecilia'), '1002')
  await calls.ended
  await agree(annas, 'idle')
  await björns.until('idle')

  await farSide(context, stack())
  const out = await phoneCall(stack(), hers.device, '0701740630', { talkMs: 300 })
  await agree(annas, 'in-call')
  await out.ended
  await agree(annas, 'idle')
})

test('two phones on one extension: both ring, one answers, the other stops, and the line is one', async context => {
  const annas = await annasLamp(context)
  const answers = await anna.phone(context, { does: 'answers', afterMs: 300 })
  const rings = await phone(stack(), deviceOf('anna'), { does: 'rings' })
  context.onTestFinished(() => rings.close())
  const call = await trunkCall(stack(), '+46701740607', '+46846500401', { talkMs: 400 })
  await Promise.all([answers.rung(), rings.rung()])
  await rings.message(({ direction, method }) => direction === 'received' && method === 'CANCEL')
  await agree(annas, 'in-call')
  await call.ended
  await agree(annas, 'idle')
  expect([answers.invites(), rings.invites()].map(({ length }) => length)).toEqual([1, 1])
})

test('a hub and a Kamailio are killed during calls: lamp and screens agree again within half a minute', async context => {
  const annas = await annasLamp(context)
  await anna.phone(context, { does: 'answers' })
  const first = await trunkCall(stack(), '+46701740607', '+46846500401', { talkMs: 1500 })
  await agree(annas, 'in-call')
  await stack().kill('hub')
  // It ends while nobody is there to be told.
  await first.ended
  const began = Date.now()
  await stack().healthy()
  await agree(annas, 'idle')

  const second = await trunkCall(stack(), '+46701740607', '+46846500401', { talkMs: 6000 })
  await agree(annas, 'in-call')
  await stack().savedCall(second.callId)
  await stack().kill('kamailio')
  await stack().healthy()
  await agree(annas, 'in-call')
  await second.ended
  await agree(annas, 'idle')
  expect(Date.now() - began).toBeLessThan(30_000)
})

test('Linphone is set up by a link, registers over TLS, and calls with SRTP', async context => {
  const { csrf, fetch } = anna.session
  const added = await fetch('/api/phones', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
    body: JSON.stringify({ label: 'Linphone', make: 'linphone' }),
  })
  const { link } = (await added.json()) as { link: { path: string } }
  const other = await björn.soundingPhone(context, 1000)
  const folder = await mkdtemp(join(tmpdir(), 'svara-linphone-'))
  // Its home: it keeps a database there, and starts nothing without the folder.
  await mkdir(join(folder, '.local/share/linphone'), { recursive: true })
  const sip = `sip_port=${await freeLoopbackPort(['udp'])}\nsip_tcp_port=-1\nsip_tls_port=-1`
  await writeFile(
    join(folder, 'rc'),
    `[misc]\nconfig-uri=${stack().http}${link.path}/linphone.xml\n[sip]\n${sip}\n[sound]\n`,
  )
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', '--', 'linphonec', '-c', join(folder, 'rc'), '-d', '5', '-l', join(folder, 'log')],
    {
      env: { ...process.env, HOME: folder },
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  )
  context.onTestFinished(async () => {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  await anna.session.seen(lines, state => state.reachable[anna.session.person] === true)
  child.stdin.write('call 1002\n')
  await other.event('CALL_ESTABLISHED')
  await anna.session.seen(lines, state => state.lines[anna.session.person] === 'in-call')
  child.stdin.write('terminate\n')
  await other.event('CALL_CLOSED')
  // Used, and of no use to anybody else.
  expect((await fetch(`${link.path}/linphone.xml`)).status).toBe(404)
  child.stdin.write('quit\n')
  await once(child, 'exit')
  const log = await readFile(join(folder, 'log'), 'utf8')
  expect(log).toContain('Negotiated media encryption is LinphoneMediaEncryptionSRTP')
  expect(log).toContain('[TLS://127.0.0.1:')
})

test.each([
  { caller: true, callee: true },
  { caller: true, callee: false },
  { caller: false, callee: true },
])('TLS and SRTP where a phone can, plain RTP where it can’t, and sound both ways: %o', async secure => {
  const server = (isSecure: boolean) => Number(isSecure ? stack().environment.SVARA_TLS_PORT : stack().sipPort)
  const [from, to] = [
    await baresip({ server: server(secure.caller), as: deskPhone('1005'), tone: 440, secure: secure.caller }),
    await baresip({
      server: server(secure.callee),
      as: deskPhone('1006'),
      tone: 1000,
      answers: true,
      secure: secure.callee,
    }),
  ]
  try {
    await Promise.all([from.event('REGISTERED'), to.event('REGISTERED')])
    from.dial('sip:1006@norrsken.svara.localhost')
    await Promise.all([from.event('CALL_ESTABLISHED'), to.event('CALL_ESTABLISHED')])
    await Promise.all([from.hearing(1), to.hearing(1)])
    expect([from.isEncrypted(), to.isEncrypted()]).toEqual([secure.caller, secure.callee])
    from.hangUp()
    await to.event('CALL_CLOSED')
    expect(await strongest(await from.heard(), [440, 1000])).toBe(1000)
    expect(await strongest(await to.heard(), [1000, 440])).toBe(440)
  } finally {
    await Promise.all([from.stop(), to.stop()])
  }
})
