/**
 * Agenda's jobs in our database. Beyond Agenda's contract: a claim is a token, so a worker that lost its job writes nothing more; and a job set
 * anew while it waits or runs keeps its new time.
 */
import type { JobId, JobParameters, JobRepository, JobRepositoryOptions, RemoveJobsOptions } from 'agenda'
import { Op, type Sequelize, UniqueConstraintError, type WhereOptions } from 'sequelize'
import { v7 } from 'uuid'
import { claimNext, retried } from './claim.ts'
import { distinctNames, overview, partOf, queryJobs } from './query.ts'
import { type Claimed, type JobRow, jobTable, toParameters, toRow, uniqueKey } from './row.ts'

export interface Repository extends JobRepository {
  /** The one job of this name and unique key. */
  removeUnique(name: string, unique: Readonly<Record<string, unknown>>): Promise<void>
  /** Deletes a job that has run and has no further time. */
  removeFinished(id: string): Promise<void>
  /** Resolves when nothing that began on this hub runs any more. */
  idle(): Promise<void>
}

export function jobRepository(sequelize: Sequelize): Repository {
  const table = jobTable(sequelize)
  const claims = new Map<string, string>()
  const running = new Set<string>()
  let whenIdle: (() => void)[] = []

  async function chosen(options: RemoveJobsOptions): Promise<WhereOptions<JobRow> | undefined> {
    const { id, ids, name, names, notNames, data } = options
    const where: WhereOptions<JobRow> = {
      ...(id ? { id: String(id) } : ids?.length ? { id: ids.map(String) } : {}),
      ...(name
        ? { name }
        : names?.length
          ? { name: names }
          : notNames?.length
            ? { name: { [Op.notIn]: notNames } }
            : {}),
    }
    if (data === undefined) return Object.keys(where).length > 0 ? where : undefined
    const rows = await table.findAll({ where })
    return { id: rows.filter(row => partOf(data, JSON.parse(row.get().data))).map(row => row.get().id) }
  }

  async function change(options: RemoveJobsOptions, values: Partial<JobRow>): Promise<number> {
    const where = await chosen(options)
    if (!where) return 0
    const [changed] = await table.update(values, { where })
    return changed
  }

  async function byId(id: string) {
    const row = await table.findByPk(id)
    return row ? toParameters(row.get({ plain: true })) : null
  }

  /**
   * The new time holds, whoever has claimed the old one; one that runs just now runs again afterwards. False where it is gone: it was done,
   * and tidied away meanwhile.
   */
  async function setAnew(id: string, values: Partial<JobRow>): Promise<boolean> {
    const waits = {
      [Op.or]: [{ lockedAt: null }, { lastRunAt: null }, { lastRunAt: { [Op.lt]: table.sequelize?.col('locked_at') } }],
    }
    const [waiting] = await table.update(
      { ...values, lockedAt: null, claim: null },
      { where: { [Op.and]: [{ id }, waits] } as WhereOptions<JobRow> },
    )
    if (waiting > 0) return true
    const [running] = await table.update(values, { where: { id } })
    return running > 0
  }

  /** False where it is gone. */
  async function update(current: JobRow, job: JobParameters<unknown>, by: string | null): Promise<boolean> {
    if (job.uniqueOpts?.insertOnly) return true
    const row = toRow(job)
    const sameEvery =
      job.type === 'single' &&
      current.repeatInterval === row.repeatInterval &&
      current.repeatTimezone === row.repeatTimezone
    if (sameEvery && current.nextRunAt) {
      // Said again at every start: what came due while no hub ran is still due.
      await table.update(
        { data: row.data ?? 'null', disabled: row.disabled ?? false, lastModifiedBy: by },
        { where: { id: current.id } },
      )
      return true
    }
    return setAnew(current.id, { ...row, ...debounced(job, current), revision: v7(), lastModifiedBy: by })
  }

  async function insert(job: JobParameters<unknown>, key: string | null, by: string | null): Promise<string> {
    const id = v7()
    await table.create({ ...toRow(job), ...debounced(job), id, uniqueKey: key, revision: v7(), lastModifiedBy: by })
    return id
  }

  async function save(job: JobParameters<unknown>, by: string | null): Promise<string> {
    if (job._id) {
      await setAnew(job._id, { ...toRow(job), revision: v7(), lastModifiedBy: by })
      return job._id
    }
    const key = uniqueKey(job.name, job.type, job.unique)
    if (!key) return insert(job, key, by)
    for (let attempt = 1; ; attempt++) {
      const current = await table.findOne({ where: { uniqueKey: key } })
      const known = current?.get({ plain: true })
      if (known && (await update(known, job, by))) return known.id
      try {
        return await insert(job, key, by)
      } catch (error) {
        // Somebody else was first: change theirs.
        if (!(error instanceof UniqueConstraintError) || attempt === 5) throw error
      }
    }
  }

  function ended(id: string, claim: string | undefined): void {
    if (claims.get(id) === claim) claims.delete(id)
    running.delete(id)
    if (running.size > 0) return
    for (const resolve of whenIdle) resolve()
    whenIdle = []
  }

  async function saveState(job: JobParameters & Claimed, by: string | null): Promise<void> {
    const { _id: id, name, claim, revision } = job
    if (!id) throw new Error('a job without an id has no state')
    const mine: WhereOptions<JobRow> = claim ? { id, name, claim } : { id, name }
    const state: Partial<JobRow> = {
      lockedAt: job.lockedAt ?? null,
      lastRunAt: job.lastRunAt ?? null,
      lastFinishedAt: job.lastFinishedAt ?? null,
      failedAt: job.failedAt ?? null,
      failCount: job.failCount ?? null,
      failReason: job.failReason ?? null,
      progress: job.progress ?? null,
      lastModifiedBy: by,
      ...(job.lockedAt ? {} : { claim: null }),
    }
    const write = async (values: Partial<JobRow>, where: WhereOptions<JobRow>) => {
      const [changed] = await retried(() => table.update(values, { where }))
      return changed === 1
    }
    const current = revision ? { ...mine, revision } : mine
    if (await write({ ...state, nextRunAt: job.nextRunAt }, current as WhereOptions<JobRow>)) return
    if (await write(state, mine)) return
    throw new Error(`job ${id} (${name}) is gone, set anew, or claimed by another hub`)
  }

  return {
    connect: async () => {},
    getJobById: byId,
    queryJobs: options => queryJobs(table, options),
    getJobsOverview: () => overview(table),
    getDistinctJobNames: () => distinctNames(table),
    getQueueSize: () => table.count({ where: { nextRunAt: { [Op.lt]: new Date() } } }),
    async removeJobs(options) {
      const where = await chosen(options)
      return where ? table.destroy({ where }) : 0
    },
    async removeUnique(name, unique) {
      await table.destroy({ where: { uniqueKey: uniqueKey(name, 'normal', unique) } })
    },
    async removeFinished(id) {
      await table.destroy({ where: { id, nextRunAt: null, lockedAt: null, repeatInterval: null } })
    },
    purgeAllJobs: () => table.destroy({ where: {} }),
    disableJobs: options => change(options, { disabled: true }),
    enableJobs: options => change(options, { disabled: false }),
    async saveJob<Data = unknown>(
      job: JobParameters<Data>,
      options?: JobRepositoryOptions,
    ): Promise<JobParameters<Data>> {
      const saved = await table.findByPk(await save(job, options?.lastModifiedBy ?? null))
      return saved ? toParameters<Data>(saved.get({ plain: true })) : job
    },
    async saveJobState(job: JobParameters & Claimed, options) {
      const id = String(job._id)
      const starts = job.lockedAt !== undefined
      if (starts) running.add(id)
      try {
        await saveState(job, options?.lastModifiedBy ?? null)
      } catch (error) {
        ended(id, job.claim)
        throw error
      }
      if (!starts) ended(id, job.claim)
    },
    async lockJob(job, options) {
      if (!job._id) return undefined
      const { _id: id, name, nextRunAt } = job
      const set = { lockedAt: new Date(), claim: v7(), lastModifiedBy: options?.lastModifiedBy ?? null }
      const [changed] = await table.update(set, { where: { id, name, nextRunAt, lockedAt: null, disabled: false } })
      return changed === 1 ? ((await byId(id)) ?? undefined) : undefined
    },
    async unlockJob(job: JobParameters & Claimed) {
      const { _id: id, claim } = job
      const mine = claim ? { claim } : {}
      if (id)
        await table.update(
          { lockedAt: null, claim: null },
          { where: { id, nextRunAt: { [Op.ne]: null }, ...mine } as WhereOptions<JobRow> },
        )
    },
    async unlockJobs(ids: (JobId | string)[]) {
      for (const id of ids.map(String)) {
        const claim = claims.get(id)
        // Another hub's by now.
        if (!claim) continue
        await table.update({ lockedAt: null, claim: null }, { where: { id, claim } })
        claims.delete(id)
      }
    },
    async getNextJobToRun(name, until, lockDeadline, now = new Date(), options) {
      const by = options?.lastModifiedBy ?? null
      const row = await claimNext(sequelize, table, { name, until, lockDeadline, now, by })
      if (!row) return undefined
      if (row.claim) claims.set(row.id, row.claim)
      return toParameters(row)
    },
    idle: () => (running.size === 0 ? Promise.resolve() : new Promise(resolve => whenIdle.push(resolve))),
  }
}

/** Agenda's debounce: the time moves on with every call (trailing), or stays with the first (leading). */
function debounced({ uniqueOpts, nextRunAt }: JobParameters<unknown>, current?: JobRow): Partial<JobRow> {
  const rule = uniqueOpts?.debounce
  if (!rule) return {}
  const now = Date.now()
  const started = current?.debounceStartedAt ?? new Date(now)
  if (rule.strategy === 'leading')
    return { nextRunAt: current ? current.nextRunAt : nextRunAt, debounceStartedAt: started }
  if (rule.maxWait !== undefined && now - started.getTime() >= rule.maxWait) {
    return { nextRunAt: new Date(now), debounceStartedAt: null }
  }
  return { nextRunAt: new Date(now + rule.delay), debounceStartedAt: started }
}
