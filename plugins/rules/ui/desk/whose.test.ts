import { expect, test } from 'vitest'
import type { RuleOwner } from '../../contract/sets.ts'
import { addressOf, whoseIn } from './whose.ts'

const david = { person: 'david', organisation: 'norrsken', role: 'administrator' } as const
const anna = { person: 'anna', organisation: 'norrsken', role: 'member' } as const

test.each<[path: string, owner: RuleOwner]>([
  ['/rules', { scope: 'organisation', owner: 'norrsken' }],
  ['/rules/organisation', { scope: 'organisation', owner: 'norrsken' }],
  ['/rules/mine', { scope: 'person', owner: 'david' }],
  ['/rules/person/anna', { scope: 'person', owner: 'anna' }],
  ['/rules/queue/kundtjanst', { scope: 'queue', owner: 'kundtjanst' }],
  ['/rules/nonsense/anna', { scope: 'organisation', owner: 'norrsken' }],
])('an administrator at %s', (path, owner) => {
  expect(whoseIn(path, david)).toEqual(owner)
  expect(whoseIn(addressOf(owner, david), david)).toEqual(owner)
})

test('everybody else has but her own, whatever the address', () => {
  for (const path of ['/rules', '/rules/organisation', '/rules/person/david'])
    expect(whoseIn(path, anna)).toEqual({ scope: 'person', owner: 'anna' })
})

test('a rule has an address', () => {
  expect(addressOf({ scope: 'person', owner: 'anna' }, anna, 'efter tre & fyra')).toBe(
    '/rules/mine?rule=efter%20tre%20%26%20fyra',
  )
})
