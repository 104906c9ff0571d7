import { expect, test } from 'vitest'
import { catalogueWith, contracts } from '../../test/harness/cases.ts'
import { describe } from './describe.ts'

const { definitions } = await contracts()
const { facts, actions, events, operators } = describe(catalogueWith(definitions, {}))
const fact = (name: string) => facts.find(one => one.name === name)
const look = (name: string, path?: string) => fact(name)?.looks.find(one => one.path === path)
const param = (action: string, name: string) =>
  actions.find(one => one.name === action)?.params.find(one => one.name === name)

test('the type of a value follows from its schema', () => {
  expect(look('calls.line', '$.state')?.type).toMatchObject({
    kind: 'choice',
    choices: [{ value: 'idle' }, { value: 'ringing' }, { value: 'in-call' }],
  })
  expect(look('calls.reachable')).toMatchObject({ type: { kind: 'boolean' }, operators: ['equal'] })
  expect(look('presence.activity', '$.until')?.type).toEqual({ kind: 'moment', optional: true })
  expect(look('calendar.entry', '$.words')).toMatchObject({ type: { kind: 'text', list: true } })
  expect(param('call.ring', 'seconds')).toMatchObject({
    type: { kind: 'duration', least: 5, most: 120, whole: true },
    standard: 25,
    required: false,
  })
  expect(param('call.reject', 'sipStatus')?.type).toMatchObject({ kind: 'number', least: 400, most: 603 })
})

test('what a schema says of itself comes first', () => {
  expect(look('directory.person', '$.team')?.type).toEqual({ kind: 'team' })
  expect(look('directory.now', '$.time')).toMatchObject({
    type: { kind: 'time-of-day' },
    operators: ['after', 'before'],
  })
  expect(param('call.forward', 'to')).toMatchObject({ type: { kind: 'phone-number' }, required: true })
  expect(fact('presence.activity')?.params).toMatchObject([{ name: 'of', type: { kind: 'role' }, standard: 'callee' }])
})

test('what conditions may not compare is there to be said only', () => {
  expect(look('presence.activity', '$.note')?.operators).toEqual([])
  expect(look('presence.heard')).toMatchObject({ type: { kind: 'phrase' }, operators: [] })
})

test('everything has words, and speaks of events that there are', () => {
  const said = [
    ...events.flatMap(({ roles, say }) => [say, ...roles.map(role => role.say)]),
    ...facts.flatMap(({ say, looks, params }) => [say, ...looks.map(one => one.say), ...params.map(one => one.say)]),
    ...actions.flatMap(({ say, params }) => [say, ...params.map(one => one.say)]),
  ]
  const types = [...facts.flatMap(one => one.looks), ...actions.flatMap(one => one.params)].map(one => one.type)
  const choices = types.flatMap(type => type.choices ?? []).map(one => one.say)
  for (const { sv, en } of [...said, ...choices]) expect([sv, en].filter(words => words.trim() === '')).toEqual([])
  const params = [...facts, ...actions].flatMap(one => one.params.map(param => [one.name, param.name, param.say.sv]))
  expect(params.filter(([, name, words]) => name === words)).toEqual([])
  const known = new Set(events.map(({ name }) => name))
  const spoken = [...facts, ...actions].flatMap(one => one.events ?? [])
  expect(spoken.filter(name => !known.has(name))).toEqual([])
  const names = new Set(operators.map(({ name }) => name))
  expect(facts.flatMap(one => one.looks.flatMap(each => each.operators)).filter(one => !names.has(one))).toEqual([])
})
