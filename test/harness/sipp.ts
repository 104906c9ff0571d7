/** SIP clients that aren't ours: sipp (Debian's sip-tester), one process a registration, a phone or a call. */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { watch } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freeLoopbackPort, freeLoopbackRow } from './free-ports.ts'
import { type SipMessage, sipMessages } from './sip-message.ts'

type Scenario = 'register' | 'registrar' | 'calls' | 'answers' | 'rings' | 'refuses' | 'watches'

export interface Client {
  /** Its own. */
  readonly port: number
  /** All so far, in order. */
  readonly messages: () => readonly SipMessage[]
  /** The first message that fits, now or later. Rejects when the client ends without it. */
  readonly message: (fits: (message: SipMessage) => boolean) => Promise<SipMessage>
  /** Resolves when it has ended, by itself or stopped. */
  readonly ended: Promise<void>
  /** Ends it, saying nothing to anybody. Harmless when it has ended. */
  readonly stop: () => Promise<void>
}

interface Options {
  readonly server: number
  readonly values: Readonly<Record<string, string | number>>
  /** Calls until it ends by itself; none: never. */
  readonly calls?: number
  readonly callId?: string
  readonly transport?: 'udp' | 'tcp'
  readonly port?: number
}

const running = new Set<Client>()

/** All that are left; for the end of a test file. */
export async function stopAllClients(): Promise<void> {
  await Promise.all([...running].map(client => client.stop()))
}

/** What those that still run have said, for whoever wonders why a test failed. */
export const clientsSaid = (): string => [...running].map(one => `port ${one.port}: ${flow(one.messages())}`).join('\n')

/** Seconds after which a client that hangs ends by itself. */
const longest = 170

export async function client(scenario: Scenario, options: Options): Promise<Client> {
  const { server, values, calls, callId = randomUUID(), transport = 'udp' } = options
  const folder = await mkdtemp(join(tmpdir(), 'svara-sipp-'))
  const file = join(folder, 'scenario.xml')
  const trace = join(folder, 'trace')
  const errors = join(folder, 'errors')
  const port = options.port ?? (await freeLoopbackPort())
  await writeFile(file, filled(await readFile(join(import.meta.dirname, 'sipp', `${scenario}.xml`), 'utf8'), values))
  await writeFile(trace, '')
  const sipp = [
    `127.0.0.1:${server}`,
    ...['-sf', file, '-i', '127.0.0.1', '-p', String(port), '-t', transport === 'udp' ? 'u1' : 't1'],
    // It takes the third of these for video.
    ...['-mi', '127.0.0.1', '-mp', String(await freeLoopbackRow(4))],
    ...['-cp', String(await freeLoopbackPort(['udp']))],
    ...['-cid_str', calls === 1 ? callId : `${callId}-%u`, ...(calls ? ['-m', String(calls)] : [])],
    ...['-aa', '-timeout', `${longest}s`, '-nostdin', '-trace_msg', '-message_file', trace],
    ...['-trace_err', '-error_file', errors],
    // A busy machine is no reason to give up.
    ...['-watchdog_minor_maxtriggers', '100000', '-watchdog_major_maxtriggers', '100000'],
  ]
  // It dies with the test, however that ends.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', 'sipp', ...sipp], { cwd: folder, stdio: 'ignore' })

  let messages: readonly SipMessage[] = []
  let complaint = ''
  let over = false
  const waiting = new Set<() => void>()
  async function read(): Promise<void> {
    messages = sipMessages(await readFile(trace, 'utf8'))
    for (const check of waiting) check()
  }
  // One after the other, and none is left when the folder goes.
  let reading = Promise.resolve()
  const watcher = watch(trace, () => {
    reading = reading.then(read)
  })

  const { promise: ended, resolve } = Promise.withResolvers<void>()
  async function end(how: string): Promise<void> {
    watcher.close()
    await reading
    await read()
    complaint = `${how} ${await readFile(errors, 'utf8').catch(() => '')}`
    over = true
    for (const check of waiting) check()
    await rm(folder, { recursive: true, force: true })
    running.delete(self)
    resolve()
  }
  child.once('exit', (code, signal) => void end(String(signal ?? code)))
  child.once('error', error => void end(error.message))

  const self: Client = {
    port,
    messages: () => messages,
    message(fits) {
      const found = Promise.withResolvers<SipMessage>()
      const check = () => {
        const message = messages.find(fits)
        if (!message && !over) return
        waiting.delete(check)
        if (message) found.resolve(message)
        else found.reject(new Error(`sipp ended (${scenario}) without it, after: ${flow(messages)}\n${complaint}`))
      }
      waiting.add(check)
      check()
      return found.promise
    },
    ended,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
  running.add(self)
  if (!calls) await listening(port, transport, () => over)
  if (over && !calls) throw new Error(`sipp ended (${scenario}): ${complaint}`)
  return self
}

/** sipp doesn't say when it listens; Linux does. */
async function listening(port: number, transport: 'udp' | 'tcp', over: () => boolean): Promise<void> {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
  while (!over() && !(await readFile(`/proc/net/${transport}`, 'utf8')).includes(` ${address} `)) await pause(10)
}

/** As in "> INVITE, < 100, < 480". */
export const flow = (messages: readonly SipMessage[]): string =>
  messages.map(({ direction, method, status }) => `${direction === 'sent' ? '>' : '<'} ${method ?? status}`).join(', ')

function filled(template: string, values: Options['values']): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the scenario wants {{${name}}}`)
    return String(value)
  })
}
