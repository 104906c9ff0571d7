/** Needs: calls, contacts, presence. The standard policy before the analysis: nothing is said of rules that are as they should be. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standardRules } from '../config/standard-rules.ts'
import { findings } from '../core/flow/analysis/index.ts'
import type { Examined } from '../core/flow/analysis/ladder.ts'
import { describe as described } from '../core/flow/describe.ts'
import { type PlacedRule, type Rule, ruleScopes, stages } from '../core/flow/rule.ts'
import { catalogueWith, contracts } from './harness/cases.ts'

const { plugins, definitions } = await contracts()
const catalogue = described(catalogueWith(definitions, {}))
const standard = await standardRules(plugins)

/** Beside the standard's, those of one organisation. */
function examined(own: readonly Rule[], isOwn: (placed: PlacedRule) => boolean): Examined {
  const all = [...own, ...standard].map((rule, position): PlacedRule => ({ rule, position }))
  const place = ({ stage, scope }: Rule) => stages.indexOf(stage) * ruleScopes.length + ruleScopes.indexOf(scope)
  const inOrder = all.toSorted(({ rule: a }, { rule: b }) => place(a) - place(b))
  return {
    catalogue,
    isOwn,
    scope: {},
    ladder: event => inOrder.filter(({ rule }) => rule.on === event),
    events: [...new Set(all.map(({ rule }) => rule.on))],
    exists: () => true,
    leads: () => undefined,
  }
}

const found = (made: Examined) => findings(made).map(({ code, rules }) => [code, ...rules.map(({ name }) => name)])
const isOwn = ({ rule }: PlacedRule) => rule.scope === 'organisation'

test('the standard policy gives no alarm, were it somebody’s own', () => {
  // It stands there for hubs that can't count what calls cost.
  const expected = plugins.includes('spending')
    ? [['shadowed', 'country-barred', 'country-closed', 'country-open']]
    : []
  expect(found(examined([], () => true))).toEqual(expected)
})

describe('rules of an organisation over it', () => {
  const vip = { fact: 'contacts.caller', path: '$.vip', operator: 'equal', value: true }
  const closed = { fact: 'presence.activity', path: '$.closesPhone', operator: 'equal', value: true }
  const late = { fact: 'directory.now', path: '$.time', operator: 'after', value: '16:00' }
  const sales = { fact: 'directory.person', path: '$.team', operator: 'equal', value: 'Försäljning' }
  const rule = (name: string, more: Partial<Rule>): Rule => ({
    name,
    title: { sv: name, en: name },
    on: 'call.incoming',
    stage: 'exempt',
    scope: 'organisation',
    conditions: { all: [closed, late] },
    event: { type: 'call.forward', params: { to: '1002' } },
    ...more,
  })

  test('give no alarm where they are about just those whom the standard exempts', () => {
    expect(found(examined([rule('to Björn', { conditions: { all: [vip, sales, closed, late] } })], isOwn))).toEqual([])
    expect(found(examined([rule('evening', { stage: 'reach' })], isOwn))).toEqual([])
  })

  test('give one where they take a VIP’s call, with that call', () => {
    const made = examined([rule('evening', {})], isOwn)
    expect(found(made)).toEqual([['takes-away', 'evening', 'vip']])
    const facts = findings(made)[0]?.example?.facts.map(({ fact, saw }) => [fact, saw.known && saw.value])
    expect(Object.fromEntries(facts ?? [])).toMatchObject({
      'contacts.caller': { vip: true },
      'presence.activity': { closesPhone: true },
      'directory.now': { time: '16:00:00' },
    })
  })

  test('are found out wherever one is planted behind another', () => {
    const routes = standard.filter(({ on, stage }) => on === 'call.incoming' && stage !== 'fallback')
    fc.assert(
      fc.property(fc.constantFrom(...routes), fc.subarray([vip, closed, late, sales]), (one, more) => {
        const event = { type: 'call.reject', params: { sipStatus: 480, reason: 'Planted' } }
        const before = rule('before', { stage: one.stage, conditions: one.conditions, event })
        const behind = rule('behind', {
          stage: one.stage,
          conditions: { all: [...more, { not: { not: one.conditions } }] },
        })
        const codes = found(examined([before, behind], isOwn)).filter(([, name]) => name === 'behind')
        // With all that the one before asks there may be nothing left that it could hold for.
        expect(codes.map(([code]) => code)).toContain('shadowed')
      }),
    )
  })
})
