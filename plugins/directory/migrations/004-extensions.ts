/** The number map names every extension, those without a number of their own too: who may be watched is read from it. */
import type { Migration } from '../../../core/database/migration.ts'
import { numbers } from './002-views.ts'

export const extensions: Migration = {
  name: 'directory/004-extensions',
  async up({ sequelize }) {
    const sqlite = sequelize.getDialect() === 'sqlite'
    const extension = sqlite ? "(n.short || '@' || o.domain)" : "CONCAT(n.short, '@', o.domain)"
    await sequelize.query('DROP VIEW IF EXISTS directory_sip_numbers')
    await sequelize.query(`CREATE VIEW directory_sip_numbers AS ${numbers(extension, { all: true })}`)
  },
}
