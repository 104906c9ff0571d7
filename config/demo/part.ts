import type { Transaction } from 'sequelize'
import type { Database } from '../../core/database/index.ts'
import type { Added } from '../../plugins/directory/seed.ts'

export interface Demo {
  readonly database: Database
  /** One for the whole demonstration: it is there in full or not at all. */
  readonly transaction: Transaction
  readonly organisations: { readonly norrsken: Added; readonly fjallstrom: Added }
}

/** What another plugin adds to the demonstration, by a function that the plugin exports: its tables are its own. */
export type DemoPart = (demo: Demo) => Promise<void>
