import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ActionContext, Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { mostDiversions } from './answer.ts'
import type { CallData, OutgoingData } from './contract.ts'
import { divertedBy, forwarder, passedBy } from './forward.ts'

/** Short numbers. */
const names = ['1000', '1001', '1002', '1003', '1004', '1005', '1006', '1007'] as const
const mobile = '+46701740620'

const directory = {
  organisation: () => ({ country: 'SE' }),
  person: (id: string) => ({
    number: id === '1007' ? undefined : `+4684650040${names.indexOf(id as '1000')}`,
    short: id,
  }),
  destination: (to: string) =>
    names.includes(to as '1000')
      ? { kind: 'person', number: `number-${to}`, organisation: 'o', person: { id: to, name: to, short: to } }
      : undefined,
} as unknown as Directory

interface End {
  readonly at: string
  readonly data: CallData | OutgoingData
  readonly visited: readonly string[]
}

/** Everybody forwards as `table` says, and rings where that can't be done. */
function call(table: Readonly<Record<string, string>>, first: string, number = '+46701740607'): Promise<End> {
  const visited: string[] = []
  async function reached(data: CallData | OutgoingData): Promise<End> {
    if (!('callee' in data)) return { at: data.dialled, data, visited }
    const at = data.callee.person ?? ''
    visited.push(at)
    const to = table[at]
    if (to === undefined) return { at, data, visited }
    const context = { occurrence: { organisation: 'o', data } } as unknown as ActionContext
    try {
      return (await forward({ to, reason: 'unconditional' }, context)) as End
    } catch {
      return { at, data, visited }
    }
  }
  const ask = async (_: unknown, { data }: { data: CallData | OutgoingData }) => ({ result: await reached(data) })
  const forward = forwarder({ ask } as unknown as Pick<Hub, 'ask'>, {
    directory,
    hides: person => person === '1002',
  })
  const callee = { kind: 'person' as const, person: first, name: first, people: [first], numberId: `number-${first}` }
  return reached({
    ...{ call: 'c', callId: 'c', dialled: first, diversions: 0 },
    caller: { number, hidden: false },
    callee,
  })
}

test('whatever people have set, a call comes to somebody, to nobody twice, and is sent on five times at most', async () => {
  const somewhere = fc.option(fc.constantFrom(...names, mobile), { nil: undefined })
  const table = fc.record(Object.fromEntries(names.map(name => [name, somewhere])))
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(...names), async (set, first) => {
      const { at, data, visited } = await call(set as Record<string, string>, first)
      expect(new Set(visited).size).toBe(visited.length)
      expect(data.diversions).toBeLessThanOrEqual(mostDiversions)
      expect(data.diverted?.length ?? 0).toBe(data.diversions)
      expect([...names, mobile]).toContain(at)
    }),
  )
})

test('A to B and B to A: it rings at B', async () => {
  expect((await call({ 1000: '1001', 1001: '1000' }, '1000')).visited).toEqual(['1000', '1001'])
  expect((await call({ 1000: '1000' }, '1000')).at).toBe('1000')
})

test('who calls from the mobile that her calls go to reaches her phones', async () => {
  expect((await call({ 1000: mobile }, '1000', mobile)).at).toBe('1000')
  expect((await call({ 1000: mobile }, '1000')).at).toBe(mobile)
})

test('the other network is told who sent it on last, and how often that was done', async () => {
  const { data } = await call({ 1000: '1001', 1001: mobile }, '1000')
  expect(data).toMatchObject({ caller: { person: '1001', number: '+46846500401' } })
  expect(divertedBy(data as OutgoingData)).toEqual({
    ...{ number: '+46846500401', reason: 'unconditional', counter: 2 },
    hidden: false,
  })
})

test('whom it was for is told in order: inside by any number, outside by those that can be dialled there', async () => {
  const { data } = await call({ 1007: '1002', 1002: '1003' }, '1007')
  const reason = 'unconditional'
  const last = { number: '+46846500402', reason, hidden: true }
  expect(passedBy(data, 'inside')).toEqual([{ number: '1007', reason, hidden: false }, last])
  expect(passedBy(data, 'outside')).toEqual([last])
})
