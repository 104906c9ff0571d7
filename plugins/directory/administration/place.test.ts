import { beforeEach, expect, test } from 'vitest'
import type { Who } from '../../../core/hub.ts'
import { eachDatabase } from '../../../test/harness/mariadb.ts'
import * as contract from '../contract.ts'
import { signedIn, type TestHub, testHub } from '../test-hub.ts'
import { addTwoOrganisations } from '../two-organisations.ts'

const refusal = (code: string, field: string) =>
  expect.objectContaining({ code, status: 422, details: expect.objectContaining({ field }) })

eachDatabase('where an organisation is', ({ open }) => {
  let hub: TestHub
  let administrator: Who
  beforeEach(async () => {
    const database = await open()
    await addTwoOrganisations(database)
    hub = await testHub(database)
    administrator = await signedIn(hub, '1001@north.example')
  })

  test('with an area code local numbers are read, by calls at once; without they are not', async () => {
    const change = { country: 'SE', areaCode: '08' }
    expect(await hub.call(contract.updateOrganisation, change, administrator)).toMatchObject(change)
    expect(hub.directory.destination('465 004 01', administrator.organisation)?.kind).toBe('person')
    expect(hub.directory.destination('465 004 01')).toBeUndefined()
    const without = await hub.call(contract.updateOrganisation, { areaCode: '' }, administrator)
    expect(without.areaCode).toBeUndefined()
    expect(hub.directory.destination('465 004 01', administrator.organisation)).toBeUndefined()
  })

  test.each([
    [{ country: 'XX' }, refusal('directory.no-country', 'country')],
    [{ country: 'NO', areaCode: '99999' }, refusal('directory.no-area-code', 'areaCode')],
  ])('%j is no place', async (change, refused) => {
    await expect(hub.call(contract.updateOrganisation, change, administrator)).rejects.toEqual(refused)
  })
})
