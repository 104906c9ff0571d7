/** `npm run new:plugin NAME`: a plugin to begin with. The example in new-plugin/ is checked and tested like any other code. */
import { cpSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { HubError } from '../../core/error.ts'

const example = join(import.meta.dirname, 'new-plugin')

/** `name` in lower case with hyphens. Gives the folder made. Throws HubError `plugin.name` and `plugin.exists`. */
export function newPlugin(name: string, root: string): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw new HubError('plugin.name', 400, { name })
  const folder = join(root, 'plugins', name)
  if (existsSync(folder)) throw new HubError('plugin.exists', 409, { name })
  cpSync(example, folder, { recursive: true })
  for (const file of globSync('**/*.{ts,tsx}', { cwd: folder })) {
    const path = join(folder, file)
    writeFileSync(path, adapted(readFileSync(path, 'utf8'), name))
  }
  return folder
}

const adapted = (code: string, name: string) =>
  code
    // One folder less between a plugin and core/ or ui/ than between the example and those.
    .replace(/'\.\.\/((?:\.\.\/)+(?:core|ui)\/)/g, "'$1")
    .replace(/\bexport const example(Ui)?\b/, `export const ${identifier(name)}$1`)
    .replace(/\bdefineUi\('example'/, `defineUi('${name}'`)
    .replace(/path: 'example'/, `path: '${name}'`)
    .replace(/\bid: 'example'/, `id: '${name}'`)
    .replace(/'example\./g, `'${name}.`)

const identifier = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

function main() {
  const root = join(import.meta.dirname, '../..')
  const name = process.argv[2] ?? ''
  try {
    const folder = relative(root, newPlugin(name, root))
    console.log(`${folder} is there. Add to config/plugins.ts, in the order of the alphabet,

  import { ${identifier(name)} } from '../${folder}/index.ts'

and ${identifier(name)} to its list; and to config/ui.ts, where the app has its screen,

  import { ${identifier(name)}Ui } from '../${folder}/ui/index.tsx'

and ${identifier(name)}Ui to that list.`)
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    console.error(
      error.code === 'plugin.exists'
        ? `There is a plugin named ${name} already`
        : 'npm run new:plugin NAME, in lower case with hyphens, as call-notes',
    )
    process.exitCode = 2
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main()
