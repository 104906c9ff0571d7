import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { pino } from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { eachDatabase, type Opened, startMariaDb } from '../../test/harness/mariadb.ts'
import { type Database, openDatabase } from '../database/index.ts'
import { type Jobs, openJobs } from './index.ts'
import { migrations } from './migrations.ts'
import { jobTable } from './row.ts'

const schema = z.object({ n: z.number() })
const log = pino({ level: 'silent' })
const soon = (ms: number) => new Date(Date.now() + ms)

/** What ran, and when; wait for the next with `next`. */
function runs() {
  const seen: { n: number; at: number }[] = []
  let told = Promise.withResolvers<void>()
  return {
    seen,
    run: async ({ n }: { n: number }) => {
      seen.push({ n, at: Date.now() })
      told.resolve()
    },
    until: async (count: number) => {
      while (seen.length < count) {
        told = Promise.withResolvers()
        await told.promise
      }
    },
  }
}

eachDatabase('jobs', opened => {
  const started: Jobs[] = []

  async function migrated(): Promise<Database> {
    const database = await opened.open()
    await database.migrate(migrations)
    return database
  }
  function hub(database: Database, options: { scanEvery?: number; lockFor?: number } = {}): Jobs {
    const jobs = openJobs(database, { log, scanEvery: 500, ...options })
    started.push(jobs)
    return jobs
  }
  afterEach(async () => {
    for (const jobs of started.splice(0)) await jobs.stop()
  })

  test('a job runs once at its time, with its data, and leaves no row', async () => {
    const database = await migrated()
    const jobs = hub(database)
    const { run, seen, until } = runs()
    const job = jobs.job('test.once', schema, run)
    await jobs.start()
    const time = soon(700)
    await job.at(time, 'a', { n: 1 })
    await until(1)
    await jobs.stop()
    expect(seen.map(({ n }) => n)).toEqual([1])
    expect(seen[0]?.at).toBeGreaterThanOrEqual(time.getTime())
    expect(await jobTable(database.sequelize).count()).toBe(0)
  })

  test('one that is due now does not wait for a scan', async () => {
    const jobs = hub(await migrated(), { scanEvery: 3_600_000 })
    const { run, seen, until } = runs()
    const job = jobs.job('test.now', schema, run)
    await jobs.start()
    await job.at(new Date(), 'a', { n: 1 })
    await until(1)
    await job.at(soon(50), 'b', { n: 2 })
    await until(2)
    expect(seen.map(({ n }) => n)).toEqual([1, 2])
  })

  test('what came due while no hub ran is run at start', async () => {
    const database = await migrated()
    const before = hub(database)
    await before.job('test.overdue', schema, async () => {}).at(soon(-60_000), 'a', { n: 7 })
    const { run, seen, until } = runs()
    const after = hub(database, { scanEvery: 3_600_000 })
    after.job('test.overdue', schema, run)
    await after.start()
    await until(1)
    expect(seen[0]?.n).toBe(7)
  })

  test('another hub sees it at its next scan, and of two hubs one runs it', async () => {
    const first = await migrated()
    const second = await opened.again()
    const { run, seen, until } = runs()
    const hubs = [hub(first, { scanEvery: 50 }), hub(second, { scanEvery: 50 })]
    for (const one of hubs) one.job('test.shared', schema, run)
    for (const one of hubs) await one.start()
    const setter = hub(first).job('test.shared', schema, run)
    const count = 60
    await Promise.all(Array.from({ length: count }, (_, n) => setter.at(soon(n * 5), `k${n}`, { n })))
    await until(count)
    for (const one of hubs) await one.stop()
    expect(seen.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, n) => n))
  })

  test('the same key replaces: later, earlier, and with other data', async () => {
    const jobs = hub(await migrated())
    const { run, seen, until } = runs()
    const job = jobs.job('test.replace', schema, run)
    await jobs.start()
    // Within Agenda's look-ahead: the first is claimed already when the second comes.
    await job.at(soon(200), 'later', { n: 1 })
    await job.at(soon(600), 'later', { n: 2 })
    await job.at(soon(400), 'earlier', { n: 3 })
    await job.at(soon(60), 'earlier', { n: 4 })
    await job.at(soon(900), 'end', { n: 5 })
    await until(3)
    expect(seen.map(({ n }) => n)).toEqual([4, 2, 5])
  })

  test('a cancelled job does not run, claimed or not', async () => {
    const jobs = hub(await migrated())
    const { run, seen, until } = runs()
    const job = jobs.job('test.cancel', schema, run)
    await jobs.start()
    await job.at(soon(200), 'a', { n: 1 })
    await job.at(soon(5000), 'b', { n: 2 })
    await job.cancel('a')
    await job.cancel('b')
    await job.at(soon(400), 'end', { n: 3 })
    await until(1)
    expect(seen.map(({ n }) => n)).toEqual([3])
  })

  test('a job that sets itself anew while it runs, runs again', async () => {
    const jobs = hub(await migrated())
    const { run, seen, until } = runs()
    const job = jobs.job('test.again', schema, async data => {
      if (data.n < 3) await job.at(new Date(), 'a', { n: data.n + 1 })
      await run(data)
    })
    await jobs.start()
    await job.at(new Date(), 'a', { n: 1 })
    await until(3)
    expect(seen.map(({ n }) => n)).toEqual([1, 2, 3])
  })

  test('stop waits for what runs, and gives back what waits', async () => {
    const database = await migrated()
    const jobs = hub(database, { scanEvery: 5000 })
    const begun = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    let done = false
    const job = jobs.job('test.stop', schema, async () => {
      begun.resolve()
      await goOn.promise
      done = true
    })
    await jobs.start()
    await job.at(new Date(), 'runs', { n: 1 })
    await job.at(soon(4000), 'waits', { n: 2 })
    await begun.promise
    let stopped = false
    const stopping = jobs.stop().then(() => {
      stopped = true
    })
    await database.alive()
    expect(stopped).toBe(false)
    goOn.resolve()
    await stopping
    expect(done).toBe(true)
    const rows = await jobTable(database.sequelize).findAll()
    expect(rows.map(row => [row.get().data, row.get().lockedAt])).toEqual([['{"n":2}', null]])
  })

  test('data that its schema refuses is not stored', async () => {
    const database = await migrated()
    const job = hub(database).job('test.schema', schema, async () => {})
    await expect(job.at(new Date(), 'a', { n: 'one' } as unknown as { n: number })).rejects.toThrow('expected number')
    expect(await jobTable(database.sequelize).count()).toBe(0)
  })

  test('a job that fails is kept and tried again later', async () => {
    const database = await migrated()
    const jobs = hub(database)
    const failed = Promise.withResolvers<void>()
    const job = jobs.job('test.fail', schema, async () => {
      failed.resolve()
      throw new Error('not today')
    })
    await jobs.start()
    await job.at(new Date(), 'a', { n: 1 })
    await failed.promise
    await jobs.stop()
    const [row] = await jobTable(database.sequelize).findAll()
    expect(row?.get()).toMatchObject({ failCount: 1, failReason: 'not today', lockedAt: null })
    expect(row?.get().nextRunAt?.getTime()).toBeGreaterThan(Date.now() + 1000)
  })

  test('every keeps one row over restarts, in its zone, and what was missed', async () => {
    const database = await migrated()
    const table = jobTable(database.sequelize)
    const daily = (jobs: Jobs, cron: string) =>
      jobs.job('test.daily', schema, async () => {}).every(cron, 'Europe/Stockholm', { n: 1 })
    await daily(hub(database), '30 3 * * *')
    await daily(hub(database), '30 3 * * *')
    const [row, ...others] = await table.findAll()
    expect(others).toEqual([])
    const next = row?.get().nextRunAt ?? new Date(0)
    expect(next.toLocaleTimeString('sv-SE', { timeZone: 'Europe/Stockholm' })).toBe('03:30:00')
    const missed = soon(-3_600_000)
    await row?.update({ nextRunAt: missed })
    await daily(hub(database), '30 3 * * *')
    expect((await table.findOne())?.get().nextRunAt).toEqual(missed)
    await daily(hub(database), '45 3 * * *')
    expect((await table.findOne())?.get().nextRunAt?.getTime()).toBeGreaterThan(Date.now())
  })

  describe('a hub that is killed', () => {
    test('leaves its jobs to another', async () => {
      const database = await migrated()
      const jobs = hub(database, { scanEvery: 50, lockFor: 1000 })
      await jobs.job('test.killed', schema, async () => {}).at(new Date(), 'a', { n: 9 })
      const victim = await runUntilKilled(opened)
      expect(victim).toBe('SIGKILL')
      const { run, seen, until } = runs()
      jobs.job('test.killed', schema, run)
      await jobs.start()
      await until(1)
      expect(seen[0]?.n).toBe(9)
    })
  })
})

test('MariaDB away at the time: the job runs when it is back', async () => {
  const server = await startMariaDb()
  const database = await openDatabase({ url: server.url, file: '' })
  const jobs = openJobs(database, { log, scanEvery: 100, lockFor: 1000 })
  try {
    await database.migrate(migrations)
    const { run, seen, until } = runs()
    const job = jobs.job('test.away', schema, run)
    await jobs.start()
    await job.at(soon(500), 'a', { n: 1 })
    await server.kill()
    await expect(job.at(soon(0), 'b', { n: 2 })).rejects.toMatchObject({ code: 'database.unavailable' })
    await server.restart()
    await until(1)
    expect(seen[0]?.n).toBe(1)
  } finally {
    await jobs.stop()
    await database.close()
    await server.stop()
  }
}, 30_000)

/** Another process takes the job and is killed in the middle of it. */
async function runUntilKilled(opened: Opened): Promise<string | null> {
  const script = new URL('./killed.fixture.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script, JSON.stringify(opened.where())], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  const [, signal] = await once(child, 'exit')
  return signal
}
