/**
 * With MariaDB and Redis, as several machines have them: the database goes away, and two hubs share one Kamailio.
 * Needs: calls, forwarding.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { callLog, whyCall } from '../harness/contracts.ts'
import { deviceOf, person, why, winners } from '../harness/demonstration.ts'
import { freeLoopbackPort } from '../harness/free-ports.ts'
import { type MariaDb, startMariaDb } from '../harness/mariadb.ts'
import { phoneCall, trunkCall } from '../harness/phones.ts'
import { type Stack, startStack } from '../harness/stack.ts'

const annas = '+46846500401'
const björns = '+46846500402'
/** vi's own limit of a second is no promise of anybody's. */
const soon = { timeout: 10_000 }
let folder = ''
let database: MariaDb
let redis: ChildProcess
let stack: Stack
const lines: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'svara-two-hubs-'))
  const port = await freeLoopbackPort(['tcp'])
  redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder])
  await saying(redis, /Ready to accept connections/)
  database = await startMariaDb()
  const inside = await Promise.all([freeLoopbackPort(), freeLoopbackPort(), freeLoopbackPort(), freeLoopbackPort()])
  stack = await startStack({
    SVARA_NOW: '2026-10-09T14:10:00+02:00',
    DATABASE_URL: database.url,
    REDIS_URL: `redis://127.0.0.1:${port}`,
    ...Object.fromEntries(
      ['EVAPI', 'KAMAILIO_HTTP', 'NG', 'DTMF'].map((name, i) => [`SVARA_${name}_PORT`, String(inside[i])]),
    ),
  })
})
beforeEach(({ onTestFailed }) => {
  onTestFailed(async () => {
    process.stderr.write(`${await stack.logs()}\n`)
  })
})
afterAll(async () => {
  await stack?.stop()
  await database?.stop()
  redis?.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

test('the database is away for ten seconds: calls are decided all the same, and their traces written after', async context => {
  const anna = await person(stack, 'anna')
  const phone = await anna.phone(context, { does: 'answers' })
  const first = await phoneCall(stack, deviceOf('david'), '1001')
  expect((await first.final()).status).toBe(200)
  await first.ended

  await database.kill()
  const gone = performance.now()
  const trunk = await trunkCall(stack, '+46701740608', annas)
  expect((await trunk.final()).status).toBe(200)
  await trunk.ended
  // What was believed of his phone before is believed still.
  const inside = await phoneCall(stack, deviceOf('david'), '1001')
  expect((await inside.final()).status).toBe(200)
  await inside.ended
  expect(phone.invites()).toHaveLength(3)
  expect((await stack.health()).status).toBe(503)

  await pause(10_000 - (performance.now() - gone))
  await database.restart()
  await stack.healthy()
  expect(winners(await why(anna.session, '+46701740608'))).toEqual(['ring'])
  expect(winners(await why(anna.session, '1004'))).toEqual(['ring'])
})

test('of two hubs one dies while a phone rings: the other takes the next step', { timeout: 120_000 }, async context => {
  const other = await secondHub()
  const gone = once(other, 'exit')
  context.onTestFinished(async () => {
    other.kill('SIGKILL')
    await gone
  })
  const [björn, cecilia] = [await person(stack, 'bjorn'), await person(stack, 'cecilia')]
  const rings = await björn.phone(context, { does: 'rings' })
  await cecilia.phone(context, { does: 'answers' })
  const call = await trunkCall(stack, '+46701740610', björns)
  await rings.rung()
  // Kamailio chose by the Call-ID.
  const first = () => stack.logs().then(logs => logs.includes(call.callId))
  const asked = await vi.waitFor(async () => {
    if (lines.some(line => line.includes(call.callId))) return 'second'
    if (await first()) return 'first'
    throw new Error('no hub was asked')
  }, soon)
  // A trace is written behind the answer: what a hub has not written when it is killed is lost.
  await vi.waitFor(async () => {
    const { calls } = await björn.session.call(callLog, { limit: 1 })
    const { decisions } = await björn.session.call(whyCall, { id: calls[0]?.id ?? '' })
    expect(decisions).toHaveLength(1)
  }, soon)
  if (asked === 'second') other.kill('SIGKILL')
  else await stack.kill('hub')
  expect((await call.final()).status).toBe(200)
  await call.ended
  await stack.healthy()
  expect(winners(await why(björn.session, '+46701740610'))).toEqual([
    'forwarding-ring',
    'forwarding-unanswered',
    'ring',
  ])
})

async function secondHub(): Promise<ChildProcess> {
  const { PATH = '', HOME = '' } = process.env
  const port = String(await freeLoopbackPort())
  const env = { PATH, HOME, ...stack.environment, SVARA_HTTP_PORT: port, SVARA_DATA: join(folder, 'second') }
  const root = join(import.meta.dirname, '../..')
  const hub = spawn(process.execPath, [join(root, 'config/hub.ts')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  createInterface(hub.stdout ?? process.stdin).on('line', line => lines.push(line))
  await saying(hub, /the hub is ready/)
  return hub
}

async function saying(child: ChildProcess, what: RegExp): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', data => what.test(String(data)) && resolve())
    child.once('exit', code => reject(new Error(`ended with ${code}`)))
  })
}
