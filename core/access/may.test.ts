import { expect, test } from 'vitest'
import type { Allow, Plan, Role } from '../define.ts'
import { featuresOf, may, mustBeAllowed, refusal } from './may.ts'

const features = { recording: ['Business', 'Enterprise'] } satisfies Record<string, Plan[]>
const who = (role: Role, plan: Plan = 'Pro') => ({ person: 'p', organisation: 'o', role, plan, session: 's' })

test.each<[Allow, Role | undefined, string | undefined]>([
  ['anyone', undefined, undefined],
  ['member', undefined, 'access.sign-in'],
  ['member', 'member', undefined],
  ['supervisor', 'member', 'access.forbidden'],
  ['supervisor', 'supervisor', undefined],
  ['member', 'administrator', undefined],
  ['administrator', 'supervisor', 'access.forbidden'],
])('%s asked by %s gives %s', (allow, role, expected) => {
  expect(refusal(allow, role && who(role), features)).toBe(expected)
})

test('a feature needs a plan that has it, and one that nobody declared is nobody’s', () => {
  expect(may({ role: 'member', feature: 'recording' }, who('member', 'Business'), features)).toBe(true)
  expect(refusal({ role: 'member', feature: 'recording' }, who('administrator', 'Pro'), features)).toBe('access.plan')
  expect(may({ role: 'member', feature: 'undeclared' }, who('administrator', 'Enterprise'), features)).toBe(false)
  expect(may({ role: 'member', feature: 'constructor' }, who('administrator', 'Enterprise'), {})).toBe(false)
  expect(featuresOf('Enterprise', features)).toEqual(['recording'])
  expect(featuresOf('Pro', features)).toEqual([])
})

test('a role that came from elsewhere and is none is refused, needed or held', () => {
  expect(may('member', who('guest' as Role), features)).toBe(false)
  expect(may('guest' as Role, who('administrator'), features)).toBe(false)
})

test('refusals are 401 without a session and 403 with one', () => {
  expect(() => mustBeAllowed('member', undefined, features)).toThrow(expect.objectContaining({ status: 401 }))
  expect(() => mustBeAllowed('administrator', who('member'), features)).toThrow(
    expect.objectContaining({ status: 403 }),
  )
})
