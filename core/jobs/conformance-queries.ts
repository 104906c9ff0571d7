/** The part of a repository's contract that asks, removes and disables. */
import type { JobParameters } from 'agenda'
import { describe, expect, test } from 'vitest'
import type { Repository } from './repository.ts'

export const minute = 60_000
/** A time from now, in milliseconds. */
export const from = (ms: number) => new Date(Date.now() + ms)
/** A job that came due a second ago. */
export const job = (name: string, more: Partial<JobParameters> = {}): JobParameters => ({
  name,
  type: 'normal',
  priority: 0,
  nextRunAt: from(-1000),
  data: {},
  ...more,
})

export function queryConformance(one: () => Repository): void {
  const save = (params: JobParameters) => one().saveJob(params, { lastModifiedBy: 'test' })
  const idOf = ({ _id }: JobParameters) => String(_id)
  const claim = () => one().getNextJobToRun('a', from(minute), from(-minute), undefined, undefined)

  describe('asking', () => {
    test('by name, id, data, state, words', async () => {
      const first = await save(job('Mail.Send', { data: { to: 'x', list: [1, 2] }, nextRunAt: from(minute) }))
      const second = await save(job('sync', { data: { to: 'y' } }))
      await save(job('sync', { disabled: true }))
      const total = async (options: Parameters<Repository['queryJobs']>[0]) => (await one().queryJobs(options)).total
      expect(await total({})).toBe(3)
      expect(await total({ name: 'sync' })).toBe(2)
      expect(await total({ names: ['sync', 'Mail.Send'] })).toBe(3)
      expect(await total({ id: idOf(first) })).toBe(1)
      expect(await total({ ids: [idOf(first), idOf(second)] })).toBe(2)
      expect(await total({ data: { to: 'x' } })).toBe(1)
      expect(await total({ data: { list: [2] } })).toBe(1)
      expect(await total({ state: 'scheduled' })).toBe(1)
      expect(await total({ state: 'queued', includeDisabled: false })).toBe(1)
      expect(await total({ state: 'paused' })).toBe(1)
      expect(await total({ search: 'mail.' })).toBe(1)
      expect(await total({ search: '%' })).toBe(0)
    })

    test('in order, page by page', async () => {
      for (const [name, seconds] of [
        ['b', 2],
        ['a', 1],
        ['c', 3],
      ] as const)
        await save(job(name, { nextRunAt: from(seconds * 1000) }))
      await save(job('d', { nextRunAt: null }))
      const names = async (options: Parameters<Repository['queryJobs']>[0]) =>
        (await one().queryJobs(options)).jobs.map(({ name }) => name)
      expect(await names({})).toEqual(['c', 'b', 'a', 'd'])
      expect(await names({ sort: { nextRunAt: 'asc' } })).toEqual(['a', 'b', 'c', 'd'])
      expect(await names({ sort: { name: 'desc' }, skip: 1, limit: 2 })).toEqual(['c', 'b'])
      expect((await one().queryJobs({ skip: 1, limit: 2 })).total).toBe(4)
    })

    test('names, counts and the queue', async () => {
      await save(job('b'))
      await save(job('a', { disabled: true }))
      await save(job('a', { nextRunAt: from(minute) }))
      expect(await one().getDistinctJobNames()).toEqual(['a', 'b'])
      expect(await one().getQueueSize()).toBe(2)
      const overview = await one().getJobsOverview()
      expect(overview.find(({ name }) => name === 'a')).toMatchObject({ total: 2, scheduled: 1, queued: 1, paused: 1 })
    })
  })

  describe('removing and disabling', () => {
    test('by id, name, others than names, and data', async () => {
      const first = await save(job('a'))
      const second = await save(job('a', { data: { n: 1, m: 2 } }))
      await save(job('b'))
      await save(job('c'))
      expect(await one().removeJobs({ id: idOf(first) })).toBe(1)
      expect(await one().removeJobs({ name: 'a', data: { n: 2 } })).toBe(0)
      expect(await one().removeJobs({ data: { n: 1 } })).toBe(1)
      expect(await one().getJobById(idOf(second))).toBeNull()
      expect(await one().removeJobs({ notNames: ['b'] })).toBe(1)
      expect(await one().removeJobs({ names: ['b', 'c'] })).toBe(1)
      expect((await one().queryJobs()).total).toBe(0)
    })

    test('nothing asked, nothing removed', async () => {
      await save(job('a'))
      expect(await one().removeJobs({})).toBe(0)
      expect(await one().disableJobs({})).toBe(0)
      expect(await one().purgeAllJobs()).toBe(1)
    })

    test('a disabled one waits until it is enabled', async () => {
      await save(job('a'))
      expect(await one().disableJobs({ name: 'a' })).toBe(1)
      expect(await claim()).toBeUndefined()
      expect(await one().enableJobs({ name: 'a' })).toBe(1)
      expect(await claim()).toBeDefined()
    })

    test('by its unique key', async () => {
      await save(job('a', { unique: { key: 'k' } }))
      await save(job('a', { unique: { key: 'l' } }))
      await one().removeUnique('a', { key: 'k' })
      expect((await one().queryJobs()).total).toBe(1)
    })
  })
}
