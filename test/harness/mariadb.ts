/** A MariaDB server of the tests' own, on a free port of the loopback, and both databases under one suite. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createConnection } from 'mariadb'
import { afterAll, beforeAll, describe } from 'vitest'
import { type Database, openDatabase } from '../../core/database/index.ts'
import { freeLoopbackPort } from './free-ports.ts'

const run = promisify(execFile)

export interface MariaDb {
  /** Of a schema named `svara`. */
  readonly url: string
  /** A new empty schema's URL, in a few milliseconds. */
  readonly freshDatabase: () => Promise<string>
  /** As a power cut would. */
  readonly kill: () => Promise<void>
  /** Starts it again on the same port, with what it had. */
  readonly restart: () => Promise<void>
  /** Ends it and removes its files. */
  readonly stop: () => Promise<void>
}

/** Commits outlive the server, killed or not, but not the machine: no fsync. */
const settings = [
  '--bind-address=127.0.0.1',
  '--skip-name-resolve',
  '--character-set-server=utf8mb4',
  '--innodb-flush-log-at-trx-commit=2',
  '--innodb-doublewrite=0',
  '--skip-log-bin',
  '--innodb-buffer-pool-size=32M',
  '--innodb-log-file-size=8M',
  '--performance-schema=0',
]

export async function startMariaDb(): Promise<MariaDb> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-mariadb-'))
  const data = join(folder, 'data')
  await cp(await template(), data, { recursive: true })
  const port = await freeLoopbackPort(['tcp'])
  let server = await launch(folder, data, port)
  let schemas = 0

  async function freshDatabase(): Promise<string> {
    schemas += 1
    const name = schemas === 1 ? 'svara' : `svara_${schemas}`
    const connection = await createConnection({ host: '127.0.0.1', port, user: 'root' })
    await connection.query(`CREATE DATABASE ${name}`)
    await connection.end()
    return `mariadb://root@127.0.0.1:${port}/${name}`
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exit = once(server, 'exit')
    server.kill(signal)
    await exit
  }

  return {
    url: await freshDatabase(),
    freshDatabase,
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM')
      server = await launch(folder, data, port)
    },
    async stop() {
      await end('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** An empty data folder, made once for each version of the server and copied for each test. */
async function template(): Promise<string> {
  const { stdout } = await run('mariadbd', ['--version'])
  const version = /Ver (\S+)/.exec(stdout)?.[1] ?? 'unknown'
  const { username, uid } = userInfo()
  const folder = join(tmpdir(), `svara-mariadb-template-${version}-${uid}`)
  const making = `${folder}-${process.pid}`
  if (await exists(folder)) return folder
  await mkdir(making)
  await run('mariadb-install-db', [
    '--no-defaults',
    `--user=${username}`,
    `--datadir=${making}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ])
  try {
    await rename(making, folder)
  } catch {
    // Another run was first.
    await rm(making, { recursive: true, force: true })
  }
  return folder
}

async function exists(folder: string): Promise<boolean> {
  try {
    await chmod(folder, 0o700)
    return true
  } catch {
    return false
  }
}

async function launch(folder: string, data: string, port: number): Promise<ChildProcess> {
  const server = spawn(
    'mariadbd',
    [
      '--no-defaults',
      `--user=${userInfo().username}`,
      `--datadir=${data}`,
      `--socket=${join(folder, 's')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--port=${port}`,
      ...settings,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  await new Promise<void>((resolve, reject) => {
    let said = ''
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000)
      if (said.includes('ready for connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`mariadbd ended: ${said}`)))
    server.once('error', reject)
  })
  return server
}

export interface Opened {
  /** A new empty database, closed after the suite. */
  readonly open: () => Promise<Database>
  /** Another connection to the one opened last, as another hub has it. */
  readonly again: () => Promise<Database>
  /** For openDatabase, of the one opened last. */
  readonly where: () => { url: string | undefined; file: string }
}

/** The suite twice: on embedded SQLite, and on a MariaDB server that runs for the suite. */
export function eachDatabase(name: string, suite: (opened: Opened) => void): void {
  describe.each(['sqlite', 'mariadb'] as const)(`${name} on %s`, dialect => {
    const toClose: Database[] = []
    let server: MariaDb | undefined
    let folder = ''
    let files = 0
    let last: { url: string | undefined; file: string } = { url: undefined, file: '' }

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'svara-database-'))
      if (dialect === 'mariadb') server = await startMariaDb()
    }, 60_000)
    afterAll(async () => {
      for (const database of toClose) await database.close()
      await server?.stop()
      await rm(folder, { recursive: true, force: true })
    })

    async function again(): Promise<Database> {
      const database = await openDatabase(last)
      toClose.push(database)
      return database
    }
    suite({
      async open() {
        files += 1
        last = { url: await server?.freshDatabase(), file: join(folder, `${files}.sqlite`) }
        return again()
      },
      again,
      where: () => last,
    })
  })
}
