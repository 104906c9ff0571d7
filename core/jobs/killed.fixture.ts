/** A hub that takes a job, says so, and never ends it. */
import { pino } from 'pino'
import { z } from 'zod'
import { openDatabase } from '../database/index.ts'
import { openJobs } from './index.ts'

const database = await openDatabase(JSON.parse(process.argv[2] ?? ''))
const jobs = openJobs(database, { log: pino({ level: 'silent' }), lockFor: 1000 })
jobs.job('test.killed', z.object({ n: z.number() }), async () => {
  process.stdout.write('running\n')
  await new Promise(() => {})
})
await jobs.start()
