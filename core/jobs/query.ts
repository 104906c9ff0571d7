/** What is asked about jobs: which ones, how many in which state. State is computed, and data compared, here and not in SQL. */
import { computeJobState, type JobsOverview, type JobsQueryOptions, type JobsResult, type JobWithState } from 'agenda'
import { col, fn, literal, Op, type OrderItem, type WhereOptions, where } from 'sequelize'
import { columnName } from '../database/columns.ts'
import { type JobRow, type JobTable, toParameters } from './row.ts'

export async function queryJobs(table: JobTable, options: JobsQueryOptions = {}): Promise<JobsResult> {
  const { name, names, id, ids, search, includeDisabled, data, state, skip = 0, limit } = options
  const conditions: WhereOptions<JobRow>[] = [
    ...(name ? [{ name }] : names?.length ? [{ name: names }] : []),
    ...(id ? [{ id }] : ids?.length ? [{ id: ids }] : []),
    ...(includeDisabled === false ? [{ disabled: false }] : []),
    ...(search ? [where(fn('instr', fn('lower', col('name')), search.toLowerCase()), Op.gt, 0)] : []),
  ]
  const sort = Object.entries(options.sort ?? {})
  const order = (sort.length > 0 ? sort : Object.entries({ nextRunAt: 'desc', lastRunAt: 'desc' })).flatMap(
    ([attribute, direction]): OrderItem[] => [
      [literal(`${columnName(attribute)} IS NULL`), 'ASC'],
      [attribute, direction === 'asc' ? 'ASC' : 'DESC'],
    ],
  )
  const now = new Date()
  const rows = await table.findAll({ where: { [Op.and]: conditions }, order })
  const found = rows
    .map(row => {
      const job = toParameters(row.get({ plain: true }))
      return { ...job, state: computeJobState(job, now) } as JobWithState
    })
    .filter(job => data === undefined || partOf(data, job.data))
    .filter(job => state === undefined || (state === 'paused' ? job.disabled === true : job.state === state))
  return { jobs: found.slice(skip, limit ? skip + limit : undefined), total: found.length }
}

export async function overview(table: JobTable): Promise<JobsOverview[]> {
  const byName = new Map<string, JobsOverview>()
  const now = new Date()
  for (const row of await table.findAll()) {
    const job = toParameters(row.get({ plain: true }))
    const none = { total: 0, running: 0, scheduled: 0, queued: 0, completed: 0, failed: 0, repeating: 0, paused: 0 }
    const counts = byName.get(job.name) ?? { name: job.name, ...none }
    counts.total += 1
    counts[computeJobState(job, now)] += 1
    if (job.disabled) counts.paused += 1
    byName.set(job.name, counts)
  }
  return [...byName.values()]
}

export async function distinctNames(table: JobTable): Promise<string[]> {
  const rows = await table.findAll({ attributes: ['name'], group: ['name'], order: ['name'] })
  return rows.map(row => row.get().name)
}

/** Objects by the keys asked for, lists by membership, everything else by value. */
export function partOf(wanted: unknown, there: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(there) && wanted.every(one => there.some(other => partOf(one, other)))
  }
  if (typeof wanted !== 'object' || wanted === null) return wanted === there
  if (typeof there !== 'object' || there === null) return false
  return Object.entries(wanted).every(([key, one]) => partOf(one, (there as Record<string, unknown>)[key]))
}
