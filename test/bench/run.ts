/** `npm run bench [NAME]`: each figure beside its reference, measured in the same run. Nothing here passes or fails. */
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'

const [wanted = ''] = process.argv.slice(2)
const root = join(import.meta.dirname, '../..')
const nameOf = (file: string) => basename(file, '.bench.ts')
const files = globSync(['test/bench/*.bench.ts', 'plugins/*/testing/*.bench.ts'], { cwd: root })
  .filter(file => nameOf(file).includes(wanted))
  .sort((a, b) => nameOf(a).localeCompare(nameOf(b)))

for (const file of files) {
  process.stdout.write(`\n## ${nameOf(file)}\n\n`)
  const { bench } = (await import(join(root, file))) as { bench: () => Promise<void> }
  await bench()
}
// Some of what a hub talks with (media's sockets) goes with the process, as in config/hub.ts.
process.exit(0)
