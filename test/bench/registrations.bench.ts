/**
 * Registrations a second, each challenged and answered: Svara's Kamailio, with its screen of strangers, and a hub that is told of each and shows who
 * can be reached, beside a Kamailio that registers and does nothing else, on the same accounts in the same database.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { freeLoopbackPort } from '../harness/free-ports.ts'
import { startStack } from '../harness/stack.ts'
import { company } from './company.ts'
import { perSecond, table } from './figures.ts'
import { type Registered, registerAll } from './registering.ts'

const wanted = { count: 10_000, rate: 50_000, most: 100 }

async function plain(folder: string, directory: string, contactPort: number): Promise<Registered> {
  const [port, own] = [await freeLoopbackPort(), join(folder, 'plain')]
  await mkdir(own)
  const locations = new DatabaseSync(join(own, 'locations.sqlite'))
  locations.exec(await readFile(join(import.meta.dirname, '../../config/kamailio/location.sql'), 'utf8'))
  locations.close()
  const script = await readFile(join(import.meta.dirname, 'plain-kamailio.cfg'), 'utf8')
  const file = join(own, 'kamailio.cfg')
  const filled = script
    .replace('SIP_PORT', String(port))
    .replace('LOCATION_DB', `sqlite:///${join(own, 'locations.sqlite')}`)
    .replace('DIRECTORY_DB', `sqlite:///${directory}`)
  await writeFile(file, filled)
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', '--', 'kamailio', '-f', file, '-DD', '-E', '-m', '512', '-M', '16', '-Y', own, '-w', own],
    { stdio: 'ignore', detached: true, env: { ...process.env, PATH: `${process.env.PATH}${delimiter}/usr/sbin` } },
  )
  const ended = once(child, 'exit')
  try {
    // Until it listens, sipp sends again; then all are there.
    await registerAll(port, folder, contactPort, { count: 1000 })
    return await registerAll(port, folder, contactPort, wanted)
  } finally {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
}

export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-bench-'))
  const data = join(folder, 'data')
  await company(data, 0)
  const contactPort = await freeLoopbackPort()
  const stack = await startStack({ SVARA_DATA: data, SVARA_LOG: 'warn' })
  let ours: Registered
  try {
    await registerAll(stack.sipPort, folder, contactPort)
    ours = await registerAll(stack.sipPort, folder, contactPort, wanted)
  } finally {
    await stack.stop()
  }
  const alone = await plain(folder, join(data, 'svara.sqlite'), contactPort)
  await rm(folder, { recursive: true, force: true })
  const row = (name: string, { count, failed, seconds }: Registered) => [name, perSecond(count / seconds), failed]
  table(['', `registrations, ${wanted.most} at a time`, 'failed'], [row('Kamailio alone', alone), row('Svara', ours)])
  const part = ours.count / ours.seconds / (alone.count / alone.seconds)
  process.stdout.write(`\n${part.toFixed(2)} of Kamailio's registrations alone.\n`)
}
