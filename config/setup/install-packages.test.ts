/** The script with stand-ins for Debian's programs, in a folder that plays the machine's root. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root = ''
let policy = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'install-'))
  policy = join(root, 'policy-rc.d')
  mkdirSync(join(root, 'bin'))
  // Packages: "old" was there, "new" comes, and "dragged" with it.
  program(
    'dpkg-query',
    `case $1 in
    -L) [ "$2" = old ] && echo /lib/systemd/system/old.service; [ "$2" = dragged ] && printf '/etc/init.d/dragged\\n/lib/systemd/system/dragged.service\\n/lib/systemd/system/dragged@.service\\n';;
    *) echo installed old; [ -e ${root}/done ] && printf 'installed new\\ninstalled dragged\\n';;
  esac; true`,
  )
  program('systemctl', `echo "systemctl $*" >>${root}/calls`)
  program('update-rc.d', `echo "update-rc.d $*" >>${root}/calls`)
})
afterEach(() => rmSync(root, { recursive: true }))

const program = (name: string, code: string) =>
  writeFileSync(join(root, 'bin', name), `#!/bin/sh\n${code}\n`, { mode: 0o755 })
const install = () =>
  promisify(execFile)('sh', [join(import.meta.dirname, 'install-packages.sh'), 'new'], {
    env: { PATH: [join(root, 'bin'), process.env.PATH].join(delimiter), POLICY: policy },
  })
const calls = () => readFileSync(join(root, 'calls'), 'utf8').trim().split('\n')

test('services may not start meanwhile, and those that came do not start at the next boot', async () => {
  program('apt-get', `"$POLICY"; echo "policy $?" >>${root}/calls; touch ${root}/done`)
  await install()
  expect(calls()).toEqual(['policy 101', 'update-rc.d dragged disable', 'systemctl --quiet disable dragged.service'])
  expect(existsSync(policy)).toBe(false)
})

test('after a failure too, the policy is what it was', async () => {
  writeFileSync(policy, '#!/bin/sh\nexit 0\n')
  program('apt-get', `"$POLICY"; echo "policy $?" >>${root}/calls; exit 100`)
  await expect(install()).rejects.toMatchObject({ code: 100 })
  expect(new Set(calls())).toEqual(new Set(['policy 101']))
  expect(readFileSync(policy, 'utf8')).toBe('#!/bin/sh\nexit 0\n')
})

test('a run that was killed is put right by the next', async () => {
  writeFileSync(policy, '#!/bin/sh\n# Svara: packages are being installed\nexit 101\n')
  writeFileSync(`${policy}.before-svara`, '#!/bin/sh\nexit 0\n')
  program('apt-get', `touch ${root}/done`)
  await install()
  expect(readFileSync(policy, 'utf8')).toBe('#!/bin/sh\nexit 0\n')
})
