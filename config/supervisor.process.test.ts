/** The real stack: kill -9 of the supervisor, and of Kamailio's main process, with Kamailio and rtpengine as they are. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeCallsFile } from './kamailio/calls-file.ts'
import { freePort, type Transport, whyNot } from './supervisor/ports.ts'

let data = ''
let supervisor: ChildProcess | undefined
let variables: Record<string, string> = {}
const taken = new Set<number>()

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'stack-'))
  const port = async () => String(await freePort(['tcp', 'udp'], taken))
  variables = {
    PATH: process.env.PATH ?? '',
    SVARA_DATA: data,
    SVARA_HTTP_PORT: await port(),
    SVARA_SIP_PORT: await port(),
    SVARA_TLS_PORT: await port(),
    SVARA_TRUNK_PORT: await port(),
    SVARA_NG_PORT: await port(),
    SVARA_EVAPI_PORT: await port(),
    SVARA_KAMAILIO_HTTP_PORT: await port(),
  }
})
afterEach(async () => {
  if (supervisor?.exitCode === null && supervisor.signalCode === null) {
    supervisor.kill('SIGTERM')
    await once(supervisor, 'exit')
  }
  removeCallsFile(join(data, 'kamailio'))
  rmSync(data, { recursive: true })
})

async function start() {
  supervisor = spawn(process.execPath, [join(import.meta.dirname, 'supervisor.ts')], {
    env: variables,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  for await (const [message] of messages(supervisor)) {
    if (typeof message === 'object' && message !== null && 'ready' in message) break
  }
  // Nobody says when Kamailio and rtpengine listen: their ports do.
  await when(true, kamailioPorts)
  await when(true, [['udp', 'SVARA_NG_PORT']])
  return supervisor
}
async function* messages(child: ChildProcess): AsyncGenerator<unknown[]> {
  for (;;) yield await once(child, 'message')
}

const kamailioPorts = [
  ['udp', 'SVARA_SIP_PORT'],
  ['tcp', 'SVARA_SIP_PORT'],
  ['udp', 'SVARA_TRUNK_PORT'],
  ['tcp', 'SVARA_TLS_PORT'],
  ['tcp', 'SVARA_EVAPI_PORT'],
  ['tcp', 'SVARA_KAMAILIO_HTTP_PORT'],
] as const
const allPorts = [...kamailioPorts, ['udp', 'SVARA_NG_PORT'], ['tcp', 'SVARA_HTTP_PORT']] as const

/** Resolves when all are taken, or free; else the test's time-out ends it. */
async function when(isTaken: boolean, ports: readonly (readonly [Transport, string])[]) {
  for (const [transport, name] of ports) {
    const port = Number(variables[name])
    while ((await busy(transport, port, isTaken)) !== isTaken) await new Promise(setImmediate)
  }
}

// Trying to bind a port that is about to be taken would stand in the way; the kernel's table doesn't.
async function busy(transport: Transport, port: number, look: boolean): Promise<boolean> {
  if (!look) return (await whyNot(transport, '127.0.0.1', port)) !== undefined
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0')
  const local = new RegExp(`^ *\\d+: [0-9A-F]+:${hexadecimal} `, 'm')
  return local.test(await readFile(`/proc/net/${transport}`, 'utf8'))
}

/** Kamailio's processes with our data folder among their arguments. */
async function kamailios(): Promise<readonly { pid: number; parent: number }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,stat=,args='])
  return stdout
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([, , state, command]) => command?.endsWith('kamailio') && !state?.startsWith('Z'))
    .filter(words => words.some(word => word.startsWith(data)))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }))
}

test('kill -9 of the supervisor leaves no process and no port', async () => {
  const { pid = 0 } = await start()
  expect((await kamailios()).length).toBeGreaterThan(2)
  process.kill(pid, 'SIGKILL')
  await when(false, allPorts)
  expect(await kamailios()).toEqual([])
})

test('kill -9 of Kamailio’s main process: its workers go, and it is back on the same ports', async () => {
  const { pid } = await start()
  const before = await kamailios()
  const main = before.find(({ parent }) => parent === pid)
  process.kill(main?.pid ?? 0, 'SIGKILL')
  // The workers hold the ports until they are gone; only then can another main process have them.
  for (;;) {
    const now = await kamailios()
    const old = now.filter(each => before.some(one => one.pid === each.pid))
    if (!old.length && now.some(({ parent }) => parent === pid)) break
  }
  await when(true, kamailioPorts)
  // It forks its workers when it has its ports.
  await expect.poll(async () => (await kamailios()).length, { timeout: 10_000 }).toBeGreaterThan(2)
})

test('SIGTERM stops all in good order', async () => {
  const child = await start()
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  await when(false, allPorts)
  expect(await kamailios()).toEqual([])
})
