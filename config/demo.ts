/**
 * The demonstration: two organisations that a newcomer finds on an empty database, and that demonstrations, tests and benchmarks
 * all speak of. Each plugin's share is a file of its own in demo/. In production there is none of it.
 */
import type { Database } from '../core/database/index.ts'
import { isEmpty } from '../plugins/directory/seed.ts'
import { directoryDemo } from './demo/directory.ts'
import type { DemoPart } from './demo/part.ts'

export { demoPasswords } from './demo/directory.ts'

export interface DemoOptions {
  readonly production: boolean
  /** Domains of the organisations stand below it: `norrsken.svara.localhost`. */
  readonly sipDomain: string
  /** Shares of other plugins, after the directory's. */
  readonly parts?: readonly DemoPart[]
}

/**
 * Fills an empty database, all or nothing, and tells whether it did. Call it between the migrations and the set-up of the plugins,
 * which read their tables then.
 */
export async function seedDemo(
  database: Database,
  { production, sipDomain, parts = [] }: DemoOptions,
): Promise<boolean> {
  const directory = database.forPlugin('directory')
  if (production || !(await isEmpty(directory))) return false
  try {
    await directory.transaction(async transaction => {
      const organisations = await directoryDemo({ database, transaction }, sipDomain)
      for (const part of parts) await part({ database, transaction, organisations })
    })
    return true
  } catch (error) {
    // Another hub that started at the same time was faster.
    if (await isEmpty(directory)) throw error
    return false
  }
}
