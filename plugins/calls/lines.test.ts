import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TelephonyEvent } from '../../connectors/telephony/events.ts'
import { lines } from './lines.ts'

const anna = '1001@norrsken.svara.localhost'
const björn = '1002@norrsken.svara.localhost'
const outside = '+46701740607'

const ringing = (extension: string, callId = 'a'): TelephonyEvent => ({ kind: 'ringing', callId, extension })
const answered = (to: string, from = outside, callId = 'a'): TelephonyEvent => ({ kind: 'answered', callId, from, to })
const ended = (callId = 'a'): TelephonyEvent => ({ kind: 'ended', callId, seconds: 1, by: 'caller' })
const failed = (callId = 'a'): TelephonyEvent => ({ kind: 'failed', callId, sipStatus: 487 })
const registered = (extension: string, expires = 300): TelephonyEvent => ({
  kind: 'registered',
  extension,
  contact: `sip:${extension};x`,
  device: 'desk',
  userAgent: '',
  expires,
})

function board(...events: readonly TelephonyEvent[]) {
  const made = lines()
  for (const event of events) made.take(event)
  return made
}

test('what rings is told with the time since when, which outlives a comparison with what is so', () => {
  const made = board(ringing(anna), answered(anna), ringing(björn, 'b'), ringing(anna, 'b'))
  expect(made.ringing(anna).map(({ callId }) => callId)).toEqual(['b'])
  const [before] = made.ringing(björn)
  const call = { from: outside, to: '', state: 'early', ringing: [björn] } as const
  made.heal([{ ...call, callId: 'b', startedAt: new Date(0) }])
  expect(made.ringing(björn)).toEqual([before])
  const fresh = board()
  fresh.heal([{ ...call, callId: 'b', startedAt: new Date(5000) }])
  expect(fresh.ringing(björn)).toEqual([{ callId: 'b', since: 5000 }])
})

describe('line state', () => {
  test('ringing, in a call, idle', () => {
    const made = board(ringing(anna))
    expect(made.state(anna)).toBe('ringing')
    made.take(answered(anna))
    expect(made.state(anna)).toBe('in-call')
    made.take(ended())
    expect(made.state(anna)).toBe('idle')
  })

  test('who rang and did not answer is idle when another answers', () => {
    const made = board(ringing(anna), ringing(björn), answered(björn))
    expect([made.state(anna), made.state(björn)]).toEqual(['idle', 'in-call'])
  })

  test('a second call that rings leaves the first one talking', () => {
    const made = board(ringing(anna), answered(anna), ringing(anna, 'b'))
    expect(made.state(anna)).toBe('in-call')
    made.take(failed('b'))
    expect(made.state(anna)).toBe('in-call')
    made.take(ended())
    expect(made.state(anna)).toBe('idle')
  })

  test('both sides of a call inside are in it, the caller from the start', () => {
    const made = board(ringing(björn))
    made.dials('a', anna)
    expect(made.state(anna)).toBe('in-call')
    made.take(answered(björn, anna))
    expect([made.state(anna), made.state(björn)]).toEqual(['in-call', 'in-call'])
    made.take(ended())
    expect([made.state(anna), made.state(björn)]).toEqual(['idle', 'idle'])
  })

  test('in whatever order the events of a call come, when it is over the line is idle', () => {
    const events = [ringing(anna), ringing(björn), answered(anna), ended()]
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: 1 }), some => {
        const made = board(...some.filter(({ kind }) => kind !== 'ended'))
        made.take(ended())
        for (const late of some) made.take(late)
        expect([made.state(anna), made.state(björn)]).toEqual(['idle', 'idle'])
      }),
    )
  })

  test('healing puts what is so in place of what was heard', () => {
    const made = board(ringing(anna), answered(anna), registered(anna))
    const changed = made.heal(
      [{ callId: 'b', from: outside, to: björn, state: 'early', ringing: [björn], startedAt: new Date() }],
      [{ extension: björn, contact: 'sip:b', device: 'desk', userAgent: '', expiresAt: new Date(Date.now() + 60_000) }],
    )
    expect([made.state(anna), made.state(björn)]).toEqual(['idle', 'ringing'])
    expect([made.registered(anna), made.registered(björn)]).toEqual([false, true])
    expect(changed).toEqual(expect.arrayContaining([anna, björn]))
  })
})

test('who rang rings no more once something else is tried; who calls goes on calling', () => {
  const made = board({ kind: 'ringing', callId: 'a', extension: björn, from: anna })
  expect([made.state(anna), made.state(björn)]).toEqual(['in-call', 'ringing'])
  expect(made.take({ kind: 'stopped', callId: 'a' })).toEqual([björn])
  expect([made.state(anna), made.state(björn)]).toEqual(['in-call', 'idle'])
})

test('who calls 112 has no free line', () => {
  const made = board({ kind: 'emergency', callId: 'a', from: anna, dialled: '112' })
  expect(made.state(anna)).toBe('in-call')
  made.take(failed())
  expect(made.state(anna)).toBe('idle')
})

test('healing of calls alone leaves registrations as they are', () => {
  const made = board(ringing(anna), registered(anna))
  expect(made.heal([])).toContain(anna)
  expect([made.state(anna), made.registered(anna)]).toEqual(['idle', true])
})

describe('a call asked for in the app', () => {
  test('takes the own line from the ringing of the own phone to the end of the call it makes', () => {
    const made = board(ringing(anna, 'placed'))
    expect(made.state(anna)).toBe('ringing')
    // Nobody calls: no other line is taken.
    expect(made.take(answered(anna, '', 'placed'))).toContain(anna)
    expect([made.state(anna), made.state('')]).toEqual(['in-call', 'idle'])
    made.dials('real', anna)
    made.take(ended('placed'))
    expect(made.state(anna)).toBe('in-call')
    made.take(ended('real'))
    expect(made.state(anna)).toBe('idle')
  })

  test('is healed like any other', () => {
    const made = board()
    const call = { callId: 'placed', from: '', to: anna, ringing: [], startedAt: new Date() }
    made.heal([{ ...call, ringing: [anna], state: 'early' }], [])
    expect([made.state(anna), made.state('')]).toEqual(['ringing', 'idle'])
    made.heal([{ ...call, state: 'confirmed' }], [])
    expect(made.state(anna)).toBe('in-call')
    made.heal([], [])
    expect(made.state(anna)).toBe('idle')
  })
})

describe('registration', () => {
  test('a phone is there until it is taken back or its time is over', () => {
    const made = board(registered(anna), registered(björn, 0))
    expect([made.registered(anna), made.registered(björn)]).toEqual([true, false])
    made.take({ kind: 'unregistered', extension: anna, contact: `sip:${anna};x` })
    expect(made.registered(anna)).toBe(false)
  })

  test('all of an extension may go at once', () => {
    const made = board(registered(anna))
    made.take({ kind: 'unregistered', extension: anna, contact: '*' })
    expect(made.registered(anna)).toBe(false)
  })
})
