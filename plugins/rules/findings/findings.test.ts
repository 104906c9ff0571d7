/** Needs: calls, presence, contacts, forwarding. Rules are looked at before they are published, in a whole hub. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fakeTelephony } from '../../../connectors/telephony/fake.ts'
import { telephony } from '../../../connectors/telephony/port.ts'
import type { Condition, Rule } from '../../../core/flow/rule.ts'
import type { Session } from '../../../test/harness/session.ts'
import { fake, type WholeHub, wholeHub } from '../../../test/harness/whole-hub.ts'
import { examineRules, publishDraft, type RuleCase, saveDraft, type TriedCourse, tryRules } from '../contract.ts'

let hub: WholeHub
let anna: Session
let david: Session
beforeAll(async () => {
  hub = await wholeHub([fake(telephony, fakeTelephony())])
  anna = await hub.signIn('anna@norrsken.example')
  david = await hub.signIn('david@norrsken.example')
})
afterAll(() => hub.stop())

const is = (fact: string, path: string | undefined, value: unknown, operator = 'equal'): Condition => ({
  ...{ fact, operator, value },
  ...(path !== undefined && { path }),
})
const late = is('directory.now', '$.time', '16:00', 'after')
const early = is('directory.now', '$.time', '09:00', 'before')

const rule = (name: string, more: Partial<Rule> = {}): Rule => ({
  ...{ name, title: { sv: name, en: name }, on: 'call.incoming', stage: 'availability', scope: 'organisation' },
  conditions: { all: [late] },
  event: { type: 'call.announce', params: { what: 'closed' } },
  ...more,
})
const norrsken = () => ({ scope: 'organisation', owner: david.organisation }) as const
const annas = () => ({ scope: 'person', owner: anna.person }) as const

const examine = (rules: readonly Rule[], cases: readonly RuleCase[] = []) =>
  david.call(examineRules, { ...norrsken(), set: { rules: [...rules], cases: [...cases] } })
const codes = async (...rules: Rule[]) =>
  (await examine(rules)).findings.map(({ code, severity, rules: [first] }) => [code, severity, first?.name])

const winner = ({ course }: { course: TriedCourse }) => course.told.tried.find(({ outcome }) => outcome === 'won')?.rule

describe('what is found', () => {
  test('nothing, in rules as people write them', async () => {
    const vip = is('contacts.caller', '$.vip', true)
    const closed = is('presence.activity', '$.closesPhone', true)
    const sales = is('directory.person', '$.team', 'Försäljning')
    const event = { type: 'call.forward', params: { to: '1002' } }
    const flagship = rule('to Björn', { stage: 'exempt', conditions: { all: [vip, sales, closed, late] }, event })
    expect(await codes(flagship, rule('evening'))).toEqual([])
  })

  test('what contradicts itself, what is not there, what can not be used', async () => {
    expect(await codes(rule('never', { conditions: { all: [late, early] } }))).toEqual([
      ['contradiction', 'stop', 'never'],
    ])
    const gone = rule('gone', { event: { type: 'call.forward', params: { to: '1999' } } })
    expect(await codes(gone)).toEqual([['missing', 'stop', 'gone']])
    const team = rule('team', { conditions: { all: [is('directory.person', '$.team', 'Nattskiftet')] } })
    expect(await codes(team)).toEqual([['missing', 'stop', 'team']])
    const word = rule('word', { conditions: { all: [is('no.such-fact', undefined, true)] } })
    expect(await codes(word)).toEqual([['unsound', 'stop', 'word']])
    const ring = rule('ring', { on: 'call.busy', event: { type: 'call.ring' } })
    expect(await codes(ring)).toEqual([['unfit', 'stop', 'ring']])
  })

  test('a broken promise, with a call that the simulator can try', async () => {
    const evening = rule('evening', { stage: 'exempt' })
    const [found] = (await examine([evening])).findings
    expect(found).toMatchObject({ code: 'takes-away', severity: 'warn' })
    const facts = (found?.example?.facts ?? []).map(({ fact, params, saw }) => ({
      fact,
      params,
      value: saw.known ? saw.value : undefined,
    }))
    const nothing = { trial: 'call', states: [] }
    const fields = { caller: { number: '+46701740607' }, dialled: { number: '1001' } }
    const withRules = (rules: Rule[]) => ({ owner: norrsken(), rules })
    const tried = await david.call(tryRules, { ...nothing, fields, facts, rules: withRules([evening]) })
    expect(winner(tried)).toContain('evening')
    const before = await david.call(tryRules, { ...nothing, fields, facts, rules: withRules([]) })
    expect(winner(before)).toBe('standard/vip')
  })

  test('forwarding to oneself', async () => {
    const to = (dialled: string, more: Partial<Rule> = {}) =>
      rule(`to ${dialled}`, {
        scope: 'person',
        conditions: { all: [] },
        event: { type: 'call.forward', params: { to: dialled } },
        ...more,
      })
    const rules = (...list: Rule[]) => ({ ...annas(), set: { rules: list, cases: [] } })
    expect((await anna.call(examineRules, rules(to('1001')))).findings).toMatchObject([
      { code: 'loop', severity: 'stop' },
    ])
    expect((await anna.call(examineRules, rules(to('1002')))).findings).toEqual([])
  })

  test('whose they are, and nobody else’s', async () => {
    const set = { rules: [], cases: [] }
    await expect(anna.call(examineRules, { ...norrsken(), set })).rejects.toMatchObject({ code: 'rules.not-yours' })
    await expect(david.call(examineRules, { ...annas(), set })).rejects.toMatchObject({ code: 'rules.not-yours' })
  })
})

describe('cases', () => {
  /** Somebody calls after four. */
  const evening = (action: string, params: Record<string, unknown>): RuleCase => ({
    ...{ id: '0199a3c4-0000-7000-8000-000000000001', title: 'Olof calls at 17', on: 'call.incoming' },
    ...{ at: '2026-10-09T15:00:00.000Z', scope: {}, parties: {}, data: {} },
    facts: [
      {
        fact: 'directory.now',
        saw: { known: true, value: { time: '17:00:00', weekday: 'friday', date: '2026-10-09', holiday: false } },
      },
    ],
    expects: { action, params },
  })

  test('end as they are to, or stop publishing', async () => {
    const closed = { what: 'closed' }
    const right = await examine([rule('late')], [evening('call.announce', closed)])
    expect(right).toEqual({ findings: [], cases: [expect.objectContaining({ expected: true, rule: 'late' })] })
    const wrong = await examine([rule('late')], [evening('call.announce', { what: 'busy' })])
    expect(wrong.cases).toMatchObject([{ expected: false, got: { action: 'call.announce', params: closed } }])
    expect(wrong.findings).toMatchObject([{ code: 'case', severity: 'stop', rules: [{ name: 'late' }] }])
    expect(wrong.findings[0]?.say.en).toBe(
      'A case ends otherwise: “Olof calls at 17”. The caller hears that it is closed, by “late”.',
    )
    const { cases } = await examine([], [evening('call.announce', closed)])
    expect(cases).toMatchObject([{ expected: false, got: { params: { what: 'unavailable' } } }])
  })
})

test('what stops publishing does', async () => {
  const draft = async (rules: Rule[], revision: number) =>
    (await david.call(saveDraft, { ...norrsken(), revision, base: 0, set: { rules, cases: [] } })).revision
  const bad = await draft([rule('never', { conditions: { all: [late, early] } })], 0)
  const publish = (revision: number) => david.call(publishDraft, { ...norrsken(), revision, why: '' })
  const stops = [expect.objectContaining({ code: 'rules.contradiction', rule: 'never' })]
  await expect(publish(bad)).rejects.toMatchObject({ code: 'rules.stopped', details: { stops } })
  expect(await publish(await draft([rule('late')], bad))).toMatchObject({ version: { number: 1 } })
})
