/** What events make of a day, by example and by property; under two zones of the machine, which must be of no account. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Choice, type Counted, type Span, spanAt, spansOf } from './activity.ts'
import { place } from './place.ts'

const at = (time: string) => Date.parse(`2026-10-09T${time}:00Z`)
const clock = (time: number) => new Date(time).toISOString().slice(11, 16)

const strengths = { busy: 1, meeting: 2, holiday: 3, home: 0 } as const
type Activity = keyof typeof strengths

function event(from: string, to: string, activity: Activity = 'meeting'): Counted {
  const closesPhone = activity !== 'home'
  return {
    ...{ id: `${activity} ${from}`, start: at(from), end: at(to) },
    ...{ activity, closesPhone, strength: strengths[activity] },
  }
}
const chosen = (since: string, until?: string, closesPhone = false): Choice => ({
  ...{ since: at(since), until: until === undefined ? undefined : at(until), closesPhone },
})

/** "meeting to 14:30", "chosen". */
function told(span: Span): string {
  return span.by === 'chosen' ? 'chosen' : `${span.activity} to ${clock(span.until)}`
}
/** What holds at each of the times, told. */
const course = (events: readonly Counted[], times: readonly string[], choice?: Choice) => {
  const spans = spansOf(events, choice)
  return times.map(time => told(spanAt(spans, at(time))))
}

describe('events at once and in a row', () => {
  test('a meeting lasts from its start to the moment of its end', () => {
    const spans = spansOf([event('13:30', '14:30')], undefined)
    expect([at('13:30') - 1, at('13:30'), at('14:30') - 1, at('14:30')].map(time => told(spanAt(spans, time)))).toEqual(
      [...['chosen', 'meeting to 14:30', 'meeting to 14:30', 'chosen']],
    )
  })

  test('two in a row have one end', () => {
    const both = [event('15:30', '16:00'), event('16:00', '16:30')]
    expect(course(both, ['15:30', '16:00', '16:30'])).toEqual(['meeting to 16:30', 'meeting to 16:30', 'chosen'])
    expect(spanAt(spansOf(both, undefined), at('15:45'))).toMatchObject({ because: ['meeting 15:30', 'meeting 16:00'] })
  })

  test('a minute between two is a minute in which the phone rings', () => {
    expect(course([event('13:00', '13:59'), event('14:00', '15:00')], ['13:30', '13:59', '14:00'])).toEqual([
      ...['meeting to 13:59', 'chosen', 'meeting to 15:00'],
    ])
  })

  test('complaint: a short event inside a long one ended it early', () => {
    expect(course([event('13:00', '16:00'), event('13:30', '14:00')], ['13:15', '13:45', '14:00', '15:59'])).toEqual([
      ...['meeting to 16:00', 'meeting to 16:00', 'meeting to 16:00', 'meeting to 16:00'],
    ])
  })

  test('the strongest of several says what it is, and the return is that of the whole', () => {
    const three = [event('13:00', '15:00', 'busy'), event('13:30', '14:00'), event('14:30', '17:00', 'holiday')]
    expect(course(three, ['13:00', '13:30', '14:00', '14:30', '16:59', '17:00'])).toEqual([
      ...['busy to 17:00', 'meeting to 17:00', 'busy to 17:00', 'holiday to 17:00', 'holiday to 17:00', 'chosen'],
    ])
  })

  test('what leaves the phone open does not put off the return', () => {
    const open = [event('13:00', '14:00'), event('08:00', '18:00', 'home')]
    expect(course(open, ['12:00', '13:30', '14:00'])).toEqual(['home to 13:00', 'meeting to 14:00', 'home to 18:00'])
  })

  test('an event without length is none', () => {
    expect(course([event('13:00', '13:00'), event('14:00', '13:00')], ['13:00', '13:30'])).toEqual(['chosen', 'chosen'])
  })
})

describe('what was chosen by hand', () => {
  const meeting = event('13:00', '15:00')

  test('complaint: left early and still in a meeting. Available during it lets the phone ring, and the next one counts', () => {
    const events = [meeting, event('14:30', '16:00')]
    expect(course(events, ['13:30', '14:00', '14:30', '15:59', '16:00'], chosen('14:00'))).toEqual([
      ...['meeting to 14:00', 'chosen', 'meeting to 16:00', 'meeting to 16:00', 'chosen'],
    ])
  })

  test('Available at the very second in which it begins is left early too', () => {
    expect(course([meeting], ['13:00', '14:00'], chosen('13:00'))).toEqual(['chosen', 'chosen'])
  })

  test('Available long before counts nothing away', () => {
    expect(course([meeting], ['13:30'], chosen('09:00'))).toEqual(['meeting to 15:00'])
  })

  test('lunch in the middle holds until its own end, then the meeting is there again', () => {
    expect(course([meeting], ['13:30', '13:59', '14:00'], chosen('13:30', '14:00', true))).toEqual([
      ...['chosen', 'chosen', 'meeting to 15:00'],
    ])
  })

  test('sick holds though meetings begin, and without an end for good', () => {
    expect(course([meeting], ['13:30'], chosen('08:00', '17:00', true))).toEqual(['chosen'])
    expect(course([meeting, event('20:00', '21:00')], ['13:30', '20:30'], chosen('08:00', undefined, true))).toEqual([
      ...['chosen', 'chosen'],
    ])
  })

  test('working from home is where one stands: meetings count, and after them it is there again', () => {
    expect(course([meeting], ['12:00', '13:30', '15:00'], chosen('08:00', '17:00'))).toEqual([
      ...['chosen', 'meeting to 15:00', 'chosen'],
    ])
  })
})

describe.each(['UTC', 'America/Los_Angeles'])('on a machine in %s', machine => {
  const before = process.env.TZ
  beforeAll(() => {
    process.env.TZ = machine
  })
  afterAll(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  test('it is one', () => {
    expect(new Date(at('12:00')).getTimezoneOffset()).toBe(machine === 'UTC' ? 0 : 420)
  })

  const allDay = (start: string, end: string, zone: string) => {
    const placed = place({ kind: 'all-day', start, end }, zone)
    return placed && [new Date(placed.start).toISOString(), new Date(placed.end).toISOString()]
  }

  test.each([
    ['Europe/Stockholm', '2026-10-09', '2026-10-10', '2026-10-08T22:00:00.000Z', '2026-10-09T22:00:00.000Z'],
    [
      'Europe/Stockholm, clocks back',
      '2026-10-25',
      '2026-10-26',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ],
    ['Europe/Stockholm, clocks on', '2026-03-29', '2026-03-30', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['America/New_York', '2026-10-09', '2026-10-11', '2026-10-09T04:00:00.000Z', '2026-10-11T04:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-10-09', '2026-10-10', '2026-10-08T10:00:00.000Z', '2026-10-09T10:00:00.000Z'],
    // Clocks go on at midnight there: the day begins at one.
    ['Asia/Beirut', '2026-03-29', '2026-03-30', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
  ])('an all-day event in %s is a day there', (zone, start, end, from, to) => {
    expect(allDay(start, end, zone.replace(/,.*/, ''))).toEqual([from, to])
  })

  test('an event whose zone nobody knows stands nowhere', () => {
    const when = {
      kind: 'unplaced',
      start: '2026-10-09T13:30:00',
      end: '2026-10-09T14:30:00',
      zone: 'Customized',
    } as const
    expect(place(when, 'Europe/Stockholm')).toBeUndefined()
    expect(place({ kind: 'timed', start: 'soon', end: 'later' }, 'UTC')).toBeUndefined()
  })

  // Steps of seven minutes over a night in which clocks change, so that edges meet.
  const time = fc.integer({ min: 0, max: 60 }).map(step => Date.parse('2026-10-24T22:00:00Z') + step * 420_000)
  const one = fc.record({ id: fc.uuid(), start: time, end: time, activity: fc.constantFrom(...Object.keys(strengths)) })
  const events = fc.array(one, { maxLength: 12 }).map(all =>
    all.map(
      (given): Counted => ({
        ...given,
        closesPhone: given.activity !== 'home',
        strength: strengths[given.activity as Activity],
      }),
    ),
  )
  const choice = fc.option(
    fc.record({ since: time, until: fc.option(time, { nil: undefined }), closesPhone: fc.boolean() }),
    { nil: undefined },
  )

  /** The policy in the words of its comment, a moment at a time. */
  function plainly(all: readonly Counted[], made: Choice | undefined, now: number): string | undefined {
    const holds = made !== undefined && made.since <= now && (made.until === undefined || now < made.until)
    if (holds && made.closesPhone) return undefined
    const running = all.filter(({ start, end }) => start <= now && now < end && !(holds && start <= made.since))
    return running.sort((a, b) => b.strength - a.strength)[0]?.activity
  }

  test('each moment has the activity that the policy gives', () => {
    fc.assert(
      fc.property(events, choice, time, fc.integer({ min: -1, max: 1 }), (all, made, when, off) => {
        const span = spanAt(spansOf(all, made), when + off)
        expect(span.by === 'calendar' ? span.activity : undefined).toBe(plainly(all, made, when + off))
      }),
    )
  })

  test('the order in which a vendor lists events is of no account', () => {
    fc.assert(
      fc.property(
        events.chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        choice,
        ([all, shuffled], made) => {
          expect(spansOf(shuffled, made)).toEqual(spansOf(all, made))
        },
      ),
    )
  })

  test('an answer holds to its end, and another stands behind it', () => {
    fc.assert(
      fc.property(events, choice, (all, made) => {
        const spans = spansOf(all, made)
        expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])
        for (const [index, span] of spans.entries()) {
          const next = spans[index + 1]
          if (!next) continue
          expect(next.from).toBe(span.to)
          expect(span.to).toBeGreaterThan(span.from)
          expect([next.by, 'activity' in next && next.activity]).not.toEqual([
            span.by,
            'activity' in span && span.activity,
          ])
        }
      }),
    )
  })

  test('the end told is the time at which the phone is open, and not before', () => {
    const closed = (span: Span | undefined) => span?.by === 'calendar' && span.closesPhone
    fc.assert(
      fc.property(events, choice, (all, made) => {
        const spans = spansOf(all, made)
        for (const span of spans) {
          if (span.by !== 'calendar') continue
          const during = spans.filter(({ from, to }) => from < span.until && to > span.from)
          expect(during.every(closed)).toBe(span.closesPhone)
          expect(span.closesPhone && closed(spanAt(spans, span.until))).toBe(false)
        }
      }),
    )
  })
})
