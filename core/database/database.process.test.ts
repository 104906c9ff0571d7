import fc from 'fast-check'
import { DataTypes, ForeignKeyConstraintError, Op, UniqueConstraintError } from 'sequelize'
import { v7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { eachDatabase } from '../../test/harness/mariadb.ts'
import { columnName, createTable } from './columns.ts'
import type { Database } from './index.ts'
import type { Migration } from './migration.ts'
import { attributes, migrations, things } from './things.fixture.ts'

eachDatabase('database', ({ open, again }) => {
  async function opened() {
    const database = await open()
    await database.migrate(migrations)
    return { database, table: things(database) }
  }

  test('gives back what it was given', async () => {
    const { table } = await opened()
    const at = new Date('2026-03-29T00:59:59.123Z')
    const row = {
      name: "Åsa 'O\\' \u{1F600}",
      at,
      open: true,
      rank: 2 ** 40,
      body: '"\n\0',
      data: { a: [1, null, 'å'] },
    }
    const { id } = (await table.create({ organisationId: 'a', ...row })).get()
    const found = await table.findOne({ where: { organisationId: 'a', at } })
    expect(found?.get()).toMatchObject({ ...row, id, parentId: null })
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(found?.get().createdAt).toBeInstanceOf(Date)
  })

  test('keeps any text and any time', async () => {
    const { table } = await opened()
    const anything = fc.record({
      // A lone surrogate is no text, and MariaDB's utf8mb4 refuses it.
      body: fc.string({ unit: 'grapheme' }),
      at: fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
    })
    await fc.assert(
      fc.asyncProperty(anything, async row => {
        const { id } = (await table.create({ organisationId: 'a', name: v7(), ...row })).get()
        const found = await table.findOne({ where: { organisationId: 'a', id } })
        expect(found?.get()).toMatchObject(row)
      }),
      { numRuns: 50 },
    )
  })

  test('compares text by its letters, cases and blanks', async () => {
    const { table } = await opened()
    for (const name of ['anna', 'Anna', 'ånna', 'anna ']) await table.create({ organisationId: 'a', name })
    const names = async (name: unknown) => {
      const rows = await table.findAll({ where: { organisationId: 'a', name: name as string }, order: ['name'] })
      return rows.map(row => row.get().name)
    }
    expect(await names('anna')).toEqual(['anna'])
    expect(await names({ [Op.like]: 'a%' })).toEqual(['anna', 'anna '])
    expect(await names({ [Op.ne]: '' })).toEqual(['Anna', 'anna', 'anna ', 'ånna'])
  })

  test('says what was wrong by the same errors', async () => {
    const { table } = await opened()
    await table.create({ organisationId: 'a', name: 'one' })
    await expect(table.create({ organisationId: 'a', name: 'one' })).rejects.toBeInstanceOf(UniqueConstraintError)
    await table.create({ organisationId: 'b', name: 'one' })
    const orphan = table.create({ organisationId: 'a', name: 'two', parentId: v7() })
    await expect(orphan).rejects.toBeInstanceOf(ForeignKeyConstraintError)
  })

  test('an update counts the rows it found, changed or not', async () => {
    const { table } = await opened()
    await table.create({ organisationId: 'a', name: 'one' })
    const where = { organisationId: 'a' }
    expect(await table.update({ open: false }, { where, silent: true })).toEqual([1])
    expect(await table.update({ open: true }, { where: { ...where, name: 'none' } })).toEqual([0])
  })

  describe('an organisation is named', () => {
    const refused = (promise: Promise<unknown>) =>
      expect(promise).rejects.toMatchObject({ code: 'database.organisation', status: 500 })

    test('by everything that reads or changes rows', async () => {
      const { table } = await opened()
      const row = await table.create({ organisationId: 'a', name: 'one' })
      const id = row.get().id
      await refused(table.findAll())
      await refused(table.findOne({ where: { id } }))
      await refused(table.findByPk(id))
      await refused(table.findAndCountAll({ where: { id } }))
      await refused(table.count())
      await refused(table.sum('rank'))
      await refused(table.max('rank', { where: { id } }))
      await refused(table.update({ open: true }, { where: { id } }))
      await refused(table.increment('rank', { where: { id } }))
      await refused(table.decrement('rank', { where: { id } }))
      await refused(table.destroy({ where: { id } }))
      await refused(table.destroy({ truncate: true }))
      await refused(table.findAll({ where: { organisationId: { [Op.ne]: 'x' } } }))
      await refused(table.findAll({ where: { [Op.or]: [{ organisationId: 'a' }, { id }] } }))
      await refused(table.findAll({ where: { organisationId: '' } }))
      expect(await table.count({ where: { organisationId: 'a' } })).toBe(1)
    })

    test('or all are meant', async () => {
      const { table } = await opened()
      await table.bulkCreate(['a', 'b'].map(organisationId => ({ organisationId, name: 'one', rank: 2 })))
      expect(await table.count({ everyOrganisation: true })).toBe(2)
      expect(await table.sum('rank', { everyOrganisation: true })).toBe(4)
      expect(await table.findAll({ where: { [Op.and]: [{ organisationId: 'a' }, { name: 'one' }] } })).toHaveLength(1)
      expect(await table.update({ open: true }, { where: { name: 'one' }, everyOrganisation: true })).toEqual([2])
      expect(await table.destroy({ where: {}, everyOrganisation: true })).toBe(2)
    })

    test('by a row itself when it is saved, read again, counted up or destroyed', async () => {
      const { table } = await opened()
      const row = await table.create({ organisationId: 'a', name: 'one' })
      await row.update({ name: 'two' })
      await row.increment('rank', { by: 3 })
      await row.reload()
      expect(row.get()).toMatchObject({ name: 'two', rank: 3 })
      const foreign = table.build({ ...row.get(), organisationId: 'b' }, { isNewRecord: false })
      await foreign.update({ name: 'stolen' })
      await foreign.destroy()
      expect((await table.findOne({ where: { organisationId: 'a' } }))?.get().name).toBe('two')
      await row.destroy()
      expect(await table.count({ everyOrganisation: true })).toBe(0)
    })

    test('but not by a plain table', async () => {
      const database = await open()
      const names = { name: { type: DataTypes.STRING(20) } }
      const up: Migration['up'] = context => createTable(context, 'test_plain', names, { plain: true })
      await database.migrate([{ name: 'test/001', up }])
      const table = database.forPlugin('test').table<{ name: string }>('plain', names, { plain: true })
      await table.create({ name: 'one' })
      expect(await table.count()).toBe(1)
    })
  })

  describe('transactions', () => {
    test('may be the first thing that is done', async () => {
      await opened()
      const database = await again()
      const table = things(database)
      const { transaction } = database.forPlugin('test')
      const both = ['one', 'two'].map(name =>
        transaction(transaction => table.create({ organisationId: 'a', name }, { transaction })),
      )
      await Promise.all(both)
      expect(await table.count({ where: { organisationId: 'a' } })).toBe(2)
    })

    test('are whole or nothing', async () => {
      const { database, table } = await opened()
      const { transaction } = database.forPlugin('test')
      const failing = transaction(async transaction => {
        await table.create({ organisationId: 'a', name: 'one' }, { transaction })
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await table.count({ where: { organisationId: 'a' } })).toBe(0)
    })

    test('hide what they do until they are done, and let others read and write meanwhile', async () => {
      const { database, table } = await opened()
      const where = { organisationId: 'a' }
      const seen: number[] = []
      let other: Promise<unknown> | undefined
      await database.forPlugin('test').transaction(async transaction => {
        await table.create({ ...where, name: 'one' }, { transaction })
        seen.push(await table.count({ where }))
        other = table.create({ ...where, name: 'other' })
        seen.push(await table.count({ where, transaction }))
      })
      await other
      seen.push(await table.count({ where }))
      expect(seen[0]).toBe(0)
      expect(seen[2]).toBe(2)
    })

    test('do not lose one another’s changes, from two hubs', async () => {
      const { database, table } = await opened()
      const second = await again()
      const { id } = (await table.create({ organisationId: 'a', name: 'n' })).get()
      const where = { organisationId: 'a', id }
      const addOne = (hub: Database) =>
        hub.forPlugin('test').transaction(async transaction => {
          const row = await things(hub).findOne({ where, transaction, lock: transaction.LOCK.UPDATE })
          await row?.update({ rank: Number(row.get().rank) + 1 }, { transaction })
        })
      await Promise.all(Array.from({ length: 40 }, (_, n) => addOne(n % 2 ? database : second)))
      expect((await table.findOne({ where }))?.get().rank).toBe(40)
    })
  })

  test('writes that come together: one that is refused takes no other with it', async () => {
    const { table } = await opened()
    const names = ['a', 'b', 'a', 'c', 'b', 'd']
    const results = await Promise.allSettled(names.map(name => table.create({ organisationId: 'a', name })))
    const refusals = results.filter(({ status }) => status === 'rejected')
    expect(refusals).toHaveLength(2)
    expect(await table.count({ where: { organisationId: 'a' } })).toBe(4)
  })

  test('hubs that migrate at once take turns', async () => {
    const first = await open()
    const second = await again()
    let runs = 0
    const once: Migration = {
      name: 'test/002-once',
      async up({ sequelize }) {
        runs += 1
        await sequelize.query('CREATE TABLE test_once (id INTEGER)')
      },
    }
    await Promise.all([first, second, first].map(database => database.migrate([...migrations, once])))
    await second.migrate([...migrations, once])
    expect(runs).toBe(1)
    expect(await things(second).count({ everyOrganisation: true })).toBe(0)
  })

  test('a migration that failed is run again, and says why', async () => {
    const database = await open()
    let fail = true
    const up: Migration['up'] = async context => {
      await createTable(context, 'test_things', attributes, { indexes: [{ fields: ['name'] }] })
      if (fail) throw new Error('half way')
    }
    await expect(database.migrate([{ name: 'test/001', up }])).rejects.toThrow('half way')
    fail = false
    await database.migrate([{ name: 'test/001', up }])
    expect(await things(database).count({ everyOrganisation: true })).toBe(0)
  })
})

test('columns are in snake case', () => {
  expect(columnName('organisationId')).toBe('organisation_id')
})
