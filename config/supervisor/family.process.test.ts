/** With real processes: small shells and Nodes instead of the hub and Kamailio. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Child } from './child.ts'
import { type Family, startFamily } from './family.ts'
import { whyNot } from './ports.ts'

let folder = ''
let family: Family | undefined
let supervisor: ChildProcess | undefined
let desk: Server
let port = 0
// What children report, a word each, over a connection that also shows by its end that they are gone.
let heard: string[] = []
let open = new Set<Socket>()
let changed = Promise.withResolvers<void>()
const change = () => {
  changed.resolve()
  changed = Promise.withResolvers<void>()
}
async function until(holds: () => boolean) {
  while (!holds()) await changed.promise
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'family-'))
  heard = []
  open = new Set()
  desk = createServer(socket => {
    open.add(socket)
    createInterface(socket).on('line', line => {
      heard.push(line)
      change()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      open.delete(socket)
      change()
    })
  }).listen(0, '127.0.0.1')
  await once(desk, 'listening')
  const address = desk.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterEach(async () => {
  await family?.stop()
  family = undefined
  supervisor?.kill('SIGKILL')
  for (const socket of open) socket.destroy()
  desk.close()
  rmSync(folder, { recursive: true })
})

const node = (name: string, code: string, more: Partial<Child> = {}): Child => ({
  name,
  command: process.execPath,
  args: [
    '--input-type=module',
    '-e',
    `const desk = (await import('node:net')).connect(${port}, '127.0.0.1'); const report = (word, then) => desk.write(word + '\\n', then); ${code}`,
  ],
  ...more,
})
const start = (children: readonly Child[], tell: (line: string) => void = () => {}) => {
  const backOff = { first: 10, most: 40, healthy: 60_000 }
  family = startFamily(children, { logs: folder, tell, backOff })
  return family
}

test('starts in order, and stops in the order given', async () => {
  const onTerm = (name: string) => `process.on('SIGTERM', () => report('${name} stops', () => process.exit()));`
  const running = start([
    node('hub', `${onTerm('hub')} report('hub runs', () => setTimeout(() => process.send({ migrated: true }), 50))`, {
      channel: true,
    }),
    node('kamailio', `${onTerm('kamailio')} report('kamailio runs')`, { after: { child: 'hub', says: 'migrated' } }),
  ])
  await until(() => heard.includes('kamailio runs'))
  expect(heard).toEqual(['hub runs', 'kamailio runs'])
  await running.stop()
  await until(() => open.size === 0)
  expect(heard.slice(2)).toEqual(['hub stops', 'kamailio stops'])
})

test('one that keeps failing is started again and again, more slowly, and the others never notice', async () => {
  const told: string[] = []
  start(
    [node('steady', `report('steady ' + process.pid)`), node('weak', `report('weak', () => process.exit(3))`)],
    line => told.push(line),
  )
  await until(() => heard.filter(word => word === 'weak').length >= 5)
  const delays = told.map(line => /\(exit code 3\) and starts again in (\S+) s/.exec(line)?.[1])
  expect(delays.slice(0, 4)).toEqual(['0.01', '0.02', '0.04', '0.04'])
  expect(heard.filter(word => word.startsWith('steady'))).toHaveLength(1)
})

test('a dead child leaves no worker behind, before it starts again', async () => {
  const fork = `const { spawn } = await import('node:child_process');
    const worker = spawn(process.execPath, ['-e', "require('node:net').connect(${port}, '127.0.0.1').write('worker ' + process.pid + '\\\\n')"], { stdio: 'ignore' });
    report('main ' + process.pid)`
  start([node('kamailio', fork)])
  const pids = (kind: string) => heard.filter(word => word.startsWith(kind)).map(word => Number(word.split(' ')[1]))
  await until(() => pids('main').length === 1 && pids('worker').length === 1)
  process.kill(pids('main')[0] ?? 0, 'SIGKILL')
  // Two connections of four: those of the first main and its worker have closed.
  await until(() => pids('worker').length === 2 && pids('main').length === 2 && open.size === 2)
  expect(new Set(pids('worker')).size).toBe(2)
})

test('one that does not stop is killed', async () => {
  const running = start([
    node('deaf', `process.on('SIGTERM', () => report('no')); setInterval(() => {}, 1000); report('runs')`, {
      stopsWithin: 100,
    }),
  ])
  await until(() => heard.includes('runs'))
  await running.stop()
  await until(() => open.size === 0)
  expect(heard).toEqual(['runs', 'no'])
})

test('one that hangs is killed and started again; one that never said it was alive is let be', async () => {
  const told: string[] = []
  const hang = "report('up', () => process.send({ alive: true }, () => { for (;;); }))"
  start(
    [node('hub', hang, { channel: true, heartbeat: 50 }), node('quiet', `report('quiet')`, { heartbeat: 50 })],
    line => told.push(line),
  )
  await until(() => heard.filter(word => word === 'up').length >= 2)
  expect(told).toContain('hub hangs, and is killed')
  expect(heard.filter(word => word === 'quiet')).toHaveLength(1)
})

test('one that can never run stops the rest', async () => {
  const { hopeless } = start([
    node('hub', `report('hub', () => setTimeout(process.exit, 50, 2))`, { hopeless: 2 }),
    node('other', `report('other')`),
  ])
  expect(await hopeless).toBe(2)
  await until(() => open.size === 0)
  expect(heard.filter(word => word === 'hub')).toHaveLength(1)
})

test('a restart that was asked for is at once and without complaint', async () => {
  const told: string[] = []
  const running = start([node('hub', `report('runs')`)], line => told.push(line))
  await until(() => heard.length === 1)
  running.restart('hub')
  await until(() => heard.length === 2)
  expect(told).toEqual([])
})

test('a program that is missing is said, and what children write is kept', async () => {
  const told: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  start(
    [
      { name: 'missing', command: 'no-such-program', args: [] },
      {
        ...node('talker', `console.error('WARNING: hot'); console.log('calm'); report('x')`),
        shows: line => (/WARN/.test(line) ? line : undefined),
      },
    ],
    line => {
      told.push(line)
      if (told.some(text => text.startsWith('missing ended')) && told.includes('WARNING: hot')) resolve()
    },
  )
  await promise
  await until(() => heard.includes('x'))
  await family?.stop()
  const log = readFileSync(join(folder, 'talker.log'), 'utf8')
  expect(log).toContain('WARNING: hot')
  expect(log).toContain('calm')
  expect(told).not.toContain('calm')
})

test('kill -9 of the supervisor leaves nothing running, workers included, and no port taken', async () => {
  const listener = `const { spawn } = await import('node:child_process');
    const server = (await import('node:net')).createServer().listen(0, '127.0.0.1', () => {
      const worker = spawn(process.execPath, ['-e', "require('node:net').connect(${port}, '127.0.0.1').write('worker\\\\n'); setInterval(() => {}, 1000)"],
        { stdio: ['ignore', 'ignore', 'ignore', server._handle] });
      report('port ' + server.address().port)
    })`
  const children = JSON.stringify([node('kamailio', listener), node('rtpengine', `report('rtpengine')`)])
  const code = `import { startFamily } from ${JSON.stringify(new URL('./family.ts', import.meta.url).href)}
    startFamily(${children}, { logs: ${JSON.stringify(folder)}, tell: () => {} })`
  supervisor = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' })
  await until(() => heard.length === 3)
  const taken = Number(heard.find(word => word.startsWith('port'))?.split(' ')[1])
  expect(await whyNot('tcp', '127.0.0.1', taken)).toBeDefined()
  supervisor.kill('SIGKILL')
  await until(() => open.size === 0)
  // The worker's connection may close a moment before its listener: both go with the process.
  while (await whyNot('tcp', '127.0.0.1', taken)) await new Promise(setImmediate)
})
