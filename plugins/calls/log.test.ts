import { describe, expect, test } from 'vitest'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import type { Directory, Person } from '../directory/contract.ts'
import { type Course, phaseFor } from './course.ts'
import { entryFor } from './entry.ts'
import { callLog } from './log.ts'
import type { CallRow, Part } from './model.ts'
import { callOf, type Decidable } from './parties.ts'

const extension = '1001@norrsken.svara.localhost'
const directory = {
  personByExtension: (asked: string) =>
    asked === extension
      ? ({ id: 'anna', name: 'Anna', number: '+46846500401', organisation: 'org' } as Person)
      : undefined,
} as Directory

const asked: Decidable = {
  kind: 'incoming',
  organisation: 'org',
  data: {
    call: 'call',
    callId: 'a',
    dialled: '+46846500401',
    diversions: 0,
    caller: { number: '+46701740607', hidden: false },
    callee: { kind: 'person', person: 'anna', people: ['anna'], numberId: 'n', name: 'Anna' },
  },
}
const ring: Verdict = {
  verb: 'ring',
  extensions: [extension],
  seconds: 25,
  context: '',
  show: { number: '', hidden: false },
}
const out: Decidable = {
  kind: 'outgoing',
  organisation: 'org',
  data: {
    call: 'out',
    callId: 'a',
    dialled: '+46701740630',
    diversions: 0,
    caller: { person: 'anna', number: '+46846500401', hidden: false },
  },
}
const reject: Verdict = { verb: 'reject', sipStatus: 603, reason: 'Decline' }
const progress: Verdict = { verb: 'progress', sdp: '', context: '', next: async () => reject }

const ringing: TelephonyEvent = { kind: 'ringing', callId: 'a', extension }
const answered: TelephonyEvent = { kind: 'answered', callId: 'a', from: '+46701740607', to: extension }
const ended: TelephonyEvent = { kind: 'ended', callId: 'a', seconds: 61, by: 'caller' }
const failed: TelephonyEvent = { kind: 'failed', callId: 'a', sipStatus: 487 }

function log() {
  const written: CallRow[] = []
  const over: CallRow[] = []
  const patched: unknown[] = []
  const rang: string[] = []
  const shown: Course[] = []
  const parts: Part[] = []
  const made = callLog(directory, {
    patch: (call, changes) => patched.push([call, changes]),
    write: row => written.push(row),
    part: part => parts.push(part),
    show: course => shown.push(course),
    ended: row => over.push(row),
    rang: (_, people) => rang.push(...people),
  })
  return { made, over, last: () => written.at(-1), written, patched, parts, rang, shown }
}

describe('the log of calls', () => {
  test('an answered call: by whom, and for how long', () => {
    const { made, last, over } = log()
    made.began(asked)
    made.routed(asked, ring)
    for (const event of [ringing, answered, ended]) made.take(event)
    expect(last()).toMatchObject({ outcome: 'answered', answeredBy: 'anna', seconds: 61 })
    expect(over).toHaveLength(1)
    expect(made.ongoing()).toEqual([])
  })

  test('that it was answered may be told when it is over', () => {
    const { made, last } = log()
    made.began(asked)
    made.routed(asked, ring)
    for (const event of [ringing, ended, answered]) made.take(event)
    expect(last()).toMatchObject({ outcome: 'answered', answeredBy: 'anna' })
    expect((last()?.endedAt?.getTime() ?? 0) - (last()?.answeredAt?.getTime() ?? 0)).toBe(61_000)
  })

  const endings: [string, Verdict, TelephonyEvent[], string][] = [
    ['nobody took it', ring, [ringing, failed], 'missed'],
    ['an announcement was heard', progress, [failed], 'announced'],
    ['a rule refused it', reject, [], 'refused'],
  ]
  test('what a machine answers nobody has answered', () => {
    const standIn = { ...ring, extensions: ['voice@voice'], standIn: true }
    const { made, last, shown } = log()
    made.began(asked)
    made.routed(asked, standIn)
    made.take({ ...answered, to: 'voice@voice' })
    expect(shown.map(course => phaseFor(course, 'anna')).at(-1)).toBe('announced')
    made.take(ended)
    expect(last()).toMatchObject({ outcome: 'announced', answeredBy: null, answeredAt: null, seconds: 0 })
    made.began(asked)
    made.routed(asked, ring)
    made.take(ringing)
    made.routed(asked, standIn)
    made.take({ ...answered, to: 'voice@voice' })
    made.take(ended)
    expect(last()).toMatchObject({ outcome: 'missed' })
  })

  const dial: Verdict = {
    verb: 'dial',
    number: '+46701740630',
    seconds: 60,
    context: '',
    show: { number: undefined, hidden: true },
  }
  test.each([
    ['nobody answered there', false, 'unanswered'],
    ['the other network did not take it', true, 'failed'],
  ] as const)('a call out: %s', (_, unreached, outcome) => {
    const { made, last } = log()
    made.began(out)
    made.routed(out, dial)
    if (unreached) made.unreached('a')
    made.take({ kind: 'failed', callId: 'a', sipStatus: 408 })
    expect(last()?.outcome).toBe(outcome)
  })

  test.each(endings)('%s', (_, verdict, events, outcome) => {
    const { made, last } = log()
    made.began(asked)
    made.routed(asked, verdict)
    for (const event of events) made.take(event)
    expect(last()?.outcome).toBe(outcome)
  })

  test('a call asked about twice is one entry', () => {
    const { made, written } = log()
    made.began(asked)
    made.began(asked)
    expect(written).toHaveLength(1)
  })

  test('a call that another hub was asked about keeps its course, and has its end', () => {
    const { made, patched } = log()
    made.take(answered)
    made.take(ended)
    expect(patched).toEqual([
      [callOf('a'), { answeredAt: expect.any(Date), answeredBy: 'anna' }],
      [callOf('a'), { endedAt: expect.any(Date), outcome: 'answered', seconds: 61 }],
    ])
  })

  test('the name that the phones showed is kept', () => {
    const { made, last } = log()
    made.began(asked)
    const named = { ...ring, named: 'Olof Berg' }
    made.routed(asked, named)
    made.take(failed)
    expect(last()?.callerName).toBe('Olof Berg')
  })

  test('a call that rang and was then refused by a rule was missed', () => {
    const { made, last } = log()
    made.began(asked)
    made.routed(asked, ring)
    made.take(ringing)
    made.routed(asked, reject)
    expect(last()?.outcome).toBe('missed')
  })

  test('where it stands is told as it goes', () => {
    const { made, shown } = log()
    made.began(asked)
    made.routed(asked, ring)
    for (const event of [ringing, answered, ringing, ended]) made.take(event)
    expect(shown.map(course => phaseFor(course, 'anna'))).toEqual([
      'calling',
      'calling',
      'ringing',
      'talking',
      undefined,
    ])
  })

  test('an announcement answers, and the name is known though no phone rang', () => {
    const { made, shown, last } = log()
    made.began(asked)
    made.routed(asked, progress, { name: 'Olof Berg' })
    const course = shown.at(-1)
    expect(course && phaseFor(course, 'anna')).toBe('announced')
    expect(last()?.callerName).toBe('Olof Berg')
  })

  test('112, which no hub was asked about, is there too', () => {
    const { made, last } = log()
    made.take({ kind: 'emergency', callId: 'e', from: extension, dialled: '112' })
    expect(last()).toMatchObject({ callerPerson: 'anna', calleeNumber: '112', calleeKind: 'outside' })
  })
})

describe('an entry as one of its people may see it', () => {
  const row = () => {
    const { made, last } = log()
    made.began(asked)
    const made_ = last()
    if (!made_) throw new Error('no row')
    return made_
  }

  test('a hidden number is not shown', () => {
    const entry = entryFor({ ...row(), callerHidden: true }, 'anna')
    expect(entry.other).toEqual({ name: undefined, number: undefined, person: undefined, hidden: true })
  })

  test('the direction is that of whoever looks', () => {
    expect(entryFor({ ...row(), callerPerson: 'björn' }, 'björn').direction).toBe('outgoing')
    expect(entryFor({ ...row(), callerPerson: 'björn' }, 'anna').direction).toBe('incoming')
  })
})

test('a call that the signalling side has no more is over, though nobody told of its end', () => {
  const { made, written } = log()
  made.began(asked)
  made.routed(asked, ring)
  made.take(answered)
  const later = new Date(Date.now() + 1000)
  made.lost(new Set(['a']), later)
  // Begun while it was asked.
  made.lost(new Set(), new Date(Date.now() - 1000))
  expect(written.at(-1)?.endedAt).toBeFalsy()
  made.lost(new Set(), later)
  expect(written.at(-1)).toMatchObject({ outcome: 'answered' })
  expect(written.at(-1)?.endedAt).toBeInstanceOf(Date)
})
