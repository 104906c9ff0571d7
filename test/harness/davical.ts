/** DAViCal, another CalDAV server of the tests' own: PHP's built-in server before a PostgreSQL on a socket. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, glob, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type DavClient, davClient } from './dav-client.ts'
import { freeLoopbackPort } from './free-ports.ts'

const run = promisify(execFile)

export interface Davical extends DavClient {
  readonly port: number
  /** "http://127.0.0.1:8000/". */
  readonly url: string
  readonly user: string
  readonly password: string
  stop(): Promise<void>
}

const share = '/usr/share/davical'
/** What Apache would be told to do. */
const router = `<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($path === '/.well-known/caldav') { header('Location: /caldav.php/', true, 301); return; }
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/caldav.php';
$_SERVER['PATH_INFO'] = preg_replace('#^/caldav\\.php#', '', $path);
chdir('${share}/htdocs');
require '${share}/htdocs/caldav.php';
`

export async function startDavical({
  address = 'anna@norrsken.example',
  password = 'lösen ord',
} = {}): Promise<Davical> {
  const user = 'anna'
  const folder = await mkdtemp(join(tmpdir(), 'svara-davical-'))
  await own(folder)
  await cp(await template(), join(folder, 'data'), { recursive: true, preserveTimestamps: true })
  await own(join(folder, 'data'))
  const database = await startPostgres(folder)
  const sql = [
    `INSERT INTO usr (username, active, email, fullname, password) VALUES ('${user}', true, '${address}', 'Anna', '**${password}')`,
    `INSERT INTO principal (type_id, user_no, displayname) SELECT 1, user_no, 'Anna' FROM usr WHERE username = '${user}'`,
  ]
  await psql(folder, ['-d', 'davical', ...sql.flatMap(each => ['-c', each])])
  await writeFile(join(folder, 'router.php'), router)
  const port = await freeLoopbackPort(['tcp'])
  const url = `http://127.0.0.1:${port}/`
  const quiet = ['-d', 'display_errors=0', '-d', 'error_reporting=0']
  const args = ['php', ...quiet, '-S', `127.0.0.1:${port}`, '-t', `${share}/htdocs`, join(folder, 'router.php')]
  const php = await started(spawnQuietly(args, { PGHOST: folder }), 'started')
  return {
    ...{ port, url, user, password },
    ...davClient(`${url}caldav.php/${user}/`, user, password),
    async stop() {
      await end(php)
      await end(database)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL won't run as root. */
const isRoot = process.getuid?.() === 0
const asPostgres = isRoot ? ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups'] : []

async function own(path: string): Promise<void> {
  if (!isRoot) return
  const { stdout } = await run('id', ['-u', 'postgres'])
  await run('chown', ['-R', stdout.trim(), path])
}

async function bin(): Promise<string> {
  for await (const found of glob('/usr/lib/postgresql/*/bin')) return found
  throw new Error('PostgreSQL is not installed')
}

/** A database with DAViCal's tables, made once and copied for each test. */
async function template(): Promise<string> {
  const { stdout } = await run('dpkg-query', ['-W', '-f=$' + '{Version}', 'davical'])
  const folder = join(tmpdir(), `svara-davical-template-${stdout}-${process.getuid?.()}`)
  if (await exists(folder)) return folder
  const making = await mkdtemp(join(tmpdir(), 'svara-davical-making-'))
  await own(making)
  const data = join(making, 'data')
  const [program, ...args] = [...asPostgres, join(await bin(), 'initdb')]
  await run(program, [
    ...args,
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ])
  const database = await startPostgres(making)
  await psql(making, ['-d', 'postgres', '-c', 'CREATE ROLE davical_dba LOGIN', '-c', 'CREATE ROLE davical_app LOGIN'])
  await psql(making, [
    '-d',
    'postgres',
    '-c',
    "CREATE DATABASE davical OWNER davical_dba ENCODING 'UTF8' TEMPLATE template0",
  ])
  const awl = '/usr/share/awl/dba'
  const tables = [`${awl}/awl-tables.sql`, `${awl}/schema-management.sql`, `${share}/dba/davical.sql`]
  await psql(making, ['-U', 'davical_dba', '-d', 'davical', ...tables.flatMap(file => ['-f', file])])
  const names = ['--dbuser', 'davical_dba', '--owner', 'davical_dba', '--appuser', 'davical_app', '--dbname', 'davical']
  await run(`${share}/dba/update-davical-database`, [...names, '--dbhost', making, '--nopatch'], {
    cwd: `${share}/dba`,
  })
  await psql(making, ['-U', 'davical_dba', '-d', 'davical', '-f', `${share}/dba/base-data.sql`])
  await end(database)
  // Another run may be first.
  await rename(data, folder).catch(() => undefined)
  await rm(making, { recursive: true, force: true })
  return folder
}

const exists = (folder: string) =>
  chmod(folder, 0o700).then(
    () => true,
    () => false,
  )

async function startPostgres(folder: string): Promise<ChildProcess> {
  const settings = ['listen_addresses=', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  const args = ['-D', join(folder, 'data'), '-k', folder, ...settings.flatMap(each => ['-c', each])]
  const words = [...asPostgres, 'setpriv', '--pdeathsig', 'KILL', '--', join(await bin(), 'postgres'), ...args]
  return started(spawnQuietly(words, {}), 'ready to accept connections')
}

const psql = (folder: string, args: readonly string[]) =>
  run(
    'psql',
    ['-qXAt', '-v', 'ON_ERROR_STOP=1', '-h', folder, ...(args.includes('-U') ? [] : ['-U', 'postgres']), ...args],
    {
      env: { ...process.env, PGOPTIONS: '--client-min-messages=warning' },
    },
  )

const spawnQuietly = (words: readonly string[], env: Readonly<Record<string, string>>) =>
  spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  })

/** Once it has said so. */
function started(child: ChildProcess, word: string): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000)
      if (said.includes(word)) resolve(child)
    })
    child.on('error', reject)
    child.on('exit', code => reject(new Error(`ended with ${code}: ${said}`)))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  // PostgreSQL's fast shutdown; PHP's end.
  child.kill('SIGINT')
  await exit
}
