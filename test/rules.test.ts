/** The standard policy against the cases that stand beside it. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rulesFolder, standardRules } from '../config/standard-rules.ts'
import { caseFiles, contracts, decideCase } from './harness/cases.ts'

const { plugins } = await contracts()
const files = await caseFiles(plugins)

describe.each([...files])('rules/%s', (_, cases) => {
  test.each(cases.map(one => [one.case, one] as const))('%s', async (__, one) => {
    const { decision } = await decideCase(one)
    const { rule, action } = decision.route ?? decision.also[0] ?? {}
    const also = one.also && decision.also.map(beside => beside.action)
    expect({ rule, ...action, also }).toEqual({
      rule: `standard/${one.rule}`,
      ...one.route,
      also: one.also,
    })
  })
})

test('each rule of the standard policy wins in one of its cases', async () => {
  const won = new Set([...files.values()].flat().map(one => one.rule))
  const names = (await standardRules(plugins)).map(({ name }) => name)
  expect(names.filter(name => !won.has(name))).toEqual([])
})

test('each file of rules has its cases beside it, and its place in the order', async () => {
  const { order } = JSON.parse(await readFile(join(rulesFolder, 'standard.json'), 'utf8')) as { order: string[] }
  const there = (await readdir(rulesFolder, { recursive: true })).filter(name => name.endsWith('.json')).sort()
  expect(there).toEqual(['standard.json', ...order.flatMap(name => [`${name}.cases.json`, `${name}.json`])].sort())
})

test('no two rules of the standard policy have one name', async () => {
  const names = (await standardRules(plugins)).map(({ name }) => name)
  expect(names).toEqual([...new Set(names)])
})
