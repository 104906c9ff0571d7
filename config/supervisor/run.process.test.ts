/** A whole stack of stand-ins, from the environment to the exit code. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from './ports.ts'

let folder = ''
let supervisor: ChildProcess | undefined
let variables: Record<string, string> = {}

const taken = new Set<number>()
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'supervisor-'))
  const port = async () => String(await freePort(['tcp', 'udp'], taken))
  variables = {
    PATH: process.env.PATH ?? '',
    SVARA_DATA: join(folder, 'data'),
    SVARA_HTTP_PORT: await port(),
    SVARA_SIP_PORT: await port(),
    SVARA_TLS_PORT: await port(),
    SVARA_TRUNK_PORT: await port(),
  }
})
afterEach(async () => {
  if (supervisor && supervisor.exitCode === null && supervisor.signalCode === null) {
    supervisor.kill('SIGTERM')
    await once(supervisor, 'exit')
  }
  rmSync(folder, { recursive: true })
})

const own = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)

/** Stand-ins print what they are and do; the hub also what it was given. */
const hub = `
  const given = Object.entries(process.env).filter(([name]) => name.startsWith('SVARA_'))
  console.log('hub has ' + JSON.stringify(Object.fromEntries(given)))
  process.on('SIGTERM', () => { console.log('hub stops'); process.exit() })
  setInterval(() => {}, 1000)
  process.send({ migrated: true }); process.send({ ready: true })`
const program = (name: string) =>
  `process.on('SIGTERM', () => { console.error(' WARNING: ${name} stops'); process.exit() }); setInterval(() => {}, 1000); console.error(' WARNING: ${name} runs')`

function start(hubCode = hub) {
  writeFileSync(join(folder, 'hub.mjs'), hubCode)
  const standIn = (name: string) => ({ command: process.execPath, args: ['-e', program(name)] })
  writeFileSync(
    join(folder, 'supervisor.mjs'),
    `import { runSupervisor } from ${own('./run.ts')}
     const programs = ${JSON.stringify({ kamailio: standIn('kamailio'), rtpengine: standIn('rtpengine') })}
     await runSupervisor({ hub: ${JSON.stringify(join(folder, 'hub.mjs'))}, telephony: () => programs })`,
  )
  supervisor = spawn(process.execPath, [join(folder, 'supervisor.mjs')], {
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const lines: string[] = []
  let changed = Promise.withResolvers<void>()
  const heard = (line: string) => {
    lines.push(line)
    changed.resolve()
    changed = Promise.withResolvers<void>()
  }
  for (const stream of [supervisor.stdout, supervisor.stderr]) if (stream) createInterface(stream).on('line', heard)
  const ended = once(supervisor, 'close').then(([code]) => Number(code))
  const anotherLine = () => changed.promise
  const until = async (part: string) => {
    while (!lines.some(line => line.includes(part))) await anotherLine()
  }
  return { lines, ended, until, anotherLine, process: supervisor }
}
const given = (lines: readonly string[]): Record<string, string> =>
  JSON.parse(lines.find(line => line.startsWith('hub has'))?.slice(8) ?? '{}')

test('starts all, and on SIGTERM stops the hub first and whoever carries calls last', async () => {
  const { lines, ended, until, process } = start()
  await Promise.all([until('kamailio runs'), until('rtpengine runs')])
  process.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(lines.filter(line => line.includes('stops')).map(line => line.split(' ').at(-2))).toEqual([
    'hub',
    'kamailio',
    'rtpengine',
  ])
  const { SVARA_EVAPI_PORT, SVARA_KAMAILIO_HTTP_PORT, SVARA_NG_PORT, SVARA_DTMF_PORT } = given(lines)
  const inside = [SVARA_EVAPI_PORT, SVARA_KAMAILIO_HTTP_PORT, SVARA_NG_PORT, SVARA_DTMF_PORT]
  expect(new Set(inside.map(Number).filter(port => port > 0)).size).toBe(4)
})

test('stops when whoever started it is gone', async () => {
  const { until, process } = start()
  await until('kamailio runs')
  process.disconnect()
  expect(await once(process, 'exit')).toEqual([0, null])
})

test('a taken SIP port costs telephony, not the hub, and is said in one line', async () => {
  const busy = createServer().listen(Number(variables.SVARA_SIP_PORT), '127.0.0.1')
  await once(busy, 'listening')
  const { lines, until } = start()
  await until('hub has')
  busy.close()
  const reason = `SVARA_SIP_PORT: TCP port ${variables.SVARA_SIP_PORT} is taken`
  expect(lines.filter(line => line.startsWith('Telephony'))).toEqual([`Telephony is off: ${reason}`])
  expect(given(lines)).toMatchObject({ SVARA_TELEPHONY: 'off', SVARA_TELEPHONY_REASON: reason })
})

test('a taken HTTP port ends it with one line', async () => {
  const busy = createServer().listen(Number(variables.SVARA_HTTP_PORT), '127.0.0.1')
  await once(busy, 'listening')
  const { lines, ended } = start()
  expect(await ended).toBe(1)
  busy.close()
  expect(lines).toEqual([`SVARA_HTTP_PORT: TCP port ${variables.SVARA_HTTP_PORT} is taken`])
})

test('wrong variables end it with a line each', async () => {
  variables.SVARA_LISTEN = 'everywhere'
  variables.SVARA_TRUNK_PORT = '0'
  const { lines, ended } = start()
  expect(await ended).toBe(2)
  expect(lines).toEqual([
    'SVARA_LISTEN should be an IP address, as 127.0.0.1',
    'SVARA_TRUNK_PORT should be a port number, 1 to 65535',
  ])
})

test('telephony is off when asked, and a hub that can never run ends all', async () => {
  variables.SVARA_TELEPHONY = 'off'
  const { lines, ended } = start(`console.log('the rules are wrong'); process.exit(2)`)
  expect(await ended).toBe(2)
  expect(lines).toEqual(['the rules are wrong'])
})

test('the clock runs on over a restart of the hub', async () => {
  variables.SVARA_NOW = '2031-06-01T12:00:00+02:00'
  variables.SVARA_TELEPHONY = 'off'
  const { lines, until, anotherLine, process } = start(`
    console.log('now ' + process.env.SVARA_NOW)
    setTimeout(() => process.exit(1), 20)`)
  const times = () => lines.filter(line => line.startsWith('now ')).map(line => Date.parse(line.slice(4)))
  await until('hub ended')
  while (times().length < 2) await anotherLine()
  const [first = 0, second = 0] = times()
  expect(first - Date.parse('2031-06-01T10:00:00Z')).toBeLessThan(60_000)
  expect(second).toBeGreaterThan(first)
  process.kill('SIGTERM')
})
