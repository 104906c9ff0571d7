/** Writes row after row, and tells of each when it is acknowledged. */
import { v7 } from 'uuid'
import { openDatabase } from './index.ts'
import { migrations, things } from './things.fixture.ts'

const database = await openDatabase({ url: undefined, file: process.argv[2] ?? '' })
await database.migrate(migrations)
const table = things(database)
for (;;) {
  const names = Array.from({ length: 10 }, () => v7())
  await Promise.all(
    names.map(async name => {
      await table.create({ organisationId: 'a', name })
      process.send?.(name)
    }),
  )
}
