import { describe, expect, test } from 'vitest'
import { fakeVoice } from '../../connectors/voice/fake.ts'
import type { ReadFact } from '../../core/hub.ts'
import { people, twoOrganisations } from '../../test/harness/plugin-hub.ts'
import type { RingingCall } from '../calls/contract.ts'
import type { Directory, Person } from '../directory/contract.ts'
import { sameDepartment } from './contract.ts'
import { provideRinging } from './ringing.ts'
import { openTaking } from './taking.ts'

const { anna, cecilia, david } = people
const sales = [
  { ...anna, team: 'Sales' },
  { ...cecilia, team: 'Sales' },
  { ...david, team: 'IT' },
]
const ringing = (call: string, at: number): RingingCall => ({
  ...{ call, callId: call, since: new Date(at) },
  caller: { number: '+46701740607', hidden: false },
})

/** What the fact says to `by`, who dials, of what rings at whom. */
function told(
  by: Person,
  dialled: string,
  rings: Record<string, readonly RingingCall[]>,
  all: readonly Person[] = sales,
) {
  const directory: Directory = {
    ...twoOrganisations,
    people: () => all,
    person: id => all.find(one => one.id === id),
    destination(short) {
      const person = all.find(one => one.short === short)
      const at = { number: 'n', organisation: 'norrsken' }
      if (short === '1000') return { ...at, kind: 'group', name: 'Växel', members: [anna, david] }
      return person && { ...at, kind: 'person', person }
    },
  }
  let read: ReadFact<{ code: string }, unknown> = () => undefined
  const fact = (_: unknown, given: unknown) => {
    read = given as typeof read
  }
  provideRinging({ fact }, { directory, calls: { ringingAt: id => rings[id] ?? [] } })
  const occurrence = { data: { dialled }, parties: { caller: { person: by.id } } }
  return read({ code: '*8' }, occurrence as never, new AbortController().signal)
}

describe('what rings', () => {
  test('at a colleague, of the own department or another', () => {
    const rings = { [anna.id]: [ringing('a', 1)] }
    expect(told(cecilia, `*8${anna.short}`, rings)).toEqual({
      rings: true,
      department: true,
      at: anna.name,
      callId: 'a',
    })
    expect(told(david, `*8${anna.short}`, rings)).toMatchObject({ rings: true, department: false })
    expect(told(cecilia, `*8${david.short}`, rings)).toEqual({ rings: false, department: false, at: david.name })
  })

  test('longest in the own department', () => {
    const rings = {
      [anna.id]: [ringing('late', 3), ringing('a', 2)],
      [cecilia.id]: [ringing('b', 1)],
      [david.id]: [ringing('c', 0)],
    }
    expect(told(anna, '*8', rings)).toMatchObject({ rings: true, department: true, callId: 'b' })
    expect(told(anna, '*8', { [david.id]: [ringing('c', 0)] })).toEqual({ rings: false, department: false })
  })

  test('at a group, for its members', () => {
    const rings = { [anna.id]: [ringing('a', 1)] }
    expect(told(david, '*81000', rings)).toMatchObject({ rings: true, department: true })
  })

  test('nowhere that a number leads', () => {
    expect(told(anna, '*89999', {})).toEqual({ rings: false, department: false })
    expect(told(anna, '0701740607', { [cecilia.id]: [ringing('b', 1)] })).toEqual({ rings: false, department: false })
  })

  test('in an organisation without departments is everybody’s', () => {
    const [none, other] = [{ team: '' }, { team: '' }]
    expect(sameDepartment(none, other, [none, other])).toBe(true)
    expect(sameDepartment(none, other, [none, other, { team: 'IT' }])).toBe(false)
    expect(sameDepartment(none, { team: 'IT' }, [])).toBe(false)
  })
})

test('whoever takes a call that is gone by then is told so', async () => {
  const voice = fakeVoice()
  await voice.start()
  const asked: unknown[] = []
  const there = [true, false]
  const taking = openTaking(
    { action() {} },
    {
      directory: twoOrganisations,
      calls: {} as never,
      voice,
      telephony: {
        async ringAlso(...given) {
          asked.push(given)
          return there.shift() ?? false
        },
      },
      speech: { say: async () => '/sorry.mp3', available: async () => true, recordings: () => {} },
    },
  )
  const about = 'transfer:{"kind":"taking","call":"c","callId":"a","own":"o","person":"anna"}'
  const question = { kind: 'ask', about, callId: 'o', leg: 'leg', name: 'take', digits: '' } as const
  const [first, ...rest] = (await taking.answer(question)) ?? []
  expect(first).toMatchObject({ do: 'wait' })
  expect(await taking.answer(question)).toEqual(rest)
  expect(rest.map(step => step.do)).toEqual(['play', 'hangUp'])
  expect(asked).toEqual([
    ['a', expect.stringMatching(/@voice[.]invalid$/)],
    ['a', expect.stringMatching(/@voice[.]invalid$/)],
  ])
  expect(taking.answer({ ...question, about: 'transfer:{"kind":"moved","call":"c"}' })).toBeUndefined()
})
