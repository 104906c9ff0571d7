/** Writes row after row, and tells of each when it is acknowledged. */
import { DataTypes } from 'sequelize'
import { v7 } from 'uuid'
import { createTable, id, longText, time } from './columns.ts'
import { openDatabase } from './index.ts'

const attributes = {
  name: { type: DataTypes.STRING(80), allowNull: false },
  at: { type: time },
  open: { type: DataTypes.BOOLEAN },
  rank: { type: DataTypes.BIGINT },
  body: { type: longText },
  data: { type: DataTypes.JSON },
  parentId: { type: id },
}
const database = await openDatabase({ url: undefined, file: process.argv[2] ?? '' })
await database.migrate([{ name: 'test/001', up: context => createTable(context, 'test_things', attributes) }])
const table = database.forPlugin('test').table<{ name: string }>('things', attributes)
for (;;) {
  const names = Array.from({ length: 10 }, () => v7())
  await Promise.all(
    names.map(async name => {
      await table.create({ organisationId: 'a', name })
      process.send?.(name)
    }),
  )
}
