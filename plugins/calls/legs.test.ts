import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import { people, twoOrganisations } from '../../test/harness/plugin-hub.ts'
import { isIn } from './contract.ts'
import { type Course, callIdFor, concerns, leftAt, phaseFor } from './course.ts'
import { entryFor } from './entry.ts'
import type { LegNews } from './leg-news.ts'
import { callLog } from './log.ts'
import type { CallRow, Part } from './model.ts'
import type { Decidable } from './parties.ts'

const { anna, david, cecilia } = people
const maria = { number: '+46701740605', name: 'Maria Holm', hidden: false }

const toAnna: Decidable = {
  kind: 'incoming',
  organisation: 'norrsken',
  data: {
    call: 'call',
    callId: 'a',
    dialled: '+46846500401',
    diversions: 0,
    caller: maria,
    callee: { kind: 'person', person: 'anna', people: ['anna'], numberId: 'n', name: 'Anna Svensson' },
  },
}
const ring: Verdict = { verb: 'ring', extensions: [anna.extension], seconds: 25, context: '', show: maria }
const agent: Verdict = { ...ring, extensions: ['0-x@voice.invalid'] }
const standIn = { ...agent, standIn: true }

const rings = (callId: string, extension: string): TelephonyEvent => ({ kind: 'ringing', callId, extension })
const answers = (callId: string, to: string): TelephonyEvent => ({ kind: 'answered', callId, from: '', to })
const ends = (callId: string): TelephonyEvent => ({ kind: 'ended', callId, seconds: 30, by: 'caller' })
const fails = (callId: string): TelephonyEvent => ({ kind: 'failed', callId, sipStatus: 480 })
const leg = (callId: string, more: object = {}): LegNews => ({
  what: 'leg',
  callId,
  call: 'call',
  outside: false,
  other: maria,
  ...more,
})

function log() {
  const rows: CallRow[] = []
  const parts = new Map<string, Part>()
  const shown: Course[] = []
  const rang: string[] = []
  const made = callLog(twoOrganisations, {
    write: row => void rows.push(row),
    patch() {},
    show: course => void shown.push(course),
    ended() {},
    rang: (_, whom) => void rang.push(...whom),
    part: part => void parts.set(part.person, part),
  })
  const last = () => rows.at(-1)
  const phase = (person: string) => {
    const course = shown.at(-1)
    return course && concerns(course, person) ? phaseFor(course, person) : undefined
  }
  return { ...made, last, rows, parts, shown, rang, phase }
}

function answered() {
  const made = log()
  made.began(toAnna)
  made.routed(toAnna, ring)
  made.take(rings('a', anna.extension))
  made.take(answers('a', anna.extension))
  return made
}

describe('legs that a voice agent makes for a call', () => {
  test('answered at her mobile, which an agent rings for her, alone', () => {
    const made = log()
    made.began(toAnna)
    made.routed(toAnna, standIn)
    made.hear(leg('mobile', { outside: true, person: 'anna' }))
    // The mobile’s own voicemail would answer too.
    made.take(answers('mobile', '+46701740630'))
    expect(made.last()?.answeredAt).toBeNull()
    made.hear({ what: 'together', callId: 'mobile' })
    made.take(answers('a', '0-x@voice.invalid'))
    expect(made.phase('anna')).toBe('talking')
    made.take(ends('a'))
    made.take(ends('mobile'))
    expect(made.last()).toMatchObject({ outcome: 'answered', answeredBy: 'anna' })
    expect(new Set(made.rows.map(({ id }) => id)).size).toBe(1)
  })

  test('beside her phones: whose mobile it was may be told behind the answer', () => {
    const made = log()
    made.began(toAnna)
    made.routed(toAnna, agent)
    made.take(answers('a', '0-x@voice.invalid'))
    made.hear(leg('mobile', { outside: true, person: 'anna' }))
    made.hear({ what: 'together', callId: 'mobile' })
    made.take(ends('a'))
    expect(made.last()).toMatchObject({ outcome: 'answered', answeredBy: 'anna', seconds: 30 })
    expect(made.parts.size).toBe(0)
  })

  test('a mobile that nobody confirms has not answered', () => {
    const made = log()
    made.began(toAnna)
    made.routed(toAnna, standIn)
    made.hear(leg('mobile', { outside: true, person: 'anna' }))
    made.take(answers('mobile', '+46701740630'))
    made.take(ends('mobile'))
    made.take(answers('a', '0-x@voice.invalid'))
    made.take(ends('a'))
    expect(made.last()).toMatchObject({ outcome: 'announced', answeredBy: null })
  })

  test.each(['before', 'behind'] as const)('a message was left, told %s its end', when => {
    const made = log()
    made.began(toAnna)
    made.routed(toAnna, ring)
    made.take(rings('a', anna.extension))
    made.routed(toAnna, standIn)
    if (when === 'before') made.hear({ what: 'voicemail', call: 'call', left: true })
    made.take(ends('a'))
    if (when === 'behind') made.hear({ what: 'voicemail', call: 'call', left: true })
    expect(made.last()?.outcome).toBe('voicemail')
    made.hear({ what: 'voicemail', call: 'call', left: false })
    expect(made.last()?.outcome).toBe('missed')
  })

  test('transferred: the caller’s entry has the whole call, and she who took it her part', () => {
    const made = answered()
    made.hear({ what: 'taken', callId: 'a' })
    made.hear(leg('c'))
    made.take(rings('c', cecilia.extension))
    expect([made.phase('cecilia'), made.phase('anna')]).toEqual(['ringing', 'talking'])
    // The transferor is hung up on, and the signalling side thinks that the call has ended.
    made.take(ends('a'))
    expect(made.last()?.endedAt).toBeNull()
    made.take(answers('c', cecilia.extension))
    expect([made.phase('cecilia'), made.current('c')?.call]).toEqual(['talking', 'call'])
    const course = made.shown.at(-1)
    expect(course && callIdFor(course, 'cecilia')).toBe('c')
    expect(made.currentOf('cecilia').map(({ call }) => call)).toEqual(['call'])
    made.take(ends('c'))
    made.hear({ what: 'let-go', callId: 'a' })
    expect(made.last()).toMatchObject({ outcome: 'answered', answeredBy: 'anna' })
    expect([...made.parts.values()]).toMatchObject([
      { person: 'cecilia', outcome: 'answered', otherName: 'Maria Holm' },
    ])
    const row = made.last()
    if (!row) throw new Error('no row')
    const part = made.parts.get('cecilia')
    expect(entryFor(row, 'cecilia', { directory: twoOrganisations, part })).toMatchObject({
      direction: 'incoming',
      outcome: 'answered',
      other: { name: 'Maria Holm' },
      via: 'Anna Svensson',
    })
    expect(made.ongoing()).toEqual([])
    expect(made.current('a')).toBeUndefined()
  })

  test('that an agent has it may be told behind its seeming end', () => {
    const made = answered()
    made.take(ends('a'))
    expect(made.last()?.outcome).toBe('answered')
    made.hear({ what: 'taken', callId: 'a' })
    expect(made.last()).toMatchObject({ outcome: null, endedAt: null })
    made.hear({ what: 'let-go', callId: 'a' })
    expect(made.last()?.outcome).toBe('answered')
  })

  test('transferred to who does not answer: she missed it, whoever answered first did not', () => {
    const made = answered()
    made.hear(leg('c'))
    made.take(rings('c', cecilia.extension))
    made.take(fails('c'))
    made.take(ends('a'))
    expect(made.last()).toMatchObject({ outcome: 'answered', answeredBy: 'anna' })
    expect(made.parts.get('cecilia')).toMatchObject({ outcome: 'missed' })
  })

  test('announced first: the consultation is a call of its own until it joins', () => {
    const made = answered()
    const asking: Decidable = {
      ...toAnna,
      data: {
        ...toAnna.data,
        call: 'asking',
        callId: 'q',
        caller: { person: 'anna', number: '1001', hidden: false },
        callee: { kind: 'person', person: 'david', people: ['david'], numberId: 'b' },
      },
    } as Decidable
    made.began(asking)
    made.routed(asking, ring)
    made.take(answers('q', david.extension))
    made.hear({ what: 'joins', callId: 'q', call: 'call' })
    expect(made.rows.filter(({ id }) => id === 'asking').at(-1)).toMatchObject({ outcome: 'answered' })
    expect(made.current('q')?.call).toBe('call')
    made.take(ends('q'))
    expect(made.parts.get('david')).toMatchObject({ outcome: 'answered', otherName: 'Maria Holm' })
  })

  test('who hands it on is out of it, and in it again where it comes back', () => {
    const made = answered()
    made.take({ kind: 'left', callId: 'a', extension: anna.extension })
    expect(made.phase('anna')).toBeUndefined()
    const current = made.current('call')
    expect(current && isIn(current, 'anna')).toBe(false)
    expect(made.currentOf('anna')).toEqual([])
    const course = made.shown.at(-1) as Course
    const entry = entryFor(course.row, 'anna', { leftAt: leftAt(course, 'anna') })
    expect(entry).toMatchObject({ endedAt: expect.any(String), outcome: 'answered' })
    made.hear(leg('b'))
    made.take(rings('b', anna.extension))
    expect(made.phase('anna')).toBe('ringing')
    made.take(answers('b', anna.extension))
    expect(made.phase('anna')).toBe('talking')
    expect(made.currentOf('anna')).toHaveLength(1)
    made.take(ends('b'))
    expect(made.phase('anna')).toBeUndefined()
  })

  test('parked, until somebody takes it', () => {
    const made = answered()
    made.hear({ what: 'parked', call: 'call', parked: true })
    expect([made.phase('anna'), made.current('call')?.parked]).toEqual(['parked', true])
    made.hear({ what: 'parked', call: 'call', parked: false })
    expect(made.phase('anna')).toBe('talking')
  })

  test('whatever the order in which things are told, there is one entry, and it ends', () => {
    const told: readonly (TelephonyEvent | LegNews)[] = [
      rings('a', anna.extension),
      answers('a', anna.extension),
      leg('c'),
      rings('c', cecilia.extension),
      answers('c', cecilia.extension),
      { what: 'together', callId: 'c' },
      ends('c'),
      leg('d', { outside: true, person: 'david' }),
      fails('d'),
      { what: 'voicemail', call: 'call', left: true },
      ends('a'),
    ]
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...told], { minLength: told.length }),
        fc.array(fc.nat(told.length - 1), { maxLength: 4 }),
        (order, again) => {
          const made = log()
          made.began(toAnna)
          made.routed(toAnna, ring)
          for (const one of [...order, ...again.map(at => told[at]).filter(one => one !== undefined)]) {
            if ('what' in one) made.hear(one)
            else made.take(one)
          }
          expect(new Set(made.rows.map(({ id }) => id))).toEqual(new Set(['call']))
          expect(made.last()).toMatchObject({ outcome: 'answered', endedAt: expect.any(Date) })
          expect(made.ongoing()).toEqual([])
          expect(['cecilia', 'anna']).toContain(made.last()?.answeredBy)
          for (const part of made.parts.values()) expect(part.endedAt).not.toBeNull()
          const course = made.shown.at(-1)
          expect(course && ['anna', 'david', 'cecilia'].map(person => phaseFor(course, person))).toEqual(
            Array(3).fill(undefined),
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})
