import { describe, expect, test } from 'vitest'
import { HubError } from '../../../core/error.ts'
import { people, twoOrganisations } from '../../../test/harness/plugin-hub.ts'
import type { OwnNumber } from '../../directory/contract.ts'
import type { OwnerAsked } from '../contract/versions.ts'
import { type Asking, ownersOf } from './owners.ts'

const number = (id: string, kind: OwnNumber['kind'], organisation = 'norrsken') =>
  ({ id, kind, organisation, name: id, e164: undefined, short: '1', person: undefined }) as const
const numbers = [number('switchboard', 'group'), number('support', 'queue'), number('site', 'group', 'fjallstrom')]
const ownerFor = ownersOf({ ...twoOrganisations, number: id => numbers.find(one => one.id === id) })

const { anna, cecilia, david, gustav } = people
const asking = ({ id, organisation, role }: typeof anna): Asking => ({ person: id, organisation, role })
const asked = (scope: OwnerAsked['scope'], owner: string): OwnerAsked => ({ scope, owner })

const answer = (of: OwnerAsked, person: typeof anna) => {
  try {
    return ownerFor(of, asking(person))
  } catch (error) {
    return { refused: error instanceof HubError && error.code }
  }
}

describe.each([
  ['the organisation', asked('organisation', 'norrsken'), [david]],
  ['a number', asked('number', 'switchboard'), [david]],
  ['a queue', asked('queue', 'support'), [david]],
  ['Anna', asked('person', 'anna'), [anna]],
])('rules of %s', (_, of, may) => {
  test.each([anna, cecilia, david, gustav])('for $name', person => {
    expect(answer(of, person)).toEqual(
      may.includes(person)
        ? { ...of, organisation: 'norrsken' }
        : { refused: person.organisation === 'norrsken' ? 'rules.not-yours' : 'rules.owner-not-found' },
    )
  })
})

test.each([
  asked('organisation', 'fjallstrom'),
  asked('number', 'site'),
  asked('number', 'support'),
  asked('queue', 'switchboard'),
  asked('number', 'nowhere'),
  asked('person', 'nobody'),
  asked('person', 'gustav'),
])('there is no $scope $owner for Norrsken', of => {
  expect(() => ownerFor(of, asking(david))).toThrow(expect.objectContaining({ code: 'rules.owner-not-found' }))
})
