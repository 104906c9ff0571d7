import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Rule } from '../../../../core/flow/rule.ts'
import type { RuleOwner, RuleSet } from '../../contract/sets.ts'
import { openDesk } from './desk.ts'
import type { Keeper, Written } from './on-hub.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const norrsken: RuleOwner = { scope: 'organisation', owner: 'norrsken' }
const ruleOf = (name: string, seconds = 25): Rule => ({
  ...{ name, title: { sv: name, en: name }, on: 'call.incoming', stage: 'reach', scope: 'organisation' },
  ...{ conditions: { all: [] }, event: { type: 'call.ring', params: { seconds } } },
})
const setOf = (...rules: Rule[]): RuleSet => ({ rules, cases: [] })
const withRule = (rule: Rule) => (set: RuleSet) => ({
  ...set,
  rules: set.rules.map(one => (one.name === rule.name ? rule : one)),
})

/** A hub with one draft, in which others write too. */
async function openScreen(inForce: RuleSet) {
  const hub = { set: inForce, revision: 0, away: false, refuses: undefined as string | undefined, writes: 0 }
  const keeper: Keeper = {
    read: async () => ({
      ...{ inForce, version: 3, base: 3, revision: hub.revision },
      ...(hub.revision > 0 && { draft: hub.set }),
    }),
    catalogue: async () => ({ catalogue: { events: [], facts: [], actions: [], operators: [] }, values: {} }),
    async write(_, { set, revision }): Promise<Written> {
      if (hub.away) throw new TypeError('Failed to fetch')
      if (hub.refuses !== undefined) return { state: 'refused', why: hub.refuses }
      if (revision !== hub.revision) return { state: 'overtaken', theirs: hub.set, revision: hub.revision }
      Object.assign(hub, { set, revision: revision + 1, writes: hub.writes + 1 })
      return { state: 'kept', revision: hub.revision }
    },
  }
  const selected: (string | undefined)[] = []
  const desk = openDesk(norrsken, keeper, { onProblem: String, onSelect: name => selected.push(name) })
  await desk.again()
  return { hub, desk }
}

test('an edit is seen at once and kept by itself; a word is written in one go', async () => {
  const { hub, desk } = await openScreen(setOf(ruleOf('a')))
  desk.edit(withRule(ruleOf('a', 30)))
  desk.edit(withRule(ruleOf('a', 35)))
  expect(desk.draft.value).toEqual(setOf(ruleOf('a', 35)))
  expect([desk.keeping.value.state, hub.writes, desk.changedCount.value]).toEqual(['waiting', 0, 1])
  await vi.runAllTimersAsync()
  expect([desk.keeping.value.state, hub.writes, desk.saved.value]).toEqual(['kept', 1, 1])
  expect(hub.set).toEqual(setOf(ruleOf('a', 35)))
})

test('undo and redo are kept too', async () => {
  const { hub, desk } = await openScreen(setOf(ruleOf('a')))
  desk.edit(withRule(ruleOf('a', 30)))
  await desk.kept()
  desk.undo()
  await desk.kept()
  expect([hub.set, desk.changed.value]).toEqual([setOf(ruleOf('a')), false])
  desk.redo()
  await desk.kept()
  expect(hub.set).toEqual(setOf(ruleOf('a', 30)))
})

test('what two changed in different rules is put together, and neither loses anything', async () => {
  const { hub, desk } = await openScreen(setOf(ruleOf('a'), ruleOf('b')))
  Object.assign(hub, { set: setOf(ruleOf('a'), ruleOf('b', 50)), revision: 1 })
  desk.edit(withRule(ruleOf('a', 30)))
  await desk.kept()
  expect(hub.set).toEqual(setOf(ruleOf('a', 30), ruleOf('b', 50)))
  expect(desk.draft.value).toEqual(hub.set)
})

test('where both changed the same rule, somebody says which; until then nothing is written over', async () => {
  const { hub, desk } = await openScreen(setOf(ruleOf('a')))
  Object.assign(hub, { set: setOf(ruleOf('a', 50)), revision: 1 })
  desk.edit(withRule(ruleOf('a', 30)))
  await expect(desk.kept()).rejects.toThrow('conflict')
  expect(hub.set).toEqual(setOf(ruleOf('a', 50)))
  expect(desk.draft.value).toEqual(setOf(ruleOf('a', 30)))
  desk.settle(setOf(ruleOf('a', 30)))
  await desk.kept()
  expect(hub.set).toEqual(setOf(ruleOf('a', 30)))
})

test('a hub out of reach loses nothing: it is written when it is back', async () => {
  const { hub, desk } = await openScreen(setOf(ruleOf('a')))
  hub.away = true
  desk.edit(withRule(ruleOf('a', 30)))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(desk.keeping.value.state).toBe('waiting')
  hub.away = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect([desk.keeping.value.state, hub.set]).toEqual(['kept', setOf(ruleOf('a', 30))])
})

test('what the hub refuses is said, stays on the screen, and is tried again with the next edit', async () => {
  const { hub, desk } = await openScreen(setOf(ruleOf('a')))
  hub.refuses = 'Det går inte.'
  desk.edit(withRule(ruleOf('a', 30)))
  await vi.runAllTimersAsync()
  expect(desk.keeping.value).toEqual({ state: 'refused', why: 'Det går inte.' })
  hub.refuses = undefined
  desk.edit(withRule(ruleOf('a', 31)))
  await vi.runAllTimersAsync()
  expect([desk.keeping.value.state, hub.set]).toEqual(['kept', setOf(ruleOf('a', 31))])
})
