import { eachDatabase } from '../../test/harness/mariadb.ts'
import { jobRepositoryConformance } from './conformance.ts'
import { migrations } from './migrations.ts'
import { jobRepository } from './repository.ts'

eachDatabase('job repository', ({ open, again }) => {
  jobRepositoryConformance(async () => {
    const database = await open()
    await database.migrate(migrations)
    return [jobRepository(database.sequelize), jobRepository((await again()).sequelize)]
  })
})
