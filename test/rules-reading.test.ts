import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standardRules } from '../config/standard-rules.ts'
import { problems } from '../core/flow/check.ts'
import { describe as described } from '../core/flow/describe.ts'
import { openReading } from '../core/flow/reading/index.ts'
import { anyRule } from '../core/flow/reading/testing/any-rule.ts'
import { norrsken } from '../core/flow/reading/testing/norrsken.ts'
import type { Condition, Rule, TopCondition } from '../core/flow/rule.ts'
import { catalogueWith, contracts } from './harness/cases.ts'

const { plugins, definitions } = await contracts()
const catalogue = catalogueWith(definitions, {})
const description = described(catalogue)
const reading = openReading(description, norrsken)

test('the standard policy, read aloud', async () => {
  const said = (await standardRules(plugins)).map(rule => {
    const { sv, en } = reading.both(rule)
    return `${rule.name}\n  ${sv}\n  ${en}`
  })
  await expect(`${said.join('\n')}\n`).toMatchFileSnapshot('rules-reading.txt')
})

const leaf = (
  fact: string,
  path: string | undefined,
  operator: string,
  value: unknown,
  params?: object,
): Condition => ({
  ...{ fact, operator, value },
  ...(path !== undefined && { path }),
  ...(params && { params: params as Record<string, unknown> }),
})
const team = leaf('directory.person', '$.team', 'equal', 'Försäljning')
const closes = leaf('presence.activity', '$.closesPhone', 'equal', true)
const vip = leaf('contacts.caller', '$.vip', 'equal', true)
const time = (operator: 'after' | 'before', value: string) => leaf('directory.now', '$.time', operator, value)
const weekday = (operator: string, value: unknown) => leaf('directory.now', '$.weekday', operator, value)
const toSwitchboard = { type: 'call.forward', params: { to: '1000' } }

function read(conditions: TopCondition, more: Partial<Rule> = {}): { sv: string; en: string } {
  return reading.both({ on: 'call.incoming', stage: 'availability', conditions, event: toSwitchboard, ...more })
}

describe('a rule is one sentence', () => {
  test.each<[string, { sv: string; en: string }, { sv: string; en: string }]>([
    [
      'whom and when stand with the call',
      read({ all: [team, time('after', '15:00'), closes] }),
      {
        sv: 'Om Försäljning rings efter 15:00 och hänvisningen stänger telefonen, medflytta samtalet till Växel.',
        en: 'If Försäljning is called after 15:00 and the activity closes the phone, forward the call to Växel.',
      },
    ],
    [
      'who calls whom',
      read(
        { all: [vip, team, closes, time('after', '16:00')] },
        { event: { type: 'call.forward', params: { to: '1002' } } },
      ),
      {
        sv: 'Om en VIP ringer Försäljning efter 16:00 och hänvisningen stänger telefonen, medflytta samtalet till Björn Lind.',
        en: 'If a VIP calls Försäljning after 16:00 and the activity closes the phone, forward the call to Björn Lind.',
      },
    ],
    [
      'only the time',
      read({ all: [time('after', '11:30'), time('before', '13:00'), weekday('in', ['saturday', 'sunday'])] }),
      {
        sv: 'Om ett samtal kommer in på lördagar och söndagar mellan 11:30 och 13:00, medflytta samtalet till Växel.',
        en: 'If a call comes in on Saturdays and Sundays between 11:30 and 13:00, forward the call to Växel.',
      },
    ],
    [
      'nothing is asked',
      read({ all: [] }, { stage: 'reach' }),
      {
        sv: 'När ett samtal kommer in, medflytta samtalet till Växel.',
        en: 'When a call comes in, forward the call to Växel.',
      },
    ],
    [
      'either, not, and somebody by name',
      read({
        all: [
          leaf('directory.person', '$.id', 'equal', norrsken.anna),
          {
            any: [
              leaf('directory.now', '$.holiday', 'equal', true),
              { not: leaf('directory.open', '$.open', 'equal', true) },
            ],
          },
          { not: closes },
        ],
      }),
      {
        sv: 'Om Anna Svensson rings, antingen det är helgdag eller det är stängt och hänvisningen inte stänger telefonen, medflytta samtalet till Växel.',
        en: 'If Anna Svensson is called, either it is a holiday or it is closed and the activity does not close the phone, forward the call to Växel.',
      },
    ],
    [
      'about whoever calls',
      read({ all: [leaf('presence.activity', '$.closesPhone', 'equal', true, { of: 'caller' })] }),
      {
        sv: 'Om hänvisningen stänger telefonen hos den som ringer, medflytta samtalet till Växel.',
        en: 'If the activity closes the phone for the caller, forward the call to Växel.',
      },
    ],
    [
      'no answer, and more than one action',
      read(
        { any: [vip, leaf('directory.colleague', undefined, 'equal', true)] },
        { on: 'call.unanswered', also: [{ type: 'spending.alert', params: { what: 'pattern' } }] },
      ),
      {
        sv: 'Om en VIP eller en kollega ringer och ingen svarar, medflytta samtalet till Växel och larma administratörerna (många korta samtal till ett land på natten).',
        en: 'If a VIP or a colleague calls and nobody answers, forward the call to Växel and alert the administrators (many short calls to one country at night).',
      },
    ],
    [
      'numbers, a country and how long',
      read(
        { all: [leaf('call', '$.callerCountry', 'in', ['NO', 'DK']), leaf('call', '$.diversions', 'greaterThan', 2)] },
        { event: { type: 'call.ring', params: { seconds: 120, only: 'free' } } },
      ),
      {
        sv: 'Om någon från Norge eller Danmark ringer och antalet medflyttningar är större än 2, ring dem som är lediga i 2 min.',
        en: 'If somebody from Norway or Denmark calls and the number of diversions is more than 2, ring those who are free for 2 min.',
      },
    ],
    [
      'who is gone is not called by an id',
      read({ all: [leaf('directory.person', '$.id', 'equal', '0192f0c4-0000-7000-8000-000000000000')] }),
      {
        sv: 'Om någon som inte finns längre rings, medflytta samtalet till Växel.',
        en: 'If somebody who is there no more is called, forward the call to Växel.',
      },
    ],
  ])('%s', (_, said, wanted) => {
    expect(said).toEqual(wanted)
  })
})

test('whatever rule may be published, its sentence is words: no key, no JSON', () => {
  const keys = [...description.facts, ...description.actions, ...description.events]
    .map(({ name }) => name)
    .filter(name => name.includes('.'))
  const choices = [...description.facts.flatMap(one => one.looks), ...description.actions.flatMap(one => one.params)]
    .flatMap(({ type }) => type.choices ?? [])
    .map(({ value }) => value)
    .filter(value => value.includes('-'))
  fc.assert(
    fc.property(anyRule(description, norrsken), rule => {
      fc.pre(problems(rule, catalogue).length === 0)
      for (const language of ['sv', 'en'] as const) {
        const sentence = reading.sentence(rule, language)
        expect(sentence).toMatch(/^(?:Om|När|If|When) \S.*[.”“?!]$/su)
        expect(sentence).not.toMatch(/[{}[\]$]|undefined|null|object| {2}| ,|\.\.|[0-9a-f]{8}-[0-9a-f]{4}/)
        const found = [...keys, ...choices].filter(key => sentence.includes(key) && !sentence.includes(`${key}-`))
        expect(found).toEqual([])
      }
    }),
    { numRuns: 400 },
  )
})
