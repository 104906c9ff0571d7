import { describe, expect, test } from 'vitest'
import { Unknown } from '../error.ts'
import { decided, leaf, rule, scene } from './testing/scene.ts'
import { trace } from './trace.ts'

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

  test('times are told in the zone, with the date when it is another day', async () => {
    const decision = await decided({ until: '2026-10-09T12:30:00.000Z' }, [
      rule('it', { when: { all: [leaf('until', '2026-10-10T12:30:00.000Z', 'before')] } }),
    ])
    const at = { ...decision, occurrence: { ...decision.occurrence, at: new Date('2026-10-09T08:00:00Z') } }
    const { tried } = trace(at, scene({ until: '' }), reader)
    expect(tried[0]?.sentence).toBe('Won: it. Until (14:30) is before 10 Oct 14:30.')
  })
})
