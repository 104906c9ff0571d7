/** How soon a hub is ready once everything is set up, and what it holds, beside the same Node doing nothing. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startStack } from '../harness/stack.ts'
import { megabytes, ms, table } from './figures.ts'

const run = promisify(execFile)

export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-bench-'))
  const data = join(folder, 'data')
  try {
    const rows: string[][] = []
    for (const name of ['first start, with the demonstration', 'second start', 'third start']) {
      const began = performance.now()
      const stack = await startStack({ SVARA_DATA: data, SVARA_LOG: 'warn' })
      const took = performance.now() - began
      const status = await readFile(`/proc/${await stack.pid('hub')}/status`, 'utf8')
      rows.push([name, ms(took), megabytes(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024)])
      await stack.stop()
    }
    const began = performance.now()
    const { stdout } = await run(process.execPath, ['-e', 'console.log(process.memoryUsage().rss)'])
    rows.push(['Node alone', ms(performance.now() - began), megabytes(Number(stdout))])
    table(['', 'until /health says ok', 'hub’s memory'], rows)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
