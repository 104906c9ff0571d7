/** A real Kamailio for tests: free ports on loopback, a temporary folder, and an SQLite file with the directory's two tables. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { kamailioRpc } from 'kamailio-rpc'
import { overUdp, overWebSocket } from '../../../connectors/telephony/kamailio/testing/channel.ts'
import { ha1 } from '../../../connectors/telephony/kamailio/testing/message.ts'
import { type Identity, phone } from '../../../connectors/telephony/kamailio/testing/phone.ts'
import { openGuard } from '../../supervisor/guard.ts'
import { freePort } from '../../supervisor/ports.ts'
import { callsFile, removeCallsFile } from '../calls-file.ts'
import { type KamailioOptions, renderKamailio } from '../render.ts'

/** For what Kamailio tells nobody: asks again until it is so. The test's own time limit ends it. */
async function until(so: () => boolean | Promise<boolean>) {
  while (!(await so())) await wait(20)
}

function saved(file: string, query: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return database
      .prepare(query)
      .all()
      .map(({ it }) => String(it))
  } finally {
    database.close()
  }
}
const savedContacts = (file: string, table: 'location' | 'active_watchers') =>
  saved(file, `SELECT contact AS it FROM ${table}`)
/** Confirmed ones (state 4). */
const savedCalls = (file: string) => saved(file, 'SELECT callid AS it FROM dialog WHERE state = 4')

export type TestKamailio = Awaited<ReturnType<typeof startKamailio>>

export const norrsken = 'norrsken.svara.localhost'
export const fjallstrom = 'fjallstrom.svara.localhost'

type Given = Partial<Omit<KamailioOptions, 'tls'>> & { tls?: { certificate: string; key: string } }

/** `before`: what is to run before Kamailio does, as rtpengine on that NG port. */
export async function startKamailio(given: Given = {}, before?: (ngPort: number) => Promise<void>) {
  const folder = mkdtempSync(join(tmpdir(), 'kamailio-test-'))
  const file = join(folder, 'hub.sqlite')
  const directory = new DatabaseSync(file)
  directory.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE directory_sip_credentials (username TEXT, domain TEXT, ha1 TEXT, extension TEXT);
    CREATE TABLE directory_sip_numbers (key_name TEXT, key_type INTEGER, value_type INTEGER, key_value TEXT, expires INTEGER);
    CREATE TABLE trunks_sip (key_name TEXT, key_type INTEGER, value_type INTEGER, key_value TEXT, expires INTEGER);`)
  const ports = await Promise.all(Array.from({ length: 7 }, () => freePort(['udp', 'tcp'], new Set())))
  const [sipPort = 0, trunkPort = 0, httpPort = 0, evapiPort = 0, ngPort = 0, peerPort = 0, tlsPort = 0] = ports
  const options: KamailioOptions = {
    listen: '127.0.0.1',
    sipPort,
    trunkPort,
    trunkPeers: ['127.0.0.1'],
    trunk: `sip:127.0.0.1:${peerPort}`,
    httpPort,
    evapiPort,
    ngPort,
    sipDomain: 'svara.localhost',
    database: file,
    trunkTable: 'trunks_sip',
    folder: join(folder, 'kamailio'),
    sharedMemory: 64,
    ...given,
    tls: given.tls && { port: tlsPort, ...given.tls },
  }
  const rpc = kamailioRpc(`http://127.0.0.1:${httpPort}/RPC`)
  // When this process is killed, its Kamailio is too.
  const guard = openGuard()
  let child: ChildProcess | undefined
  let log = ''
  const phones: { close(): Promise<void> }[] = []

  async function start() {
    const { command, args } = renderKamailio(options)
    const env = { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` }
    const started = spawn(command, args, {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    })
    child = started
    guard.watch(started.pid ? [started.pid] : [])
    started.stderr?.on('data', data => {
      log += data
    })
    for (;;) {
      if (started.exitCode !== null) throw new Error(`Kamailio ended\n${log}`)
      if (
        await rpc.coreVersion().then(
          () => true,
          () => false,
        )
      )
        return
      await wait(30)
    }
  }
  /** All of its processes at once, with no time to save anything; the group is its own. */
  async function kill() {
    const running = child
    child = undefined
    if (!running?.pid || running.exitCode !== null || running.signalCode !== null) return
    const ended = once(running, 'exit')
    process.kill(-running.pid, 'SIGKILL')
    await ended
    guard.watch([])
  }
  async function telephone(identity: Identity, port = sipPort, localPort = 0, address = '127.0.0.1') {
    const made = phone(identity, await overUdp(port, localPort, address))
    phones.push(made)
    return made
  }

  async function browserOf(identity: Identity, path?: string) {
    const made = phone(identity, await overWebSocket(httpPort, path))
    phones.push(made)
    return made
  }

  const hubs = async () =>
    (await rpc.htableDump('hubs')).filter(({ name, value }) => name.startsWith('port') && value !== 0).length

  await before?.(ngPort)
  await start()
  return {
    ...options,
    peerPort,
    tlsPort,
    rpc,
    directory,
    /** Resolves when the log has such a line. */
    logged: (line: RegExp) => until(() => line.test(log)),
    /** Resolves when Kamailio knows that no hub, or that one only, is left. */
    noHub: () => until(async () => (await hubs()) === 0),
    oneHub: () => until(async () => (await hubs()) === 1),
    /** Resolves when these phones' registrations are in Kamailio's file. */
    saved: (...ports: number[]) =>
      until(() => {
        const contacts = savedContacts(join(options.folder, 'registrations.sqlite'), 'location')
        return ports.every(port => contacts.some(contact => contact.endsWith(`:${port}`)))
      }),
    /** Resolves when that phone's subscription is in Kamailio's file. */
    subscribed: (port: number) =>
      until(() =>
        savedContacts(join(options.folder, 'subscriptions.sqlite'), 'active_watchers').some(one =>
          one.includes(`:${port}`),
        ),
      ),
    /** Resolves when that call is in Kamailio's file, or no more. */
    savedCall: (callId: string, is = true) =>
      until(() => savedCalls(callsFile(options.folder)).includes(callId) === is),
    start,
    kill,
    addDevice(name: string, domain: string, secret: string, extension: string) {
      directory
        .prepare('INSERT INTO directory_sip_credentials VALUES (?, ?, ?, ?)')
        .run(name, domain, ha1(name, domain, secret), extension)
    },
    addNumber(key: string, value: string) {
      directory.prepare('INSERT INTO directory_sip_numbers VALUES (?, 0, 0, ?, 0)').run(key, value)
    },
    /** Rows as trunks.cfg reads them. */
    addTrunkRow(key: string, value: string) {
      directory.prepare('INSERT INTO trunks_sip VALUES (?, 0, 0, ?, 0)').run(key, value)
    },
    /** A desk phone as the directory has it: 1001-desk with secret-1001. */
    deskPhone: (user: string, domain = norrsken) =>
      telephone({ user, domain, name: `${user}-desk`, secret: `secret-${user}` }),
    telephone,
    /** The app in a browser, on the same device's secret. */
    browser: (user: string, domain = norrsken) =>
      browserOf({ user, domain, name: `${user}-desk`, secret: `secret-${user}` }),
    browserOf,
    async stop() {
      await Promise.all(phones.map(one => one.close()))
      await kill()
      guard.close()
      directory.close()
      removeCallsFile(options.folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
