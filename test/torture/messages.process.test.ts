/**
 * RFC 4475: each message, byte for byte, at each door of a real stack, over UDP and TCP.
 * Needs: calls.
 */
import { createHash } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { kamailioRpc } from 'kamailio-rpc'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { deviceOf, farSide, person } from '../harness/demonstration.ts'
import { freeLoopbackPort } from '../harness/free-ports.ts'
import { type Phone, phoneCall, trunkCall } from '../harness/phones.ts'
import { useStack } from '../harness/stack.ts'
import { callIdOf, type Torture, tortures } from './messages.ts'

const httpPort = await freeLoopbackPort(['tcp'])
const stack = useStack({ SVARA_NOW: '2026-10-09T14:10:00+02:00', SVARA_KAMAILIO_HTTP_PORT: String(httpPort) })
const rpc = kamailioRpc(`http://127.0.0.1:${httpPort}/RPC`)
const forAll = { onTestFinished: () => {} }
let phone: Phone
let far: Phone
let pids: (number | undefined)[]
const allPids = () => Promise.all((['hub', 'kamailio', 'rtpengine'] as const).map(name => stack().pid(name)))

beforeAll(async () => {
  phone = await (await person(stack(), 'anna')).phone(forAll, { does: 'answers' })
  far = await farSide(forAll, stack())
  pids = await allPids()
})

test('the messages are those of the RFC', async () => {
  const sums = await readFile(join(import.meta.dirname, 'SHA256SUMS'), 'utf8')
  const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  const lines = tortures.map(({ section, name, bytes }) => `${sumOf(bytes)}  ${section}-${name}.dat`)
  expect(new Set(lines)).toEqual(new Set(sums.trim().split('\n')))
  expect(lines).toHaveLength(49)
})

describe.each(['phones', 'trunk'] as const)("at the %s' door", door => {
  const port = () => (door === 'phones' ? stack().sipPort : stack().trunkPort)

  test('over UDP', async () => {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const answers = openAnswers()
    socket.on('message', message => answers.take(message.toString('latin1')))
    for (const { bytes } of tortures) socket.send(bytes, port(), '127.0.0.1')
    await answers.to(tortures.filter(one => one[door] !== undefined))
    await worksOn()
    expect(answers.finals()).toEqual(Object.fromEntries(tortures.map(one => [one.name, one[door]])))
    // A call begins with 100 (Trying), and with a question to a hub.
    const asked = door === 'trunk' ? tortures.filter(({ isAsked }) => isAsked) : []
    expect(answers.tried()).toEqual(asked.map(({ name }) => name))
    socket.close()
    await nothingElse()
  })

  test('over TCP', async () => {
    const answers = openAnswers()
    // One that isn't understood ends its connection, and the next bytes with it: each has its own.
    const sockets = tortures.map(({ bytes }) => {
      const socket = connect(port(), '127.0.0.1')
      socket.on('error', () => {})
      socket.on('data', data => answers.take(data.toString('latin1')))
      socket.write(bytes)
      return socket
    })
    // Answered over UDP just now: the same transaction (RFC 3261 section 17.2.3), whose answer goes there again.
    const isAgain = ({ isAsked }: Torture) => door === 'trunk' && isAsked
    const judged = tortures.filter(one => !onStream.has(one.name) && !isAgain(one))
    await answers.to(judged.filter(one => one[door] !== undefined))
    await worksOn()
    for (const socket of sockets) socket.destroy()
    const said = answers.finals()
    expect(judged.map(({ name }) => [name, said[name]])).toEqual(judged.map(one => [one.name, one[door]]))
    for (const [name, allowed] of onStream) expect([undefined, ...allowed]).toContain(said[name])
    await nothingElse()
  })
})

/** On a stream, Content-Length says where the next message begins: the first is well, or more of it is awaited. */
const onStream = new Map([
  ['dblreq', [403, 405]],
  ['clerr', []],
  ['baddn', []],
])

/** What comes back, by Call-ID. */
function openAnswers() {
  const statuses = new Map<string, number[]>()
  const of = ({ bytes }: Torture) => statuses.get(callIdOf(bytes) ?? '') ?? []
  const finalOf = (one: Torture) => of(one).find(status => status >= 200)
  return {
    take(text: string) {
      for (const one of text.split(/(?=^SIP\/2\.0 \d{3} )/m)) {
        const callId = callIdOf(Buffer.from(one, 'latin1')) ?? ''
        statuses.set(callId, [...(statuses.get(callId) ?? []), Number(one.slice(8, 11))])
      }
    },
    /** Resolves when each has its final answer. */
    async to(due: readonly Torture[]) {
      const late = () => due.filter(one => finalOf(one) === undefined).map(({ name }) => name)
      await vi.waitFor(() => expect(late()).toEqual([]), 10_000)
    },
    finals: () => Object.fromEntries(tortures.map(one => [one.name, finalOf(one)])),
    tried: () => tortures.filter(one => of(one).includes(100)).map(({ name }) => name),
  }
}

/** A call of the public network and one of a phone go through. */
async function worksOn(): Promise<void> {
  const before = phone.invites().length
  const calls = [
    await trunkCall(stack(), '+46701740608', '+46846500401'),
    await phoneCall(stack(), deviceOf('david'), '1001'),
  ]
  for (const call of calls) expect((await call.final()).status).toBe(200)
  await Promise.all(calls.map(call => call.ended))
  expect(phone.invites()).toHaveLength(before + 2)
}

/** Nobody died, nobody registered, nothing went to the trunk, and no call is left. */
async function nothingElse(): Promise<void> {
  expect(await allPids()).toEqual(pids)
  expect((await rpc.ulDump()).map(({ AoR }) => AoR)).toEqual(['1001@norrsken.svara.localhost'])
  expect(far.messages()).toEqual([])
  const isOn = ({ state }: { state: number }) => state < 5
  await vi.waitFor(async () => expect((await rpc.dlgList()).filter(isOn)).toEqual([]), 10_000)
}
