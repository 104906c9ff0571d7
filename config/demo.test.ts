import { beforeEach, expect, test } from 'vitest'
import { passwordFits } from '../core/access/passwords.ts'
import type { Database } from '../core/database/index.ts'
import { definePlugin } from '../core/hub.ts'
import { directory } from '../plugins/directory/index.ts'
import { directoryTables, type Tables } from '../plugins/directory/tables.ts'
import { eachDatabase } from '../test/harness/mariadb.ts'
import { demoPasswords, seedDemo } from './demo.ts'

const options = { production: false, sipDomain: 'svara.localhost' }
const everyOrganisation = true

eachDatabase('the demonstration', ({ open, again }) => {
  let database: Database
  let tables: Tables
  beforeEach(async () => {
    database = await open()
    await database.migrate(directory.migrations ?? [])
    tables = directoryTables(database.forPlugin('directory'))
  })

  test('fills an empty database with both organisations', async () => {
    expect(await seedDemo(database, options)).toBe(true)
    const people = (await tables.people.findAll({ everyOrganisation, order: [['email', 'ASC']] })).map(row => row.get())
    expect(people.map(({ email, plan, role }) => `${email} ${plan} ${role}`)).toEqual([
      'anna@norrsken.example Enterprise member',
      'bjorn@norrsken.example Business member',
      'cecilia@norrsken.example Enterprise supervisor',
      'david@norrsken.example Enterprise administrator',
      'elin@norrsken.example Pro member',
      'farid@norrsken.example Business member',
      'gustav@fjallstrom.example Enterprise administrator',
    ])
    const hashes = new Map(people.map(({ email, passwordHash }) => [email, passwordHash ?? undefined]))
    expect(await passwordFits(hashes.get('anna@norrsken.example'), 'norrsken')).toBe(true)
    expect(await passwordFits(hashes.get('gustav@fjallstrom.example'), 'fjallstrom')).toBe(true)
    expect(await passwordFits(hashes.get('gustav@fjallstrom.example'), 'norrsken')).toBe(false)
    expect(demoPasswords).toEqual(['norrsken', 'fjallstrom'])

    const [credentials] = await database.sequelize.query(
      "SELECT * FROM directory_sip_credentials WHERE username = '1001-desk' ORDER BY domain",
    )
    // printf '1001-desk:fjallstrom.svara.localhost:fjallstrom-1001' | md5sum, and Norrsken's.
    expect(credentials).toEqual([
      {
        username: '1001-desk',
        domain: 'fjallstrom.svara.localhost',
        ha1: '038ffea28b093954859d9d9c023834a6',
        extension: '1001@fjallstrom.svara.localhost',
      },
      {
        username: '1001-desk',
        domain: 'norrsken.svara.localhost',
        ha1: '7d3855447338342896583f32c958b9a4',
        extension: '1001@norrsken.svara.localhost',
      },
    ])
  })

  test('leaves a database alone where somebody is already', async () => {
    await seedDemo(database, options)
    const before = await tables.people.findAll({ everyOrganisation, raw: true })
    expect(await seedDemo(database, options)).toBe(false)
    expect(await tables.people.findAll({ everyOrganisation, raw: true })).toEqual(before)
  })

  test('is not there in production', async () => {
    expect(await seedDemo(database, { ...options, production: true })).toBe(false)
    expect(await tables.organisations.count({ everyOrganisation })).toBe(0)
  })

  test('is there in full or not at all', async () => {
    const demo = async () => {
      throw new Error('a share that fails')
    }
    const broken = definePlugin({ id: 'broken', needs: {}, demo, setup: () => undefined })
    await expect(seedDemo(database, { ...options, plugins: [broken] })).rejects.toThrow('a share that fails')
    expect(await tables.organisations.count({ everyOrganisation })).toBe(0)
    expect(await seedDemo(database, options)).toBe(true)
  })

  test('comes once when two hubs start together', async () => {
    const other = await again()
    const filled = await Promise.all([seedDemo(database, options), seedDemo(other, options)])
    expect(filled.filter(Boolean)).toHaveLength(1)
    expect(await tables.people.count({ everyOrganisation })).toBe(7)
  })
})
