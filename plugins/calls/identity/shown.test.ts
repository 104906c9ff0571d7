import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { people, twoOrganisations } from '../../../test/harness/plugin-hub.ts'
import { type OutgoingData, prefixFor, shownKinds, type Wished, wishIn } from '../contract.ts'
import { showing } from './desk.ts'
import { networkNumber, shownFor } from './shown.ts'

const växel = { name: 'Växel', e164: '+46846500400', short: '1000', members: ['anna'] }
const ours = { name: 'Ekonomi', e164: '+46846500450', short: '1050', members: ['david'] }
const theirs = { name: 'Fjällväxel', e164: '+46313900600', short: '1000', members: ['gustav'] }
const directory = {
  person: (id: string) => twoOrganisations.person(id),
  groups: (organisation: string) => (organisation === 'norrsken' ? [växel, ours] : [theirs]),
}
const call: OutgoingData = {
  ...{ call: 'c', callId: 'i', dialled: '+46701740620', diversions: 0 },
  caller: { person: 'anna', number: people.anna.number, hidden: false },
}
const known = (chosen?: Wished, mobile?: string) => ({ directory, mobileOf: () => mobile, chosen: () => chosen })

describe('what shows', () => {
  test('the wish for this call before the choice for all, and that before the landline number', () => {
    expect(shownFor(call, known())).toMatchObject({ shows: 'landline', number: people.anna.number, by: 'standard' })
    expect(shownFor(call, known({ shows: 'hidden' }))).toEqual({ shows: 'hidden', by: 'person' })
    const wish: Wished = { shows: 'number', number: '1000' }
    expect(shownFor({ ...call, wish }, known({ shows: 'hidden' }))).toMatchObject({ number: växel.e164, by: 'call' })
    expect(shownFor({ ...call, wish: { shows: 'mobile' } }, known(undefined, '+46701740630'))).toMatchObject({
      number: '+46701740630',
      by: 'call',
    })
  })

  test('a call that is sent on shows by whom, whatever she chose', () => {
    const diverted = [{ numberId: 'n', number: people.anna.number, reason: 'unconditional' as const }]
    expect(shownFor({ ...call, diverted }, known({ shows: 'hidden' }))).toMatchObject({ shows: 'landline' })
  })

  test('never a number that is not hers: another group’s, another organisation’s, anybody’s', () => {
    const mine: readonly (string | undefined)[] = [undefined, people.anna.number, växel.e164]
    const number = fc.oneof(
      fc.constantFrom(ours.e164, ours.short, theirs.e164, växel.short, '+46701740630', people.gustav.number),
      fc.string(),
    )
    const wish = fc.record({ shows: fc.constantFrom(...shownKinds), number }, { requiredKeys: ['shows'] })
    fc.assert(
      fc.property(wish, wish, (forCall, forAll) => {
        expect(mine).toContain(shownFor({ ...call, wish: forCall }, known(forAll)).number)
      }),
    )
  })

  test('who has no number shows none, and the network knows her by the main number', () => {
    const caller = { person: 'anna', hidden: false }
    expect(shownFor({ ...call, caller }, known())).toEqual({ shows: 'hidden', by: 'standard' })
    expect(networkNumber(caller, 'norrsken', directory)).toBe(växel.e164)
  })
})

test('what is dialled before a number is read as it was meant', () => {
  const to = fc.stringMatching(/^\+?[1-9]\d{3,12}$/)
  const wish = fc.oneof(
    fc.constantFrom<Wished>({ shows: 'hidden' }, { shows: 'landline' }, { shows: 'mobile' }),
    fc.stringMatching(/^\d{2,6}$/).map((number): Wished => ({ shows: 'number', number })),
  )
  fc.assert(
    fc.property(to, wish, (dialled, wish) => {
      expect(wishIn(prefixFor(wish) + dialled)).toEqual({ wish, dialled })
    }),
  )
  for (const dialled of ['0701740620', '*31*', '#31', '1002', '+4670', '*98', '*31'])
    expect(wishIn(dialled)).toEqual({ dialled })
  expect(wishIn('*31%230701740620')).toEqual({ wish: { shows: 'landline' }, dialled: '0701740620' })
})

describe('what a desk phone shows', () => {
  const maria = { number: '+46701740605', hidden: false }
  const anna = { kind: 'person' as const, name: 'Anna', people: ['anna'], numberId: 'n' }
  const group = { ...anna, kind: 'group' as const, name: 'Växel' }
  const shows = (desk: 'name' | 'number' | 'both', caller: object = maria, callee: object = anna, name?: string) =>
    showing({ caller, callee } as Parameters<typeof showing>[0], { name, desk, country: 'SE' }).name

  test.each([
    ['name', maria, anna, 'Maria Holm', 'Maria Holm'],
    ['number', maria, anna, 'Maria Holm', '0701740605'],
    ['both', maria, anna, 'Maria Holm', 'Maria Holm 0701740605'],
    ['both', { ...maria, number: '+4722123456' }, anna, undefined, '+4722123456'],
    ['name', maria, group, 'Maria Holm', 'Växel: Maria Holm'],
    ['name', maria, group, undefined, 'Växel: 0701740605'],
    ['both', { hidden: true }, group, undefined, undefined],
    ['name', { ...maria, hidden: true }, anna, 'Maria Holm', undefined],
  ] as const)('%s of %j at %j', (desk, caller, callee, name, shown) => {
    expect(shows(desk, caller, callee, name)).toBe(shown)
  })
})
