/**
 * The demonstration: two organisations that a newcomer finds on an empty database, and that demonstrations, tests and benchmarks
 * all speak of. Each plugin brings its share (`Plugin.demo`). In production there is none of it.
 */
import { DatabaseError, UniqueConstraintError } from 'sequelize'
import type { Database } from '../core/database/index.ts'
import type { Plugin } from '../core/hub.ts'
import { isEmpty } from '../plugins/directory/seed.ts'
import { directoryDemo } from './demo/directory.ts'

export { demoPasswords } from './demo/directory.ts'

export interface DemoOptions {
  readonly production: boolean
  /** Domains of the organisations stand below it: `norrsken.svara.localhost`. */
  readonly sipDomain: string
  /** Each adds its share, after the directory's. */
  readonly plugins?: readonly Plugin[]
}

/**
 * Fills an empty database, all or nothing, and tells whether it did. Call it between the migrations and the set-up of the plugins,
 * which read their tables then.
 */
export async function seedDemo(
  database: Database,
  { production, sipDomain, plugins = [] }: DemoOptions,
): Promise<boolean> {
  const directory = database.forPlugin('directory')
  if (production) return false
  for (let attempt = 1; ; attempt += 1) {
    if (!(await isEmpty(directory))) return false
    try {
      await directory.transaction(async transaction => {
        const organisations = await directoryDemo({ database, transaction }, sipDomain)
        for (const plugin of plugins) await plugin.demo?.({ database, transaction, organisations })
      })
      return true
    } catch (error) {
      // Another hub that starts at the same time has it, or is about to: the database lets one of two through, and the other waits or fails.
      if (!(error instanceof DatabaseError || error instanceof UniqueConstraintError) || attempt === 3) throw error
    }
  }
}
