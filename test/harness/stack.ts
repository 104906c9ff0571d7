/** The real thing, started as `npm start` does: hub, Kamailio and rtpengine under their supervisor, on free ports of the loopback. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { callsFile, removeCallsFile } from '../../config/kamailio/calls-file.ts'
import { stopAllBaresips } from './baresip.ts'
import { freeLoopbackPort, giveMediaPorts, takeMediaPorts } from './free-ports.ts'
import type { Doors } from './phones.ts'
import { openSession, type Session } from './session.ts'
import { clientsSaid, stopAllClients } from './sipp.ts'

export type ChildName = 'hub' | 'voice' | 'kamailio' | 'rtpengine' | 'janus'

export interface Stack extends Doors {
  /** http://127.0.0.1:port */
  readonly http: string
  /** Where calls out go. */
  readonly outPort: number
  readonly environment: Readonly<Record<string, string>>
  signIn(email: string, password?: string): Promise<Session>
  health(): Promise<{ status: number; body: Record<string, unknown> }>
  /** Resolves when /health says that all works, media too. */
  healthy(): Promise<void>
  /** Of the child's first process; undefined while it doesn't run. */
  pid(child: ChildName): Promise<number | undefined>
  /** SIGKILL, or another signal. Its siblings and the supervisor live on. */
  kill(child: ChildName, signal?: NodeJS.Signals): Promise<void>
  /** Resolves when Kamailio has written this call down, or any: it does so once a second. */
  savedCall(callId?: string): Promise<void>
  /** The last lines of every child's log. */
  logs(): Promise<string>
  stop(): Promise<void>
}

const root = join(import.meta.dirname, '../..')
const patience = 60_000

export async function startStack(given: Readonly<Record<string, string>> = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-stack-'))
  const ports = await Promise.all(Array.from({ length: 5 }, () => freeLoopbackPort()))
  const [httpPort = 0, sipPort = 0, tlsPort = 0, trunkPort = 0, outPort = 0] = ports
  const media = await takeMediaPorts()
  const environment = {
    SVARA_HTTP_PORT: String(httpPort),
    SVARA_SIP_PORT: String(sipPort),
    SVARA_TLS_PORT: String(tlsPort),
    SVARA_TRUNK_PORT: String(trunkPort),
    SVARA_TRUNK: `sip:127.0.0.1:${outPort}`,
    SVARA_RTP_PORTS: media.join('-'),
    SVARA_DATA: join(folder, 'data'),
    SVARA_LOG: 'debug',
    ...given,
  }
  const supervisor = spawn(process.execPath, [join(root, 'config/supervisor.ts')], {
    cwd: root,
    env: { ...basics(), ...environment },
    // The channel tells the supervisor when the test is gone, however it went: then it stops everything.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaints = ''
  supervisor.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-10_000)
  })
  const exit = once(supervisor, 'exit')
  const http = `http://127.0.0.1:${httpPort}`
  const alive = () => supervisor.exitCode === null && supervisor.signalCode === null

  const stack: Stack = {
    http,
    sipPort,
    trunkPort,
    outPort,
    environment,
    signIn: (email, password = email.replace(/.*@(\w+)\..*/, '$1')) => openSession(http, email, password),
    async savedCall(callId = '%') {
      const database = new DatabaseSync(callsFile(join(environment.SVARA_DATA, 'kamailio')), { readOnly: true })
      const saved = database.prepare('SELECT 1 FROM dialog WHERE state = 4 AND callid LIKE ?')
      while (!saved.get(callId)) await pause(100)
      database.close()
    },
    async health() {
      const response = await fetch(`${http}/health`)
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
    async healthy() {
      const late = Date.now() + patience
      while (alive() && Date.now() < late) {
        const { status, body } = await stack.health().catch(() => ({ status: 0, body: {} }))
        if (status === 200 && !fails(body, 'telephony') && !fails(body, 'voice') && !fails(body, 'media')) return
        await pause(50)
      }
      throw new Error(`the stack is not healthy\n${complaints}\n${await stack.logs()}`)
    },
    pid: child => pidOf(supervisor, child),
    async kill(child, signal = 'SIGKILL') {
      const pid = await pidOf(supervisor, child)
      if (pid === undefined) throw new Error(`${child} does not run`)
      process.kill(pid, signal)
    },
    async logs() {
      const logs = join(folder, 'data/logs')
      const names = await readdir(logs).catch(() => [])
      const tails = names.map(async name => {
        const lines = (await readFile(join(logs, name), 'utf8')).trimEnd().split('\n')
        return `--- ${name}\n${lines.slice(-40).join('\n')}`
      })
      return (await Promise.all(tails)).join('\n')
    },
    async stop() {
      if (alive()) supervisor.kill('SIGTERM')
      await exit
      giveMediaPorts(media)
      removeCallsFile(join(environment.SVARA_DATA, 'kamailio'))
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    await stack.healthy()
    return stack
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/** One for all the tests of a file, with everything that they start ended after them. Shows the logs when a test fails. */
export function useStack(given?: Readonly<Record<string, string>>): () => Stack {
  let stack: Stack | undefined
  beforeAll(async () => {
    stack = await startStack(given)
  })
  afterAll(async () => {
    await stopAllClients()
    await stopAllBaresips()
    await stack?.stop()
  })
  beforeEach(({ onTestFailed }) => {
    onTestFailed(async () => {
      process.stderr.write(`${await stack?.logs()}\n--- sipp\n${clientsSaid()}\n`)
    })
  })
  return () => {
    if (!stack) throw new Error('the stack has not started')
    return stack
  }
}

/** Where no plugin calls, nothing is said of what calls need. */
function fails(health: Record<string, unknown>, name: string): boolean {
  const part = health[name]
  return part !== undefined && !(typeof part === 'object' && part !== null && 'ok' in part && part.ok === true)
}

/** No SVARA_ variable of whoever runs the tests. */
function basics(): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env
  return { PATH, HOME, TZ: 'UTC' }
}

/** Linux only: who was started by the supervisor and runs this program. */
async function pidOf(supervisor: ChildProcess, child: ChildName): Promise<number | undefined> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  for (const pid of pids) {
    // proc(5): the parent is the second field behind the name, which stands in brackets and may hold anything.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== supervisor.pid) continue
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
    const runs = (file: string) => command.some(word => word.endsWith(`config/${file}.ts`))
    if (child === 'hub' || child === 'voice' ? runs(child) : command[0]?.endsWith(child)) return Number(pid)
  }
  return undefined
}
