/**
 * What is due later: Agenda on our database. A job runs at its time on one hub, at least once: when its hub dies it runs again
 * elsewhere, so jobs are idempotent. One that fails is tried again after 5 s, then ever later, ten times.
 */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { Agenda, type Job as AgendaJob, exponential } from 'agenda'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Database } from '../database/index.ts'
import type { Job } from '../hub.ts'
import { channel } from './channel.ts'
import { jobRepository } from './repository.ts'

export interface Jobs {
  /** `name` is unique in the hub: `<plugin>.<name>`. */
  job<Data>(name: string, schema: z.ZodType<Data>, run: (data: Data) => Promise<void>): Job<Data>
  /** Runs what is overdue, and from then on everything at its time. */
  start(): Promise<void>
  /** Takes no more jobs, and resolves when those that run are done. */
  stop(): Promise<void>
}

export interface JobsOptions {
  readonly log: Logger
  /** How soon a job that another hub set is seen, in milliseconds. */
  readonly scanEvery?: number
  /** How long after a hub's death its jobs are taken over, in milliseconds. */
  readonly lockFor?: number
}

/** Needs the table of migrations.ts. */
export function openJobs(database: Database, { log, scanEvery = 2000, lockFor = 30_000 }: JobsOptions): Jobs {
  const repository = jobRepository(database.sequelize)
  const local = channel()
  const claim = repository.getNextJobToRun.bind(repository)
  const takings = new Set<Promise<unknown>>()
  let stopping = false

  async function take(...args: Parameters<typeof claim>) {
    const job = await claim(...args)
    if (job?._id && stopping) {
      // Agenda gives back what it holds, and doesn't hold this yet: another hub would wait until the lock is over.
      await repository.unlockJobs([job._id])
      return undefined
    }
    if (job?._id && job.nextRunAt && job.nextRunAt.getTime() > Date.now())
      local.lookAt(job._id, job.name, job.nextRunAt)
    return job
  }

  const backend = {
    name: 'Sequelize',
    ownsConnection: false,
    repository: {
      ...repository,
      async getNextJobToRun(...args: Parameters<typeof claim>) {
        const taking = take(...args)
        takings.add(taking)
        try {
          return await taking
        } finally {
          takings.delete(taking)
        }
      },
    },
    notificationChannel: local,
    connect: async () => {},
    disconnect: async () => {},
  }
  const agenda = new Agenda({
    backend,
    processEvery: scanEvery,
    defaultLockLifetime: lockFor,
    maxConcurrency: 20,
    defaultConcurrency: 5,
  })
  const backoff = exponential({ delay: 5000, factor: 2, maxDelay: 600_000, maxRetries: 10 })
  let tidying = Promise.resolve()

  agenda.on('error', error => log.warn({ error }, 'jobs'))
  agenda.on('fail', (error: Error, job: AgendaJob) => log.error({ error, job: job.attrs.name }, 'a job failed'))
  agenda.on('start', (job: AgendaJob) => local.forget(String(job.attrs._id)))
  agenda.on('complete', (job: AgendaJob) => {
    const tidy = repository
      .removeFinished(String(job.attrs._id))
      .catch(error => log.warn({ error }, 'a job that is done'))
    tidying = Promise.all([tidying, tidy]).then(() => undefined)
    // Set anew while it ran.
    local.look(job.attrs.name)
  })

  return {
    job(name, schema, run) {
      const work = async (job: AgendaJob) => {
        const keep = () => void job.touch().catch(error => log.warn({ error, job: name }, 'a job that runs'))
        const timer = setInterval(keep, lockFor / 3)
        try {
          await run(schema.parse(job.attrs.data))
        } finally {
          clearInterval(timer)
        }
      }
      agenda.define(name, (job, settle) => void work(job).then(() => settle(), settle), { backoff })
      return {
        async at(time, key, data) {
          await agenda.create(name, schema.parse(data)).schedule(time).unique({ key }).save()
        },
        async every(cron, timezone, data) {
          await agenda.every(cron, name, schema.parse(data), { timezone })
        },
        cancel: key => repository.removeUnique(name, { key }),
      }
    },
    start: () => agenda.start(),
    async stop() {
      stopping = true
      // What was taken before is Agenda's by then.
      await nextTurn()
      await agenda.stop()
      await Promise.allSettled(takings)
      await repository.idle()
      // Agenda says 'complete' right after the last state is saved.
      await nextTurn()
      await tidying
    },
  }
}
