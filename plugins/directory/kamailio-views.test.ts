import { createHash } from 'node:crypto'
import { QueryTypes } from 'sequelize'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../core/database/index.ts'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { updatePerson } from './contract.ts'
import { signedIn, testHub } from './test-hub.ts'
import { addTwoOrganisations } from './two-organisations.ts'

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

eachDatabase('what Kamailio reads', ({ open }) => {
  let database: Database
  let ids: Awaited<ReturnType<typeof addTwoOrganisations>>
  beforeAll(async () => {
    database = await open()
    ids = await addTwoOrganisations(database)
  })

  const rows = (view: string) => database.sequelize.query(`SELECT * FROM ${view}`, { type: QueryTypes.SELECT })

  async function numbers() {
    const entries = (await rows('directory_sip_numbers')) as { key_name: string; key_value: string }[]
    return Object.fromEntries(entries.map(({ key_name, key_value }) => [key_name, key_value.split(',').sort()]))
  }

  test('a device’s secret is there as HA1 of its realm, for each organisation its own', async () => {
    const credentials = await rows('directory_sip_credentials')
    expect(credentials).toHaveLength(4)
    for (const domain of ['north.example', 'south.example']) {
      expect(credentials).toContainEqual({
        username: '1001-desk',
        domain,
        ha1: md5(`1001-desk:${domain}:secret-1001`),
        extension: `1001@${domain}`,
      })
    }
  })

  test('the number map leads from numbers to extensions, and from a person’s extension to the number', async () => {
    expect(await numbers()).toEqual({
      '+46846500400': ['1002@north.example', '1003@north.example'],
      '+46846500401': ['1001@north.example'],
      '+46846500402': ['1002@north.example'],
      '+46313900601': ['1001@south.example'],
      '1001@north.example': ['+46846500401'],
      '1002@north.example': ['+46846500402'],
      // Has no number of her own; she may be watched all the same.
      '1003@north.example': [''],
      '1001@south.example': ['+46313900601'],
      'main@north.example': ['+46846500400'],
    })
    expect(await rows('directory_sip_numbers')).toContainEqual({
      key_name: '+46846500401',
      key_type: 0,
      value_type: 0,
      key_value: '1001@north.example',
      expires: 0,
    })
  })

  test('who is disabled is in neither', async () => {
    const hub = await testHub(database)
    const administrator = await signedIn(hub, '1001@north.example')
    const id = ids.north.people.get('1002@north.example')
    await hub.call(updatePerson, { id, disabled: true }, administrator)
    const credentials = (await rows('directory_sip_credentials')) as { username: string }[]
    expect(credentials.map(({ username }) => username)).not.toContain('1002-desk')
    const map = await numbers()
    expect(map['+46846500400']).toEqual(['1003@north.example'])
    expect(map).not.toHaveProperty('+46846500402')
    expect(map).not.toHaveProperty('1002@north.example')
  })
})
