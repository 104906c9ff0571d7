/** The company's phones register, by sipp; and what phones do that stay in calls for long. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Phone } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { freeLoopbackPort } from '../harness/free-ports.ts'
import { domain, workers } from './company.ts'

export interface Registered {
  readonly count: number
  readonly failed: number
  readonly seconds: number
}

/** `count` registrations, one phone after the other and then anew, `most` at a time, at most `rate` a second. */
export async function registerAll(
  server: number,
  folder: string,
  contactPort: number,
  { count = workers.length, rate = 400, most = 100 } = {},
): Promise<Registered> {
  const out = await mkdtemp(join(folder, 'register-'))
  // sipp fills in an [authentication] that it finds in the file, but none of its parts.
  const lines = workers.map(({ short, number, authName, secret }) =>
    [short, number, `[authentication username=${authName} password=${secret}]`, domain, contactPort].join(';'),
  )
  const people = join(out, 'people.csv')
  await writeFile(people, `SEQUENTIAL\n${lines.join('\n')}\n`)
  const stat = join(out, 'stat.csv')
  const child = spawn(
    'sipp',
    [
      `127.0.0.1:${server}`,
      ...['-sf', join(import.meta.dirname, 'sipp/register.xml'), '-inf', people, '-i', '127.0.0.1'],
      ...['-p', String(await freeLoopbackPort()), '-m', String(count), '-r', String(rate), '-l', String(most)],
      ...['-timeout', '60s', '-nostdin', '-trace_stat', '-stf', stat, '-fd', '1'],
      ...['-watchdog_minor_maxtriggers', '100000', '-watchdog_major_maxtriggers', '100000'],
    ],
    { cwd: out, stdio: 'ignore' },
  )
  const began = performance.now()
  await once(child, 'exit')
  const seconds = (performance.now() - began) / 1000
  const rows = (await readFile(stat, 'utf8')).trim().split('\n')
  const names = rows[0]?.split(';') ?? []
  const figure = (name: string) => Number(rows.at(-1)?.split(';')[names.indexOf(name)] ?? Number.NaN)
  return { count: figure('SuccessfulCall(C)'), failed: figure('FailedCall(C)'), seconds }
}

/** Says that it is still there whenever it is asked (RFC 3261 section 11): a call whose side doesn't is ended. */
export async function isThere(one: Phone): Promise<never> {
  for (;;) one.reply(await one.incoming('OPTIONS'), 200)
}
