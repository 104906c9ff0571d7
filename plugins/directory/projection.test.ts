import { beforeAll, describe, expect, test } from 'vitest'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import type { Destination } from './contract.ts'
import { type TestHub, testHub } from './test-hub.ts'
import { addTwoOrganisations } from './two-organisations.ts'

const leadsTo = (destination: Destination | undefined) => {
  if (!destination) return undefined
  if (destination.kind === 'person') return destination.person.name
  if (destination.kind === 'service') return destination.service
  return destination.members.map(({ name }) => name)
}

eachDatabase('the directory in memory', ({ open }) => {
  let hub: TestHub
  let ids: Awaited<ReturnType<typeof addTwoOrganisations>>
  beforeAll(async () => {
    const database = await open()
    ids = await addTwoOrganisations(database)
    hub = await testHub(database)
  })
  const north = () => ids.north.organisation
  const south = () => ids.south.organisation

  describe('a call from outside', () => {
    test.each([
      ['+46846500402', 'Bo'],
      ['46846500402', 'Bo'],
      ['0046846500402', 'Bo'],
      ['0846500402', 'Bo'],
      ['08-465 004 02', 'Bo'],
      ['+46313900601', 'Gun'],
      ['+46846500400', ['Cia', 'Bo']],
      ['1001', undefined],
      ['+46846500430', undefined],
      ['+46846500499', undefined],
    ])('%s leads to %s', (dialled, expected) => {
      expect(leadsTo(hub.directory.destination(dialled))).toEqual(expected)
    })
  })

  describe('a call from inside', () => {
    test.each([
      ['1001', 'Åsa'],
      ['1000', ['Cia', 'Bo']],
      ['1099', 'voicemail'],
      ['0846500402', 'Bo'],
      // Of the other organisation: out and in again by the public network, or not at all.
      ['+46313900601', undefined],
      ['1010', undefined],
    ])('%s leads to %s', (dialled, expected) => {
      expect(leadsTo(hub.directory.destination(dialled, north()))).toEqual(expected)
    })

    test('the same short number leads to the own organisation’s', () => {
      expect(leadsTo(hub.directory.destination('1001', south()))).toBe('Gun')
    })

    test('an organisation that is not there reaches nobody', () => {
      expect(hub.directory.destination('1001', 'nobody')).toBeUndefined()
    })
  })

  test('a person as other plugins see one', () => {
    const id = ids.north.people.get('1002@north.example') ?? ''
    const person = {
      id,
      organisation: north(),
      name: 'Bo',
      email: '1002@north.example',
      short: '1002',
      extension: '1002@north.example',
      number: '+46846500402',
      numberId: ids.north.numbers.get('1002'),
      role: 'member',
      plan: 'Pro',
      team: 'Alla',
      teamId: expect.any(String),
      language: 'sv',
    }
    expect(hub.directory.person(id)).toEqual(person)
    expect(hub.directory.personByExtension('1002@north.example')).toEqual(person)
    expect(hub.directory.personByExtension('1000@north.example')).toBeUndefined()
    expect(hub.directory.personByExtension('1002@south.example')).toBeUndefined()
    expect(hub.directory.personByExtension('1002')).toBeUndefined()
  })

  test('organisations by id and domain, people by organisation', () => {
    expect(hub.directory.organisationByDomain('SOUTH.example')?.id).toBe(south())
    expect(hub.directory.organisation(north())).toMatchObject({ slug: 'north', country: 'SE' })
    expect(hub.directory.people(north()).map(({ name }) => name)).toEqual(['Bo', 'Cia', 'Åsa'])
    expect(hub.directory.people(south()).map(({ name }) => name)).toEqual(['Gun'])
  })
})
