import { expect, test, vi } from 'vitest'
import type { SessionEnds } from '../../core/access/session-ends.ts'
import type { Hub } from '../../core/hub.ts'
import type { AppDevice, AppDevices } from '../directory/contract.ts'
import { endWithSessions } from './secrets.ts'

function bench(given: AppDevice[], standing: Record<string, readonly string[]>) {
  let ended: (person: string) => void = () => {}
  let start: () => void | Promise<void> = () => {}
  let hourly: () => Promise<void> = async () => {}
  const warned = vi.fn<() => void>()
  const devices: AppDevices = {
    renew: () => Promise.reject(new Error('not asked for here')),
    given: async person => given.filter(device => person === undefined || device.person === person),
    remove: async device => void given.splice(given.indexOf(device), 1),
  }
  const sessions: SessionEnds = {
    onEnd(listener) {
      ended = listener
    },
    standing: async person => {
      const ids = standing[person]
      if (!ids) throw new Error('the database is away')
      return new Set(ids)
    },
  }
  const hub = {
    log: { warn: warned },
    job(_: string, _schema: unknown, run: () => Promise<void>) {
      hourly = run
      return { every: async () => {} }
    },
    onStart(run: () => void) {
      start = run
    },
  } as unknown as Hub
  const gone = vi.fn<() => void>()
  endWithSessions(hub, devices, sessions, gone)
  return { ended: (person: string) => ended(person), start: () => start(), hourly: () => hourly(), warned, gone }
}

const of = (person: string, session: string): AppDevice => ({ organisation: 'north', person, session })

test('a secret goes when its session ends, and nobody else’s does', async () => {
  const given = [of('anna', 'laptop'), of('anna', 'phone'), of('björn', 'gone too')]
  const { ended, gone } = bench(given, { anna: ['phone'], björn: [] })
  ended('anna')
  await vi.waitFor(() => expect(gone).toHaveBeenCalledOnce())
  expect(given).toEqual([of('anna', 'phone'), of('björn', 'gone too')])
})

test('those that ended while no hub listened go at the start, and with the hour', async () => {
  const given = [of('anna', 'one'), of('björn', 'two')]
  const standing: Record<string, string[]> = { anna: [], björn: ['two'] }
  const { start, hourly } = bench(given, standing)
  await start()
  expect(given).toEqual([of('björn', 'two')])
  standing.björn = []
  await hourly()
  expect(given).toEqual([])
})

test('with the database away it is said, and nothing is taken for ended', async () => {
  const given = [of('anna', 'one')]
  const { ended, warned } = bench(given, {})
  ended('anna')
  await vi.waitFor(() => expect(warned).toHaveBeenCalled())
  expect(given).toHaveLength(1)
})
