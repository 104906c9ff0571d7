/**
 * What every npm script starts. Runs on any Node from 20 with nothing installed: sees to npm's packages (Node 24 is one of
 * them) and Debian's, then runs the right program under that Node, and is as good as that program: same signals, same exit code.
 */
import { join } from 'node:path'
import { buildApp } from './app.mjs'
import { debianPackages } from './debian.mjs'
import { npmPackages } from './npm.mjs'
import { pass } from './pass.mjs'
import { root, toldToStop, watchStarter } from './processes.mjs'

const node = join(root, 'node_modules/node/bin/node')
const modules = name => join(root, 'node_modules', name)

/** Each step is [program, ...arguments]; the exit code is that of the first that failed. */
const commands = {
  start: () => [[node, 'config/supervisor.ts']],
  dev: () => [[node, 'config/supervisor.ts', '--watch']],
  test: args => [
    // Paths or options are for a part of the tests; whoever gives none wants all that there is to check.
    ...(args.length ? [] : checks()),
    [node, modules('vitest/vitest.mjs'), 'run', ...args],
  ],
  bench: args => [[node, 'test/bench/run.ts', ...args]],
  trace: args => [[node, 'test/trace.ts', ...args]],
  'new-plugin': args => [[node, 'config/setup/new-plugin.ts', ...args]],
}
const checks = () => [
  [node, modules('@biomejs/biome/bin/biome'), 'check', '.'],
  [node, modules('oxlint/bin/oxlint'), '--type-aware'],
  [node, modules('typescript/bin/tsc')],
  ...['ui', 'ui/worker', 'test/app'].map(project => [node, modules('typescript/bin/tsc'), '--project', project]),
]
/** Those that show the app; `dev` serves it from its sources. */
const withApp = ['start', 'test', 'bench']

const [command = '', ...args] = process.argv.slice(2)
if (!Object.hasOwn(commands, command)) {
  process.stderr.write(`Commands: ${Object.keys(commands).join(', ')}\n`)
  process.exit(2)
}

watchStarter()
try {
  await npmPackages({ dev: command !== 'start' || process.env.NODE_ENV !== 'production' })
  const env = await debianPackages(command)
  const mode = (process.env.SVARA_MODE ?? process.env.NODE_ENV) === 'production' ? 'production' : 'development'
  if (withApp.includes(command)) await buildApp(node, mode)
  process.exitCode = await pass(commands[command](args), env)
} catch (error) {
  if (toldToStop()) process.exit(1)
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
// A channel or a timer that is still open must not keep this running.
process.exit()
