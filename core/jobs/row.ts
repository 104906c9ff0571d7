/** A job as Agenda knows it, and as it stands in the table. */
import { createHash } from 'node:crypto'
import { type JobParameters, toJobId } from 'agenda'
import { DataTypes, type Model, type ModelStatic, type Sequelize } from 'sequelize'
import { columnsFor, id, longText, time } from '../database/columns.ts'

export interface JobRow {
  id: string
  name: string
  type: 'normal' | 'single'
  /** What there may be one of: see `uniqueKey`. */
  uniqueKey: string | null
  /** Changes with every new time or data: whoever claimed an older one doesn't write over it. */
  revision: string
  /** Changes with every claim: who claimed it before has lost it. */
  claim: string | null
  priority: number
  data: string
  disabled: boolean
  nextRunAt: Date | null
  lockedAt: Date | null
  lastRunAt: Date | null
  lastFinishedAt: Date | null
  failedAt: Date | null
  failCount: number | null
  failReason: string | null
  progress: number | null
  repeatInterval: string | null
  repeatTimezone: string | null
  repeatAt: string | null
  startDate: Date | null
  endDate: Date | null
  skipDays: string | null
  debounceStartedAt: Date | null
  lastModifiedBy: string | null
}

const { STRING, INTEGER, BOOLEAN, FLOAT, TEXT, CHAR } = DataTypes

export const attributes = {
  id: { type: id, primaryKey: true, allowNull: false },
  name: { type: STRING(190), allowNull: false },
  type: { type: STRING(10), allowNull: false },
  uniqueKey: { type: CHAR(64), unique: true },
  revision: { type: id, allowNull: false },
  claim: { type: id },
  priority: { type: INTEGER, allowNull: false, defaultValue: 0 },
  data: { type: longText, allowNull: false },
  disabled: { type: BOOLEAN, allowNull: false, defaultValue: false },
  nextRunAt: { type: time },
  lockedAt: { type: time },
  lastRunAt: { type: time },
  lastFinishedAt: { type: time },
  failedAt: { type: time },
  failCount: { type: INTEGER },
  failReason: { type: TEXT },
  progress: { type: FLOAT },
  repeatInterval: { type: STRING(190) },
  repeatTimezone: { type: STRING(64) },
  repeatAt: { type: STRING(190) },
  startDate: { type: time },
  endDate: { type: time },
  skipDays: { type: STRING(40) },
  debounceStartedAt: { type: time },
  lastModifiedBy: { type: STRING(190) },
} as const

export type JobTable = ModelStatic<Model<JobRow, Partial<JobRow>>>

export const jobTable = (sequelize: Sequelize): JobTable =>
  sequelize.define('core_jobs', columnsFor(sequelize.getDialect(), attributes), {
    tableName: 'core_jobs',
    timestamps: false,
    underscored: true,
  })

/** Agenda hands what we give it back with `saveJobState`, so a claim travels with the job. */
export type Claimed = { readonly claim?: string; readonly revision?: string }

/** One of a name (`every`), or one of a name and key (`unique`). NULLs are distinct, so any number of others. */
export function uniqueKey(
  name: string,
  type: string,
  unique: Readonly<Record<string, unknown>> | undefined,
): string | null {
  if (type !== 'single' && !unique) return null
  const what = type === 'single' ? 'single' : Object.entries(unique ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([name, what]))
    .digest('hex')
}

export function toParameters<Data = unknown>(row: JobRow): JobParameters<Data> & Claimed {
  const { id, uniqueKey: _, revision, claim, data, nextRunAt, repeatInterval, skipDays, ...others } = row
  const set = Object.entries(others).filter(([, value]) => value !== null)
  return {
    ...(Object.fromEntries(set) as Pick<JobParameters<Data>, 'name' | 'priority' | 'type'>),
    _id: toJobId(id),
    nextRunAt,
    data: JSON.parse(data),
    revision,
    ...(claim === null ? {} : { claim }),
    ...(repeatInterval === null
      ? {}
      : { repeatInterval: /^\d+$/.test(repeatInterval) ? Number(repeatInterval) : repeatInterval }),
    ...(skipDays === null ? {} : { skipDays: JSON.parse(skipDays) }),
  }
}

/** What whoever sets a job decides of it; the rest belongs to whoever runs it. */
export function toRow(job: JobParameters<unknown>): Omit<Partial<JobRow>, 'id'> & Pick<JobRow, 'nextRunAt' | 'name'> {
  return {
    name: job.name,
    type: job.type,
    priority: job.priority,
    data: JSON.stringify(job.data ?? null),
    disabled: job.disabled ?? false,
    nextRunAt: job.nextRunAt,
    repeatInterval: job.repeatInterval === undefined ? null : String(job.repeatInterval),
    repeatTimezone: job.repeatTimezone ?? null,
    repeatAt: job.repeatAt ?? null,
    startDate: job.startDate ?? null,
    endDate: job.endDate ?? null,
    skipDays: job.skipDays ? JSON.stringify(job.skipDays) : null,
  }
}
