/**
 * Calls a second and post-dial delay (INVITE to 180) with the hub deciding, 100,000 rules over 1,000 people loaded and traces kept,
 * beside the same Kamailio, script, rtpengine and phones with no hub: then it goes by its own number map.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freeLoopbackPort } from '../harness/free-ports.ts'
import { type Stack, startStack } from '../harness/stack.ts'
import { company, domain, workers } from './company.ts'
import { megabytes, ms, perSecond, quantiles, table } from './figures.ts'

const scenario = (name: string) => join(import.meta.dirname, 'sipp', `${name}.xml`)
const atOnce = 60
/** Calls a second at which delays are measured: well below what either can do on two cores, clients and media included. */
const paceAt = 200

interface Result {
  readonly calls: number
  readonly failed: number
  readonly seconds: number
  readonly delays: readonly number[]
}

async function sipp(args: readonly string[], folder: string): Promise<string> {
  const child = spawn(
    'sipp',
    [
      ...args,
      '-i',
      '127.0.0.1',
      '-nostdin',
      '-watchdog_minor_maxtriggers',
      '100000',
      '-watchdog_major_maxtriggers',
      '100000',
    ],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  child.stdout.on('data', chunk => (said += chunk))
  child.stderr.on('data', chunk => (said += chunk))
  await once(child, 'exit')
  return said
}

/** `rate` calls a second begin; `most` are underway at a time. */
async function calls(stack: Stack, folder: string, count: number, rate: number, most: number): Promise<Result> {
  const out = await mkdtemp(join(folder, 'calls-'))
  const began = performance.now()
  await sipp(
    [
      `127.0.0.1:${stack.trunkPort}`,
      ...['-sf', scenario('calls'), '-inf', join(folder, 'people.csv'), '-p', String(await freeLoopbackPort())],
      ...['-m', String(count), '-r', String(rate), '-l', String(most), '-timeout', '60s'],
      ...['-trace_rtt', '-rtt_freq', '100', '-trace_stat', '-stf', join(out, 'stat.csv'), '-fd', '1'],
    ],
    out,
  )
  const seconds = (performance.now() - began) / 1000
  const files = await readdir(out)
  const rtt = await Promise.all(
    files.filter(name => name.endsWith('_rtt.csv')).map(name => readFile(join(out, name), 'utf8')),
  )
  const delays = rtt.flatMap(text => text.trim().split('\n').slice(1)).map(line => Number(line.split(';')[1]))
  const stat = (await readFile(join(out, 'stat.csv'), 'utf8')).trim().split('\n')
  const names = stat[0]?.split(';') ?? []
  const last = stat.at(-1)?.split(';') ?? []
  const figure = (name: string) => Number(last[names.indexOf(name)] ?? Number.NaN)
  return { calls: figure('SuccessfulCall(C)'), failed: figure('FailedCall(C)'), seconds, delays }
}

type Way = <Result>(run: () => Promise<Result>) => Promise<Result>

const withHub: Way = run => run()

/**
 * Kamailio gives a hub up that said nothing for 6 s; the supervisor kills one that hangs for 15 s. In between Kamailio is alone.
 */
const withoutHub =
  (stack: Stack): Way =>
  async run => {
    await stack.kill('hub', 'SIGSTOP')
    await pause(6500)
    try {
      return await run()
    } finally {
      await stack.kill('hub', 'SIGCONT')
      await stack.healthy()
    }
  }

async function measured(stack: Stack, folder: string, way: Way) {
  const full = await way(() => calls(stack, folder, 4000, 10_000, atOnce))
  const paced = await way(() => calls(stack, folder, 1200, paceAt, 400))
  return { full, paced }
}

export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-bench-'))
  const data = join(folder, 'data')
  const begun = (what: string) => process.stderr.write(`${what} …\n`)
  begun('writing 1,000 people and 100,000 rules')
  await company(data, 100_000)
  const answering = await freeLoopbackPort()
  // sipp fills in an [authentication] that it finds in the file, but none of its parts.
  const lines = workers.map(({ short, number, authName, secret }) =>
    [short, number, `[authentication username=${authName} password=${secret}]`, domain, answering].join(';'),
  )
  await writeFile(join(folder, 'people.csv'), `SEQUENTIAL\n${lines.join('\n')}\n`)
  const stack = await startStack({ SVARA_DATA: data, SVARA_LOG: 'warn' })
  const phones = spawn(
    'sipp',
    [
      '-sf',
      scenario('answers'),
      '-i',
      '127.0.0.1',
      '-p',
      String(answering),
      '-nostdin',
      '-watchdog_minor_maxtriggers',
      '100000',
      '-watchdog_major_maxtriggers',
      '100000',
    ],
    {
      cwd: folder,
      stdio: 'ignore',
    },
  )
  try {
    begun('registering 1,000 phones')
    await sipp(
      [
        `127.0.0.1:${stack.sipPort}`,
        ...['-sf', scenario('register'), '-inf', join(folder, 'people.csv'), '-p', String(await freeLoopbackPort())],
        ...['-m', String(workers.length), '-r', '400', '-timeout', '30s'],
      ],
      folder,
    )
    begun('calls, the hub deciding')
    await calls(stack, folder, 1500, 500, atOnce)
    const deciding = await measured(stack, folder, withHub)
    const pid = await stack.pid('hub')
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const memory = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024
    begun('calls, Kamailio alone')
    const alone = await measured(stack, folder, withoutHub(stack))

    const row = (name: string, { full, paced }: Awaited<ReturnType<typeof measured>>) => {
      const { p50, p99, most } = quantiles(paced.delays)
      return [name, perSecond(full.calls / full.seconds), full.failed + paced.failed, ms(p50), ms(p99), ms(most)]
    }
    table(
      ['', `calls, ${atOnce} at a time`, 'failed', `delay p50 at ${paceAt}/s`, 'p99', 'most'],
      [row('the hub decides', deciding), row('Kamailio alone', alone)],
    )
    const part = deciding.full.calls / deciding.full.seconds / (alone.full.calls / alone.full.seconds)
    process.stdout.write(`\n${part.toFixed(2)} of Kamailio's calls alone. The hub holds ${megabytes(memory)}.\n`)
  } finally {
    phones.kill('SIGKILL')
    await stack.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
