/** npm's packages, as package-lock.json has them. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { output, remember, root, run, toldToStop } from './processes.mjs'

const modules = join(root, 'node_modules')
const stampFile = join(modules, '.svara-stamp')
const read = file => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** Installs what is missing. `dev`: with what tests and tools need. Throws an Error with one line for people. */
export async function npmPackages({ dev }) {
  const lock = read(join(root, 'package-lock.json'))
  const stamp = `${createHash('sha256').update(lock).digest('hex')} ${dev ? 'all' : 'production'}\n`
  if (stamped(stamp) && existsSync(join(modules, 'node/bin/node'))) return
  if (!installed(JSON.parse(lock), dev)) {
    process.stderr.write('Installing npm packages, the first time and after changes only\n')
    const options = ['--no-audit', '--no-fund', '--loglevel=error', dev ? '--include=dev' : '--omit=dev']
    // ci refuses a lock file without the builds for other systems, which is what npm writes behind a registry that lacks them.
    const code =
      (await run([...npm(), 'ci', ...options])) && (await run([...npm(), 'install', '--no-save', ...options]))
    if (toldToStop()) return
    if (code !== 0) throw new Error('npm could not install its packages: the lines above say why')
  }
  await nodeItself()
  remember(stampFile, stamp)
}

// A stamp for everything also holds where less is enough.
const stamped = stamp => [stamp, stamp.replace('production', 'all')].includes(read(stampFile))

/** Whether node_modules has each package at its version: true after `npm ci`, and after `npm install` by hand. */
function installed(lock, dev) {
  const hidden = read(join(modules, '.package-lock.json'))
  if (!hidden) return false
  const present = JSON.parse(hidden).packages
  return Object.entries(lock.packages).every(
    ([path, wanted]) =>
      !path.startsWith('node_modules/') ||
      wanted.optional || // For other systems than this.
      wanted.peer ||
      (wanted.dev && !dev) ||
      (present[path]?.version === wanted.version && existsSync(join(root, path))),
  )
}

/**
 * The npm package `node` fetches Node by a preinstall script. npm runs it, or (`ignore-scripts`, and newer ones by default)
 * doesn't.
 */
async function nodeItself() {
  const node = join(modules, 'node/bin/node')
  const link = join(modules, '.bin/node') // npm makes none to a program that isn't there yet.
  if (!existsSync(link)) symlinkSync('../node/bin/node', link)
  if (await output([node, '--version'])) return
  const code = await run([process.execPath, 'installArchSpecificPackage.js'], { cwd: join(modules, 'node') })
  if (code !== 0 || !(await output([node, '--version']))) {
    throw new Error('Node 24 could not be installed; run: npm rebuild node --ignore-scripts=false')
  }
}

/** The npm that started this, else the one on the path. */
function npm() {
  const file = process.env.npm_execpath
  return file && /npm-cli\.[cm]?js$/.test(file) ? [process.execPath, file] : ['npm']
}
