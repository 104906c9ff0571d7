import type { Migration } from '../../../core/database/migration.ts'

/** Which session's app a device is. */
export const appDevices: Migration = {
  name: 'directory/003-app-devices',
  async up({ queryInterface, sequelize }) {
    // Not by addColumn: on SQLite Sequelize's own ways with tables cost rows. MariaDB may have got this far before.
    const there = await queryInterface.describeTable('directory_devices')
    if (!there.session_id) await sequelize.query('ALTER TABLE directory_devices ADD COLUMN session_id VARCHAR(36)')
  },
}
