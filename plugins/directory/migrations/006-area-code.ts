import type { Migration } from '../../../core/database/migration.ts'

/** What people leave out of local numbers. */
export const areaCode: Migration = {
  name: 'directory/006-area-code',
  async up({ queryInterface, sequelize }) {
    const there = await queryInterface.describeTable('directory_organisations')
    if (!there.area_code) await sequelize.query('ALTER TABLE directory_organisations ADD COLUMN area_code VARCHAR(6)')
  },
}
