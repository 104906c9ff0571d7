/** Set-up on a Debian where packages are missing: dpkg's database and the programs that would install them are stand-ins. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { needs } from './debian.mjs'

const script = join(import.meta.dirname, 'run.mjs')
let programs = ''
beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), 'setup-'))
  chmodSync(programs, 0o755)
})
afterEach(() => rmSync(programs, { recursive: true }))

const program = (name: string, code: string) =>
  writeFileSync(join(programs, name), `#!/bin/sh\n${code}\n`, { mode: 0o755 })
/** What dpkg-query reads: all that is needed but these. */
const missing = (names: readonly string[]) => {
  const stanza = (name: string) =>
    `Package: ${name}\nStatus: install ok installed\nVersion: 1\nArchitecture: all\nMaintainer: x\nDescription: x\n`
  const present = [...new Set(Object.values(needs).flat())].filter(name => !names.includes(name))
  writeFileSync(join(programs, 'status'), present.map(stanza).join('\n'))
}

async function run(command: string, variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, command], {
    env: { PATH: [programs, process.env.PATH].join(delimiter), DPKG_ADMINDIR: programs, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, lines: `${out}${err}`.split('\n').filter(Boolean) }
}

const advice = (names: string) => `Packages are missing; run as root: sh config/setup/install-packages.sh ${names}`

test('the tests do not run without what they need, and the line says what to do', async () => {
  missing(['sip-tester', 'kamailio'])
  program('apt-get', 'exit 1')
  expect(await run('test')).toEqual({ code: 1, lines: [advice('kamailio sip-tester')] })
})

test('the hub goes on without', async () => {
  missing(['rtpengine-daemon'])
  program('apt-get', 'exit 1')
  const { code, lines } = await run('start', { SVARA_LISTEN: 'wrong', SVARA_SIP_PORT: '0' })
  expect(lines).toEqual([
    advice('rtpengine-daemon'),
    'SVARA_LISTEN should be an IP address, as 127.0.0.1',
    'SVARA_SIP_PORT should be a port number, 1 to 65535',
  ])
  expect(code).toBe(2)
})

test('where it may, it installs what is missing, and only that', async () => {
  missing(['chromium'])
  program('apt-get', 'exit 0')
  program('sudo', 'shift; exec "$@"')
  program('sh', `printf '%s\\n' "$*"`)
  const { code, lines } = await run('test')
  expect(lines).toContainEqual(expect.stringMatching(/^\S+\/install-packages\.sh chromium$/))
  expect(lines.at(-1)).toBe(advice('chromium'))
  expect(code).toBe(1)
})

test('says which commands there are', async () => {
  expect(await run('install')).toEqual({ code: 2, lines: ['Commands: start, dev, test, bench, trace, new-plugin'] })
})
