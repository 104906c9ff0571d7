import type { Migration } from '../../../core/database/migration.ts'

/** A sealed password is longer than the password. SQLite heeds no lengths. */
export const longerSecrets: Migration = {
  name: 'trunks/002-longer-secrets',
  async up({ sequelize }) {
    if (sequelize.getDialect() === 'sqlite') return
    await sequelize.query('ALTER TABLE trunks_trunks MODIFY secret VARCHAR(255) NOT NULL')
  },
}
