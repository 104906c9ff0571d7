import { signal } from '@preact/signals'
import { expect, test, vi } from 'vitest'
import type { App } from '../../../ui/app.ts'
import type { CallEntry } from '../contract.ts'
import { openLog } from './log.ts'

const first = Date.parse('2026-10-09T12:00:00.000Z')
/** Number 0 is the oldest; a minute lies between two. */
const call = (number: number): CallEntry => ({
  id: `call-${number}`,
  startedAt: new Date(first + number * 60_000).toISOString(),
  direction: 'incoming',
  other: { hidden: false },
  seconds: 0,
})
/** Newest first. */
const calls = (from: number, to: number) => Array.from({ length: to - from }, (_, place) => call(to - 1 - place))

type Ask = (definition: unknown, input: { before: string; limit: number }) => Promise<{ calls: readonly CallEntry[] }>

function opened(newest: readonly CallEntry[], pages: readonly CallEntry[] = []) {
  const state = signal({ calls: newest })
  const asked = vi.fn<Ask>(async (_, { before, limit }) => ({
    calls: pages.filter(({ startedAt }) => startedAt < before).slice(0, limit),
  }))
  const view = {
    select: (part: (now: { calls: readonly CallEntry[] }) => unknown) => ({
      get value() {
        return part(state.value)
      },
    }),
    refused: () => undefined,
    again: () => undefined,
  }
  const log = openLog({ live: { view: () => view }, api: { call: asked } } as unknown as Pick<App, 'live' | 'api'>)
  const ids = () => log.calls.value?.map(({ id }) => id)
  return {
    log,
    ids,
    asked,
    show: (next: readonly CallEntry[]) => {
      state.value = { calls: next }
    },
  }
}

const idsOf = (some: readonly CallEntry[]) => some.map(({ id }) => id)

test('fewer than a page: there are no older ones', () => {
  expect(opened(calls(0, 3)).log.older.value).toEqual({ state: 'none' })
})

test('older pages join, each call once, until there are no more', async () => {
  const all = calls(0, 120)
  const { log, ids } = opened(all.slice(0, 50), all)
  expect(log.older.value).toEqual({ state: 'some' })
  await log.showOlder()
  expect(ids()).toHaveLength(99)
  await log.showOlder()
  expect(ids()).toEqual(idsOf(all))
  expect(log.older.value).toEqual({ state: 'none' })
})

test('two that began in the same millisecond are both there, on two pages', async () => {
  const all = calls(0, 51)
  const twin = { ...call(1), id: 'twin' }
  const { log, ids } = opened(all.slice(0, 50), [...all.slice(0, 50), twin, ...all.slice(50)])
  await log.showOlder()
  expect(ids()).toContain('twin')
})

test('what a new call pushes out of the newest stays in sight', () => {
  const { ids, show } = opened(calls(0, 50))
  show(calls(1, 51))
  expect(ids()).toEqual(idsOf(calls(0, 51)))
})

test('one that a colleague answered goes', () => {
  const { ids, show } = opened(calls(0, 50))
  show(calls(0, 50).filter(({ id }) => id !== 'call-49'))
  expect(ids()).not.toContain('call-49')
})

test('after a long time away, only what joins the newest without a gap is shown', async () => {
  const { log, ids, show } = opened(calls(0, 50), calls(0, 50))
  await log.showOlder()
  show(calls(500, 550))
  expect(ids()).toEqual(idsOf(calls(500, 550)))
  expect(log.older.value).toEqual({ state: 'some' })
})

test('older ones can not be fetched: it says so, and can be tried again', async () => {
  const { log, asked } = opened(calls(50, 100), calls(0, 100))
  asked.mockRejectedValueOnce(new TypeError('fetch failed'))
  await log.showOlder()
  expect(log.older.value).toMatchObject({ state: 'failed', problem: expect.stringMatching(/reached|nå/) })
  await log.showOlder()
  expect(log.older.value).toEqual({ state: 'some' })
})
