/** Builds the small app as the real one is built, and serves it from a hub in this process. */
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, vi } from 'vitest'
import { openTestHub, password, sharedByHubs } from '../../../core/http/harness.ts'

const config = join(import.meta.dirname, '../../../config/vite.ts')

/** Into `folder`. `version` is shown on its screens. */
async function buildSmall(folder: string, version: string): Promise<void> {
  // As it is for whoever runs `npm start`: the tests' own would build something else.
  vi.stubEnv('NODE_ENV', 'production')
  await build({
    configFile: config,
    mode: 'development',
    logLevel: 'error',
    define: { __VERSION__: JSON.stringify(version) },
    resolve: { alias: [{ find: /^\/main\.ts$/, replacement: join(import.meta.dirname, 'app.tsx') }] },
    build: { outDir: folder, emptyOutDir: true },
  })
  vi.unstubAllEnvs()
}

export interface SmallHub {
  readonly origin: string
  /** The hub serves this version from now on. */
  serve(version: 'A' | 'B'): Promise<void>
  /** The hub goes away, and comes back at the same address. */
  stop(): Promise<void>
  start(): Promise<void>
  endSessions(): Promise<void>
}

export { password }

/** One for all tests of a file. */
export function useSmallHub(): () => SmallHub {
  let folder = ''
  let small: SmallHub | undefined
  let stop = async () => {}
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'svara-small-'))
    await buildSmall(join(folder, 'A'), 'version A')
    await buildSmall(join(folder, 'B'), 'version B')
    const assets = join(folder, 'served')
    await symlink('A', assets)
    const shared = await sharedByHubs()
    const limits = { signInsPerAddress: 1_000, signInsPerEmail: 1_000 }
    let hub = await openTestHub({ assets, shared, limits })
    const { port, origin } = hub
    stop = () => hub.close()
    small = {
      origin,
      async serve(version) {
        await rm(assets)
        await symlink(version, assets)
      },
      stop: () => hub.close(),
      async start() {
        hub = await openTestHub({ assets, shared, limits, port })
      },
      async endSessions() {
        for (const { account } of shared.people.values()) await hub.sessions.endAll(account)
      },
    }
  })
  afterAll(async () => {
    await stop()
    await rm(folder, { recursive: true, force: true })
  })
  return () => {
    if (!small) throw new Error('the hub has not started')
    return small
  }
}
