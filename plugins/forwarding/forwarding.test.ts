import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import type { Database } from '../../core/database/index.ts'
import { type Rule, ruleSchema } from '../../core/flow/rule.ts'
import type { RuleOwner, Rules } from '../../core/flow/rule-store.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
} from '../../test/harness/plugin-hub.ts'
import type { Directory } from '../directory/contract.ts'
import { type Forwarding, patience, setForwarding } from './contract.ts'
import { forwarding } from './index.ts'
import { forwardingIn, isOurs, rulesFor } from './rules.ts'

const anna = signedIn(people.anna)
const cecilia = signedIn(people.cecilia)
const database = { forPlugin: () => ({}) } as unknown as Database

const directory: Directory = {
  ...twoOrganisations,
  destination(dialled, organisation) {
    const person = twoOrganisations.people(organisation ?? '').find(one => one.short === dialled)
    return person && { kind: 'person', number: `number-${person.id}`, organisation: person.organisation, person }
  },
}

let stored: Map<string, readonly Rule[]>
let hub: PluginHub

const rules: Rules = {
  of: async ({ owner }) => stored.get(owner) ?? [],
  async replace({ owner }: RuleOwner, list) {
    stored.set(
      owner,
      list.map(rule => ruleSchema.parse(JSON.parse(JSON.stringify(rule)))),
    )
    const no = undefined
    return { id: 'version', number: 1, at: new Date(), size: list.length, by: no, why: no, like: no }
  },
}

beforeEach(async () => {
  stored = new Map()
  hub = await pluginHub(forwarding, { database, world: newWorld(), directory, ports: { rules } })
})

const set = (wish: Partial<Record<keyof Forwarding, unknown>>, who = anna) => hub.call(setForwarding, wish, who)
const problem = (code: string, field: string) =>
  expect.objectContaining({ code, details: expect.objectContaining({ field }) })

test('numbers are kept as the rules have them, and seen as they were set', async () => {
  await set({ unanswered: ' 1003 ', busy: '08-465 004 03', seconds: 30 })
  const seen = { unanswered: '1003', busy: '+46846500403', seconds: 30 }
  expect(hub.told).toEqual([{ organisation: 'norrsken', key: 'anna', message: seen }])
  expect((stored.get('anna') ?? []).map(({ name, event }) => [name, event.params])).toEqual([
    ['forwarding-busy', { to: '+46846500403', reason: 'user-busy' }],
    ['forwarding-busy-phone', { to: '+46846500403', reason: 'user-busy' }],
    ['forwarding-unanswered', { to: '1003', reason: 'no-answer' }],
    ['forwarding-ring', expect.objectContaining({ seconds: 30 })],
  ])
})

test('rules that she wrote herself stay, before these', async () => {
  const [own] = rulesFor({ always: '1004', seconds: 20 }).map(rule => ({ ...rule, name: 'my-own' }))
  stored.set('anna', own ? [own] : [])
  await set({ always: '1003' })
  expect(stored.get('anna')?.map(({ name }) => name)).toEqual(['my-own', 'forwarding-always'])
  await set({})
  expect(stored.get('anna')?.map(({ name }) => name)).toEqual(['my-own'])
})

test('a number that leads nowhere, to oneself, or round in a circle is refused with its field, and nothing changes', async () => {
  await set({ always: '1001' }, cecilia)
  await set({ busy: '1004' })
  const before = stored.get('anna')
  await expect(set({ busy: 'reception' })).rejects.toEqual(problem('forwarding.no-such-number', 'busy'))
  await expect(set({ unanswered: '112' })).rejects.toEqual(problem('forwarding.no-such-number', 'unanswered'))
  await expect(set({ unreachable: '1001' })).rejects.toEqual(problem('forwarding.oneself', 'unreachable'))
  await expect(set({ always: '1003' })).rejects.toEqual(problem('forwarding.circle', 'always'))
  expect(stored.get('anna')).toBe(before)
  // Only when nobody answers there it comes back, and ends as any call that was sent on too often.
  await set({ unanswered: '1003' })
})

test('what is set is read from the rules again, whatever it is', () => {
  const number = fc.option(fc.constantFrom('1003', '+46846500403', '+46701740605'), { nil: undefined })
  const any = fc.record({
    always: number,
    busy: number,
    unanswered: number,
    unreachable: number,
    seconds: fc.integer({ min: patience.least, max: patience.most }),
  })
  fc.assert(
    fc.property(any, wish => {
      const made = rulesFor(wish)
      expect(made.every(isOurs)).toBe(true)
      for (const rule of made) ruleSchema.parse(rule)
      const seconds = wish.unanswered === undefined ? patience.usual : wish.seconds
      expect(forwardingIn(made)).toEqual({ ...wish, seconds })
    }),
  )
})
