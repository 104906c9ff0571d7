import { describe, expect, test } from 'vitest'
import type { Condition, TopCondition } from '../rule.ts'
import { changed, type Finding } from './finding.ts'
import { findings } from './index.ts'
import { placed, route, type Written, world } from './testing/world.ts'

type World = Parameters<typeof world>[0]

const is = (fact: string, value: unknown, operator = 'equal', path?: string): Condition => ({
  fact,
  operator,
  value,
  ...(path !== undefined && { path }),
})
const all = (...parts: Condition[]): TopCondition => ({ all: parts })
const found = (made: World) =>
  findings(world(made)).map(({ code, severity, rules }) => [code, severity, ...rules.map(({ name }) => name)])
const sentences = (made: World) => findings(world(made)).map(({ say }) => say)
/** With the fix of the first finding. */
function mended(made: World): World {
  const [first] = findings(world(made))
  const change = first?.fix?.change
  if (!change) throw new Error('no fix')
  const own = made.rules.filter(({ scope = 'organisation' }) => scope === (made.examined ?? 'organisation'))
  const others = made.rules.filter(one => !own.includes(one))
  return {
    ...made,
    rules: [
      ...changed(
        own.map(one => placed(one).rule),
        change,
      ),
      ...others,
    ],
  }
}
const saw = ({ example }: Finding | Record<string, never>, fact: string) =>
  example?.facts.find(one => one.fact === fact)?.saw

describe('what a rule promised', () => {
  const vip: Written = {
    name: 'VIP',
    scope: 'standard',
    stage: 'exempt',
    conditions: all(is('vip', true), is('line', 'idle', 'equal', '$.state')),
  }
  const blocked: Written = {
    name: 'Blocked',
    scope: 'standard',
    stage: 'guard',
    conditions: all(is('blocked', true)),
    event: route('reject'),
  }
  const busy: Written = {
    name: 'Busy',
    scope: 'standard',
    stage: 'availability',
    conditions: all(is('line', 'in-call', 'equal', '$.state')),
    event: route('voicemail'),
  }
  const late: Written = {
    name: 'Late',
    stage: 'exempt',
    conditions: all(is('clock', '16:00', 'after')),
    event: route('voicemail'),
  }
  const standard = [vip, blocked, busy]

  test('is taken away by one that is tried before and does not speak of it', () => {
    const made = { rules: [late, ...standard] }
    expect(found(made)).toEqual([['takes-away', 'warn', 'Late', 'VIP']])
    const [first = {}] = findings(world(made))
    expect(saw(first, 'vip')).toEqual({ known: true, value: true })
    expect(saw(first, 'clock')).toEqual({ known: true, value: '16:00:00' })
    expect(found(mended(made))).toEqual([])
  })

  test('is not by one behind it, one that does the same, or one that is about just that', () => {
    expect(found({ rules: [{ ...late, stage: 'availability' }, ...standard] })).toEqual([])
    expect(found({ rules: [{ ...late, event: route('ring') }, ...standard] })).toEqual([])
    expect(
      found({ rules: [{ ...late, conditions: all(is('vip', true), is('clock', '16:00', 'after')) }, ...standard] }),
    ).toEqual([])
  })

  test('is not by one that only another rule lets near it', () => {
    const noVip = all(is('clock', '16:00', 'after'), is('vip', false))
    expect(found({ rules: [{ ...late, conditions: noVip }, ...standard] })).toEqual([])
  })

  test('stops publishing where the organisation binds its people', () => {
    const bound = { ...blocked, name: 'Bound', scope: 'organisation' } as const
    const own = { ...late, stage: 'guard', scope: 'person', owner: 'anna' } as const
    const made: World = { rules: [own, bound], examined: 'person', person: 'anna' }
    expect(found(made)).toEqual([['takes-away', 'stop', 'Late', 'Bound']])
    expect(found(mended(made))).toEqual([])
  })
})

describe('what is not there', () => {
  test.each([
    ['a person', 'tell', { event: route('tell', { person: 'gone' }) }, 'nämner en person som inte finns längre'],
    ['a number', 'forward', { event: route('forward', { to: '1999' }) }, 'nämner 1999, som inte leder någonstans'],
    [
      'an activity',
      'ring',
      { conditions: all(is('activity', ['meeting', 'gone'], 'in')) },
      'nämner en hänvisning som inte finns längre',
    ],
  ])('%s stops publishing', (_, __, rule, words) => {
    const made: World = { rules: [{ name: 'R', ...rule }], gone: ['gone', '1999'] }
    expect(found(made)).toEqual([['missing', 'stop', 'R']])
    expect(sentences(made)[0]?.sv).toBe(`”R” ${words}.`)
    expect(found(mended(made))).toEqual([])
    expect(found({ ...made, gone: [] })).toEqual([])
  })
})

describe('what can not be known when it happens', () => {
  test('stops publishing where the rule can not hold without it', () => {
    const elsewhere = is('elsewhere', true)
    expect(found({ rules: [{ name: 'R', conditions: all(elsewhere) }] })).toEqual([['unknowable', 'stop', 'R']])
    expect(found({ rules: [{ name: 'R', conditions: { any: [elsewhere, is('vip', true)] } }] })).toEqual([
      ['unknowable', 'warn', 'R'],
    ])
    expect(found({ rules: [{ name: 'R', on: 'other', conditions: all(elsewhere) }] })).toEqual([])
    const of = { ...is('activity', 'meeting'), params: { of: 'neighbour' } }
    expect(found({ rules: [{ name: 'R', conditions: all(of) }] })).toEqual([['unknowable', 'stop', 'R']])
    expect(found({ rules: [{ name: 'R', event: route('forward', { to: { fact: 'elsewhere' } }) }] })).toEqual([
      ['unknowable', 'warn', 'R'],
    ])
  })
})

test('an action that can not follow stops publishing', () => {
  expect(found({ rules: [{ name: 'R', on: 'call.unanswered', event: route('ring') }] })).toEqual([
    ['unfit', 'stop', 'R'],
  ])
})

describe('a gap', () => {
  const day: Written = { name: 'Day', conditions: all(is('clock', '16:00:00', 'before')) }
  const evening: Written = {
    name: 'Evening',
    conditions: all(is('clock', '16:00:00', 'after')),
    event: route('voicemail'),
  }

  test('between two halves of the day is told of, with the time', () => {
    expect(found({ rules: [day, evening] })).toEqual([['gap', 'warn', 'Day', 'Evening']])
    expect(sentences({ rules: [day, evening] })[0]?.en).toBe(
      'There is a gap between “Day” and “Evening”: none of them holds at 16:00:00.',
    )
  })

  test('that another rule fills, or that is a whole stretch, is none', () => {
    const four: Written = { name: 'Four', conditions: all(is('clock', '16:00:00')) }
    expect(found({ rules: [day, evening, four] })).toEqual([])
    expect(found({ rules: [day, { ...evening, conditions: all(is('clock', '18:00', 'after')) }] })).toEqual([])
  })

  test('of one day in the week is told of', () => {
    const on = (...days: string[]) => days.map((name): Written => ({ name, conditions: all(is('weekday', name)) }))
    const six = on('monday', 'tuesday', 'wednesday', 'friday', 'saturday', 'sunday')
    expect(sentences({ rules: six })[0]?.sv).toContain('ingen av dem gäller vid torsdag')
    expect(found({ rules: six.slice(2) })).toEqual([])
  })
})

describe('forwarding that goes round', () => {
  const people = { 1001: 'anna', 1002: 'bjorn', 1003: 'cecilia' }
  const to = (owner: string, number: string, more: Partial<Written> = {}): Written => ({
    name: `${owner}-${number}`,
    scope: 'person',
    owner,
    event: route('forward', { to: number }),
    ...more,
  })
  const annas = (...rules: Written[]): World => ({ rules, examined: 'person', person: 'anna', people })

  test('is found over the rules of others, with the way that it goes', () => {
    const made = annas(to('anna', '1002'), to('bjorn', '1003'), to('cecilia', '1001'))
    expect(found(made)).toEqual([['loop', 'stop', 'anna-1002', 'bjorn-1003', 'cecilia-1001']])
    expect(sentences(made)[0]?.en).toBe(
      'Calls go round: “anna-1002” sends them to bjorn, “bjorn-1003” sends them to cecilia, and “cecilia-1001” sends them to anna.',
    )
    expect(found(mended(made))).toEqual([])
    expect(found(annas(to('anna', '1002'), to('bjorn', '1003'), to('cecilia', '+46701740605')))).toEqual([])
    expect(found(annas(to('anna', '1001')))).toEqual([['loop', 'stop', 'anna-1001']])
  })

  test('is not what no single call can do', () => {
    const late = { conditions: all(is('clock', '16:00', 'after')) }
    const early = { conditions: all(is('clock', '09:00', 'before')) }
    expect(found(annas(to('anna', '1002', late), to('bjorn', '1001', early)))).toEqual([])
    expect(found(annas(to('anna', '1002', late), to('bjorn', '1001', late)))).toEqual([
      ['loop', 'stop', 'anna-1002', 'bjorn-1001'],
    ])
    const once = { conditions: all(is('diversions', 2, 'lessThan', '$.count')) }
    expect(found(annas(to('anna', '1002', once), to('bjorn', '1001')))).toEqual([])
    const before: Written = { name: 'ring', scope: 'person', owner: 'bjorn', stage: 'guard' }
    expect(found(annas(to('anna', '1002'), to('bjorn', '1001'), before))).toEqual([])
  })

  test('is worth a word where it takes that nobody answers', () => {
    const made = annas(to('anna', '1002', { on: 'call.unanswered' }), to('bjorn', '1001'))
    expect(found(made)).toEqual([['loop', 'warn', 'anna-1002', 'bjorn-1001']])
  })

  test('is none where an organisation sends all calls to one, and is one where she sends them back', () => {
    const all: Written = { name: 'all', event: route('forward', { to: '1001' }) }
    expect(found({ rules: [all], people })).toEqual([])
    const back = { ...to('anna', '1002'), stage: 'guard' } as const
    expect(found({ rules: [all, back], people })).toEqual([['loop', 'stop', 'all', 'anna-1002']])
    expect(found({ rules: [all, { ...back, on: 'call.unanswered' }], people })).toEqual([])
  })
})
