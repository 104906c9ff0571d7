import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineFact, type FactDefinition } from '../define.ts'
import { Unknown } from '../error.ts'
import type { Catalogue } from './catalogue.ts'
import { decided, happening, leaf, rule, scene } from './testing/scene.ts'
import { trace } from './trace.ts'

/** A line's state in words of its own, as plugins bring them. */
const line: FactDefinition = defineFact('line', {
  params: z.object({ of: z.string().default('callee') }),
  value: z.object({ state: z.string(), until: z.string().optional() }),
  say: { sv: 'linjen', en: 'the line' },
  told: {
    heading: ({ yours }) => (yours ? 'your line' : 'the line'),
    value: ({ state, until }, { time }) => (until === undefined ? state : `${state} until ${time(until)}`),
    clause: (path, { state }, { yours }) =>
      path === '$.state' ? `${yours ? 'your' : 'the'} line was ${state}` : undefined,
    aside: ['$.kind'],
  },
})

const reader = { language: 'en', zone: 'Europe/Stockholm' } as const

async function sentences(given: Record<string, unknown>, rules: Parameters<typeof decided>[1]) {
  return trace(await decided(given, rules), scene(given), reader)
}

describe('a trace in sentences', () => {
  test('the outcome, and each rule with what it saw', async () => {
    const { outcome, tried } = await sentences({ vip: false, 'the line': 'idle' }, [
      rule('A VIP gets through', { stage: 'exempt', when: { all: [leaf('vip', true)] } }),
      rule('Her phones ring', { when: { all: [leaf('the line', ['idle', 'ringing'], 'in')] } }),
    ])
    expect(outcome).toBe('Does test.a: Her phones ring.')
    expect(tried.map(({ sentence }) => sentence)).toEqual([
      'Did not hold: A VIP gets through. Vip: no.',
      'Won: Her phones ring. The line (idle) is one of idle, ringing.',
    ])
  })

  test('only the conditions that settled it are told', async () => {
    const when = { all: [leaf('open', true), leaf('known', [true], 'in'), leaf('late', [true], 'in')] }
    const { tried } = await sentences({ open: true, known: false, late: false }, [rule('it', { when })])
    expect(tried[0]?.sentence).toBe('Did not hold: it. Known (no) is none of yes; late (no) is none of yes.')
  })

  test('what was unknown, and why', async () => {
    const away = new Unknown({ sv: 'svarar inte', en: 'does not answer' })
    const { tried, outcome } = await sentences({ calendar: away }, [
      rule('it', { when: { all: [leaf('calendar', true)] } }),
    ])
    expect(tried[0]?.sentence).toBe('Could not be decided: it. Calendar: unknown, does not answer.')
    expect(outcome).toBe('Does test.last: no rule held.')
  })

  test('a condition about the first characters shows them as they stand', async () => {
    const anna = { from: '+46846500401' }
    const rules = [
      rule('outside', { when: { all: [leaf('from', '+47', 'startsWith')] } }),
      rule('hers', { when: { all: [leaf('from', ['+46846500401'], 'in')] } }),
    ]
    const number = () => '08-465 004 01'
    const { tried } = trace(await decided(anna, rules), scene(anna), { ...reader, number })
    expect(tried.map(({ reason }) => reason)).toEqual([
      'Did not hold: from (+46846500401) does not start with +47.',
      'Won: from (08-465 004 01) is one of 08-465 004 01.',
    ])
  })

  test('an argument that is not given leaves nothing behind', async () => {
    const catalogue = scene({})
    const known = catalogue.actions.get('test.a')
    if (!known) throw new Error('no such action')
    const say = { sv: 'säger ”{text} {number}”', en: 'says “{text} {number}”' }
    catalogue.actions.set('test.a', { ...known, definition: { ...known.definition, say } })
    const did = async (params: Record<string, unknown>) =>
      trace(await decided({}, [rule('it', { take: { type: 'test.a', params } })]), catalogue, reader).did
    expect(await did({ text: 'Back at', number: 2 })).toBe('Says “Back at 2”.')
    expect(await did({ text: 'Back soon.' })).toBe('Says “Back soon.”.')
  })

  test('times are told in the zone, with the date when it is another day', async () => {
    const decision = await decided({ until: '2026-10-09T12:30:00.000Z' }, [
      rule('it', { when: { all: [leaf('until', '2026-10-10T12:30:00.000Z', 'before')] } }),
    ])
    const at = { ...decision, occurrence: { ...decision.occurrence, at: new Date('2026-10-09T08:00:00Z') } }
    const { tried } = trace(at, scene({ until: '' }), reader)
    expect(tried[0]?.sentence).toBe('Won: it. Until (14:30) is before 10 Oct 14:30.')
  })
})

describe('for a screen', () => {
  function told(given: Record<string, unknown>): Catalogue {
    const catalogue = scene(given)
    catalogue.facts.set('line', { definition: line, read: () => given.line })
    return catalogue
  }
  const free = { line: { state: 'free', until: '2026-10-09T12:30:00.000Z' }, vip: false }
  const anna = happening({ person: 'anna' })

  test('title, whose rule, and reason come apart', async () => {
    const rules = [
      rule('Mine first', { scope: 'person', owner: 'anna', when: { all: [leaf('vip', true)] } }),
      rule('Ours', { scope: 'organisation', when: { all: [leaf('line', 'busy', 'equal', '$.state')] } }),
      rule('The phones ring', { when: { all: [leaf('line', ['free'], 'in', '$.state')] } }),
      rule('Never looked at'),
      rule('Nor this', { stage: 'fallback' }),
    ]
    const decision = await decided(free, rules, anna)
    const { tried, notNeeded } = trace(decision, told(free), { ...reader, person: 'anna', organisation: 'Norrsken' })
    expect(tried.map(({ title, scopeName, reason }) => [title, scopeName, reason])).toEqual([
      ['Mine first', 'Mine', 'Did not hold: vip: no.'],
      ['Ours', 'Norrsken', 'Did not hold: your line was free.'],
      ['The phones ring', 'Standard', 'Won: your line was free.'],
    ])
    expect(notNeeded).toBe(2)
    const forOthers = trace(decision, told(free), { ...reader, person: 'david', language: 'sv' })
    expect(forOthers.tried.map(({ scopeName }) => scopeName)).toEqual(['Personlig', 'Organisationens', 'Standard'])
    expect(forOthers.tried[2]?.reason).toBe('Vann: the line was free.')
  })

  test('what the rules saw, each once, and what was unknown', async () => {
    const given = { ...free, calendar: new Unknown({ sv: 'svarar inte', en: 'does not answer' }), vip: false }
    const rules = [
      rule('a', { when: { all: [leaf('calendar', true), leaf('vip', true)] } }),
      rule('b', { when: { all: [leaf('vip', true), leaf('line', 'busy', 'equal', '$.state')] } }),
      rule('c', { when: { any: [leaf('line', 'busy', 'equal', '$.state'), leaf('line', 'x', 'equal', '$.until')] } }),
    ]
    const decision = await decided(given, rules, anna)
    const at = { ...decision, occurrence: { ...decision.occurrence, at: new Date('2026-10-09T08:00:00Z') } }
    const { saw } = trace(at, told(given), { ...reader, person: 'anna' })
    expect(saw).toEqual([
      { what: 'Calendar', value: 'Unknown: does not answer', unknown: true },
      { what: 'Vip', value: 'No' },
      { what: 'Your line', value: 'Free until 14:30' },
    ])
  })

  test('a rule without conditions always holds', async () => {
    const { tried } = trace(await decided({}, [rule('it')]), scene({}), reader)
    expect(tried[0]).toMatchObject({ reason: 'Won: it always holds.', sentence: 'Won: it.' })
  })
})
