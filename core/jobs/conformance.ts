/** What Agenda asks of a repository, method by method (https://github.com/agenda/agenda, JobRepository), and what ours promises beyond it. */
import { type JobParameters, toJobId } from 'agenda'
import { beforeEach, describe, expect, test } from 'vitest'
import { from, job, minute, queryConformance } from './conformance-queries.ts'
import type { Repository } from './repository.ts'
import type { Claimed } from './row.ts'

type Job = JobParameters & Claimed

/** `two` gives two repositories on one new empty table, as two hubs have them. */
export function jobRepositoryConformance(two: () => Promise<readonly [Repository, Repository]>): void {
  let one: Repository
  let other: Repository
  beforeEach(async () => {
    ;[one, other] = await two()
    await one.connect()
  })

  const save = (params: JobParameters) => one.saveJob(params, { lastModifiedBy: 'test' })
  const claim = (name = 'a', who = one, lockLifetime = minute, until = from(minute)): Promise<Job | undefined> =>
    who.getNextJobToRun(name, until, from(-lockLifetime), undefined, { lastModifiedBy: 'test' })
  const idOf = ({ _id }: JobParameters) => String(_id)
  const get = async (id: string) => {
    const found = await one.getJobById(id)
    if (!found) throw new Error(`no job ${id}`)
    return found
  }

  describe('saving', () => {
    test('gives an id, and everything back', async () => {
      const given = job('a', {
        data: { text: 'å', list: [1, null], deep: { yes: true } },
        priority: 10,
        nextRunAt: new Date('2030-01-02T03:04:05.678Z'),
        repeatTimezone: 'Europe/Stockholm',
        skipDays: [0, 6],
        startDate: new Date('2029-01-01T00:00:00.001Z'),
        endDate: new Date('2031-01-01T00:00:00.001Z'),
      })
      const saved = await save(given)
      expect(await get(idOf(saved))).toMatchObject(given)
    })

    test.each([[5000], ['5 minutes'], ['*/5 * * * *']])('keeps the interval %s', async repeatInterval => {
      expect((await get(idOf(await save(job('a', { repeatInterval }))))).repeatInterval).toBe(repeatInterval)
    })

    test('by id changes that one, and no other of its name', async () => {
      const first = await save(job('a', { data: { n: 1 } }))
      const second = await save(job('a', { data: { n: 2 } }))
      await save({ ...first, data: { n: 3 } })
      expect((await get(idOf(first))).data).toEqual({ n: 3 })
      expect((await get(idOf(second))).data).toEqual({ n: 2 })
    })

    test('an unknown id is no job', async () => {
      expect(await one.getJobById('none')).toBeNull()
    })

    test('single: one of a name, whoever saves it first', async () => {
      const times = Array.from({ length: 6 }, (_, n) => n)
      const saved = await Promise.all(
        times.map(n => (n % 2 ? one : other).saveJob(job('a', { type: 'single', data: { n } }), undefined)),
      )
      expect(new Set(saved.map(idOf)).size).toBe(1)
      await save(job('b', { type: 'single' }))
      expect((await one.queryJobs()).total).toBe(2)
    })

    test('single: saved again with the same interval keeps what is due, with another one doesn’t', async () => {
      const due = from(-5000)
      const every = (repeatInterval: string, nextRunAt: Date) => job('a', { type: 'single', repeatInterval, nextRunAt })
      const id = idOf(await save(every('1 hour', due)))
      await save(every('1 hour', from(minute)))
      expect((await get(id)).nextRunAt).toEqual(due)
      const later = from(2 * minute)
      await save(every('2 hours', later))
      expect((await get(id)).nextRunAt).toEqual(later)
    })

    test('unique: one of a key in a name, in whatever order it is written', async () => {
      const saved = await Promise.all([
        save(job('a', { unique: { x: 1, y: 2 } })),
        other.saveJob(job('a', { unique: { y: 2, x: 1 } }), undefined),
      ])
      expect(new Set(saved.map(idOf)).size).toBe(1)
      await save(job('a', { unique: { x: 2, y: 2 } }))
      await save(job('b', { unique: { x: 1, y: 2 } }))
      expect((await one.queryJobs()).total).toBe(3)
    })

    test('unique: replaces time and data, or nothing where insertOnly says so', async () => {
      const unique = { key: 'k' }
      const id = idOf(await save(job('a', { unique, data: { n: 1 } })))
      const later = from(minute)
      await save(job('a', { unique, data: { n: 2 }, nextRunAt: later }))
      expect(await get(id)).toMatchObject({ data: { n: 2 }, nextRunAt: later })
      await save(job('a', { unique, uniqueOpts: { insertOnly: true }, data: { n: 3 } }))
      expect((await get(id)).data).toEqual({ n: 2 })
    })

    test('debounce: trailing moves the time on, leading keeps it, maxWait ends it', async () => {
      const save2 = async (
        key: string,
        debounce: { delay: number; maxWait?: number; strategy?: 'trailing' | 'leading' },
      ) => {
        const params = job('a', { unique: { key }, uniqueOpts: { debounce }, nextRunAt: from(-1000) })
        await save(params)
        return (await save(params)).nextRunAt?.getTime() ?? 0
      }
      expect(await save2('t', { delay: minute })).toBeGreaterThan(Date.now() + minute / 2)
      expect(await save2('l', { delay: minute, strategy: 'leading' })).toBeLessThan(Date.now())
      expect(await save2('m', { delay: minute, maxWait: 0 })).toBeLessThanOrEqual(Date.now())
    })
  })

  describe('claiming', () => {
    test('takes each job once, however many ask', async () => {
      const ids = await Promise.all(Array.from({ length: 12 }, async () => idOf(await save(job('a')))))
      const claimed = await Promise.all(Array.from({ length: 16 }, (_, n) => claim('a', n % 2 ? one : other)))
      const taken = claimed.flatMap(found => (found ? [idOf(found)] : []))
      while (taken.length < ids.length) {
        const more = await claim()
        if (!more) break
        taken.push(idOf(more))
      }
      expect([...taken].sort()).toEqual([...ids].sort())
      expect(await claim()).toBeUndefined()
    })

    test('takes the earliest, of those the most important', async () => {
      const at = from(-5000)
      await save(job('a', { data: 'late', nextRunAt: from(-1000), priority: 20 }))
      await save(job('a', { data: 'low', nextRunAt: at, priority: -10 }))
      await save(job('a', { data: 'high', nextRunAt: at, priority: 10 }))
      expect([(await claim())?.data, (await claim())?.data, (await claim())?.data]).toEqual(['high', 'low', 'late'])
    })

    test('leaves other names, disabled ones, what is not due, and what has no time', async () => {
      await save(job('b'))
      await save(job('a', { disabled: true }))
      await save(job('a', { nextRunAt: from(2 * minute) }))
      await save(job('a', { nextRunAt: null }))
      expect(await claim()).toBeUndefined()
      expect(await claim('a', one, minute, from(3 * minute))).toBeDefined()
    })

    test('locks, and says so', async () => {
      await save(job('a'))
      const now = new Date()
      const claimed = await one.getNextJobToRun('a', from(minute), from(-minute), now, { lastModifiedBy: 'me' })
      expect(claimed).toMatchObject({ lockedAt: now, lastModifiedBy: 'me' })
      expect((await get(idOf(claimed ?? job('a')))).lockedAt).toEqual(now)
    })

    test('takes over what a dead worker locked, and the dead one changes it no more', async () => {
      const id = idOf(await save(job('a')))
      const dead = await claim('a', one)
      expect(await claim('a', other, minute)).toBeUndefined()
      const taken = await claim('a', other, -1)
      expect(taken && idOf(taken)).toBe(id)
      await expect(one.saveJobState({ ...job('a'), ...dead, lastRunAt: new Date() }, undefined)).rejects.toThrow(
        'claimed by another',
      )
      await one.unlockJobs([id])
      expect((await get(id)).lockedAt).toEqual(taken?.lockedAt)
    })

    test('lockJob takes this one if nobody has it', async () => {
      const saved = await save(job('a'))
      expect((await one.lockJob(saved, undefined))?.lockedAt).toBeInstanceOf(Date)
      expect(await other.lockJob(saved, undefined)).toBeUndefined()
      const { _id, ...without } = saved
      expect(await one.lockJob(without, undefined)).toBeUndefined()
      const disabled = await save(job('b', { disabled: true }))
      expect(await one.lockJob(disabled, undefined)).toBeUndefined()
    })

    test('unlocking gives it back', async () => {
      await save(job('a'))
      await save(job('a'))
      const [first, second] = [await claim(), await claim()]
      if (!first || !second) throw new Error('not claimed')
      await one.unlockJob(first)
      expect((await get(idOf(first))).lockedAt).toBeUndefined()
      await one.unlockJobs([idOf(second)])
      await one.unlockJobs([])
      expect([await claim(), await claim()].filter(Boolean)).toHaveLength(2)
    })
  })

  describe('running', () => {
    async function claimed(params = job('a')): Promise<Job> {
      await save(params)
      const found = await claim(params.name)
      if (!found) throw new Error('not claimed')
      return found
    }
    const begun = (found: Job): Job => ({ ...found, lastRunAt: new Date(), nextRunAt: null })
    const ended = (found: Job): Job => {
      const { lockedAt: _, ...free } = found
      return { ...free, lastFinishedAt: new Date() }
    }

    test('keeps what happened', async () => {
      const found = begun(await claimed())
      const state = { progress: 50, failCount: 2, failReason: 'why', failedAt: from(-500) }
      await one.saveJobState({ ...found, ...state }, { lastModifiedBy: 'me' })
      expect(await get(idOf(found))).toMatchObject({ ...state, lastRunAt: found.lastRunAt, lastModifiedBy: 'me' })
      await one.saveJobState(ended(found), undefined)
      expect((await get(idOf(found))).lockedAt).toBeUndefined()
    })

    test('fails for a job that is gone, or never was', async () => {
      const found = await claimed()
      await one.removeJobs({ id: idOf(found) })
      await expect(one.saveJobState(begun(found), undefined)).rejects.toThrow('is gone')
      await expect(one.saveJobState({ ...job('a'), _id: toJobId('none') }, undefined)).rejects.toThrow('is gone')
      await expect(one.saveJobState(job('a'), undefined)).rejects.toThrow('without an id')
    })

    test('set anew before it began: the old one doesn’t begin, the new one is free', async () => {
      const unique = { key: 'k' }
      const found = await claimed(job('a', { unique }))
      await save(job('a', { unique, data: 'new' }))
      await expect(one.saveJobState(begun(found), undefined)).rejects.toThrow('set anew')
      expect((await claim('a', other))?.data).toBe('new')
    })

    test('set anew while it runs: it keeps its lock, and then its new time', async () => {
      const unique = { key: 'k' }
      const found = begun(await claimed(job('a', { unique })))
      await one.saveJobState(found, undefined)
      const again = from(-1)
      await save(job('a', { unique, nextRunAt: again }))
      expect(await claim('a', other)).toBeUndefined()
      await one.saveJobState(ended(found), undefined)
      await one.removeFinished(idOf(found))
      expect((await claim('a', other))?.nextRunAt).toEqual(again)
    })

    test('set anew while it is tidied away: it is there with its new time', async () => {
      const unique = { key: 'k' }
      for (let round = 0; round < 20; round += 1) {
        const found = begun(await claimed(job('a', { unique })))
        await one.saveJobState(found, undefined)
        await one.saveJobState(ended(found), undefined)
        const again = from(-1)
        // By another hub, which found it before it went.
        await Promise.all([
          other.saveJob(job('a', { unique, nextRunAt: again }), undefined),
          one.removeFinished(idOf(found)),
        ])
        expect((await one.queryJobs()).jobs.map(({ nextRunAt }) => nextRunAt)).toEqual([again])
        await one.removeJobs({ name: 'a' })
      }
    })

    test('a finished one goes, one with a time or a lock stays', async () => {
      const found = begun(await claimed())
      await one.saveJobState(found, undefined)
      await one.removeFinished(idOf(found))
      expect(await one.getJobById(idOf(found))).not.toBeNull()
      await one.saveJobState(ended(found), undefined)
      await one.removeFinished(idOf(found))
      expect(await one.getJobById(idOf(found))).toBeNull()
      const waits = await save(job('a'))
      await one.removeFinished(idOf(waits))
      expect(await one.getJobById(idOf(waits))).not.toBeNull()
    })

    test('idle waits for what began here', async () => {
      await one.idle()
      const found = begun(await claimed())
      await one.saveJobState(found, undefined)
      const order: string[] = []
      const idle = one.idle().then(() => order.push('idle'))
      await other.idle()
      order.push('before')
      await one.saveJobState(ended(found), undefined)
      await idle
      expect(order).toEqual(['before', 'idle'])
    })
  })

  queryConformance(() => one)
}
