/** Debian's packages: telephony and speech, and what the tests call with. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { output, remember, root, run } from './processes.mjs'

const telephony = [
  'kamailio',
  'kamailio-extra-modules',
  'kamailio-json-modules',
  'kamailio-websocket-modules',
  'kamailio-mysql-modules',
  'kamailio-sqlite-modules',
  'kamailio-presence-modules',
  'kamailio-tls-modules',
  'kamailio-utils-modules',
  'rtpengine-daemon',
  'janus',
  'util-linux',
]
const speech = ['espeak-ng', 'sox', 'libsox-fmt-mp3', 'openssl']
const tests = [
  'mariadb-server',
  'sip-tester',
  'baresip-core',
  'linphone-cli',
  'chromium',
  'redis-server',
  'ffmpeg',
  'lame',
  'radicale',
  'python3-tz',
  'davical',
  'postgresql',
  'php-cli',
  'procps',
]

/** What each command needs; the others need none. */
export const needs = {
  start: [...telephony, ...speech],
  dev: [...telephony, ...speech],
  test: [...telephony, ...speech, ...tests],
  bench: [...telephony, ...speech, ...tests],
}

const installer = join(root, 'config/setup/install-packages.sh')
const stampFile = join(root, 'node_modules/.svara-debian')
const database = join(process.env.DPKG_ADMINDIR ?? '/var/lib/dpkg', 'status')

/**
 * Installs what is missing where it may. Where it may not, `start` and `dev` say so in one line and go on, and `test` and `bench`
 * fail with it, since they would prove less than they say. Gives variables for the program.
 */
export async function debianPackages(command) {
  const wanted = Object.hasOwn(needs, command) ? needs[command] : []
  const strict = command === 'test' || command === 'bench'
  // Not a Debian: the hub looks for the programs themselves.
  if (!wanted.length || !existsSync(database)) return {}
  if (!strict && ['off', 'external'].includes(process.env.SVARA_TELEPHONY ?? '')) return {}
  const stamp = stampFor(wanted)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8').includes(stamp)) return {}

  let missing = await missingOf(wanted)
  if (missing.length) {
    await install(missing)
    missing = await missingOf(wanted)
  }
  if (!missing.length) {
    remember(stampFile, stampFor(wanted))
    return {}
  }
  const advice = `Packages are missing; run as root: sh config/setup/install-packages.sh ${missing.join(' ')}`
  if (strict) throw new Error(advice)
  process.stderr.write(`${advice}\n`)
  const calls = missing.filter(name => telephony.includes(name))
  return calls.length ? { SVARA_TELEPHONY_REASON: `not installed: ${calls.join(', ')}` } : {}
}

/** Changes when any package does, so that the answer of dpkg-query can be kept. */
function stampFor(wanted) {
  const { mtimeMs, size } = statSync(database)
  return createHash('sha256').update(`${database} ${mtimeMs} ${size} ${wanted}`).digest('hex')
}

async function missingOf(wanted) {
  // Fails when one name is unknown, yet says what it knows of the others.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format
  const words = ['dpkg-query', '-W', '-f=${Package} ${db:Status-Status}\\n', ...wanted]
  const text = await output(words, { whole: false })
  const present = new Set(
    (text ?? '')
      .split('\n')
      .filter(line => line.endsWith(' installed'))
      .map(line => line.split(' ')[0]),
  )
  return wanted.filter(name => !present.has(name))
}

async function install(missing) {
  if ((await output(['apt-get', '--version'])) === undefined) return
  const isRoot = process.getuid?.() === 0
  if (!isRoot && (await output(['sudo', '-n', 'true'])) === undefined) return
  process.stderr.write(`Installing Debian packages, the first time only: ${missing.join(' ')}\n`)
  const words = [...(isRoot ? [] : ['sudo', '-n']), 'sh', installer, ...missing]
  // Its failure shows in what is still missing.
  await run(words)
}
