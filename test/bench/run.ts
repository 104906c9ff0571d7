/** `npm run bench [NAME]`: each figure beside its reference, measured in the same run. Nothing here passes or fails. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

const [wanted = ''] = process.argv.slice(2)
const names = (await readdir(import.meta.dirname))
  .filter(name => name.endsWith('.bench.ts') && name.includes(wanted))
  .sort()

for (const name of names) {
  process.stdout.write(`\n## ${name.replace('.bench.ts', '')}\n\n`)
  const { bench } = (await import(join(import.meta.dirname, name))) as { bench: () => Promise<void> }
  await bench()
}
