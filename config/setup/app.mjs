/** The app's pages, built from ui/ and the plugins' screens into ui/dist when any of it has changed. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { remember, root, run, toldToStop } from './processes.mjs'

const stampFile = join(root, 'ui/dist/.stamp')
// Screens import contracts, and those core: what else stands there changes seldom, and a build takes a second.
const folders = ['ui', 'core', 'plugins', 'config']

/**
 * `mode`: as `SVARA_MODE`; in development the app has a page that shows the design system. Throws an Error with one line for people.
 */
export async function buildApp(node, mode) {
  const stamp = stampOf(mode)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  process.stderr.write('Building the app, the first time and after changes only\n')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const code = await run([node, vite, 'build', '--config', 'config/vite.ts', '--mode', mode, '--logLevel', 'warn'])
  if (toldToStop()) return
  if (code !== 0) throw new Error('The app could not be built: the lines above say why')
  remember(stampFile, stamp)
}

function stampOf(mode) {
  const hash = createHash('sha256')
    .update(mode)
    .update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of folders) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map(String)
      .toSorted((a, b) => (a < b ? -1 : 1))
    for (const file of files.filter(isSource)) {
      const { mtimeMs, size } = statSync(join(root, folder, file))
      hash.update(`${folder}/${file} ${mtimeMs} ${size}\n`)
    }
  }
  return hash.digest('hex')
}

const isSource = file =>
  /\.(ts|tsx|css|html|svg|png|webmanifest)$/.test(file) && !/^dist\//.test(file) && !/\.test\.tsx?$/.test(file)
