/** Needs: calls, presence. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type WholeHub, wholeHub } from '../../test/harness/whole-hub.ts'
import { readCatalogue, readLadder } from './contract.ts'

let hub: WholeHub
beforeAll(async () => {
  hub = await wholeHub([])
})
afterAll(() => hub.stop())

test('somebody reads what applies to her own calls, and what rules may speak of; nobody reads another’s', async () => {
  const anna = await hub.signIn('anna@norrsken.example')
  const bjorn = await hub.signIn('bjorn@norrsken.example')
  const { rules } = await anna.call(readLadder, { scope: 'person', owner: anna.person })
  const names = rules.filter(({ on }) => on === 'call.incoming').map(({ name }) => name)
  expect(names.indexOf('blocked')).toBeLessThan(names.indexOf('vip'))
  expect(names.at(-1)).toBe('incoming-last')
  expect(rules.filter(({ scope }) => scope === 'person')).toEqual([])
  await expect(anna.call(readLadder, { scope: 'person', owner: bjorn.person })).rejects.toMatchObject({ status: 403 })

  const { catalogue, values, zone } = await anna.call(readCatalogue, {})
  expect(catalogue.facts.map(({ name }) => name)).toContain('directory.now')
  expect(values.person?.find(({ value }) => value === anna.person)?.say.sv).toBe('Anna Svensson')
  expect(values.activity?.map(({ value }) => value)).toContain('meeting')
  expect(values['own-number']?.flatMap(({ numbers }) => numbers)).toContain('1000')
  expect(zone).toBe('Europe/Stockholm')
})
