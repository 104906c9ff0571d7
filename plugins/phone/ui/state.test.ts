import { expect, test } from 'vitest'
import type { Counted } from './quality.ts'
import { counted, quality } from './quality.ts'
import { toneFor } from './sound.ts'
import { type CallState, foremost, idle, waiting } from './state.ts'

const call = (part: Partial<CallState>): CallState => ({
  ...{ callId: 'a', id: undefined, direction: 'incoming', number: '1002', name: undefined, phase: 'talking' },
  ...{ answeredAt: 0, muted: false, held: false, heldByThem: false, quality: 'good', shows: undefined, seen: false },
  ...{ early: false, digits: '', ...part },
})
const rings = call({ callId: 'rings', phase: 'ringing' })
const rung = call({ callId: 'rung', phase: 'ringing', direction: 'outgoing' })
const talks = call({ callId: 'talks' })
const held = call({ callId: 'held', held: true })

test('keys are about whom one talks to, else who is called, else who waits on hold; never about a call that rings here', () => {
  expect(foremost([held, talks, rings])).toBe(talks)
  expect(foremost([talks, held])).toBe(talks)
  expect(foremost([held, rung])).toBe(rung)
  expect(foremost([held, rings])).toBe(held)
  expect(foremost([rings])).toBeUndefined()
  expect(waiting([held, rings, rung, talks])).toEqual([rings])
})

test.each([
  ['nothing goes on', [], false, undefined],
  ['a call comes in', [rings], false, 'ring ringer'],
  ['one comes in while she talks here', [talks, rings], false, 'knock speaker'],
  ['one comes in while she talks on her desk phone', [rings], true, 'knock speaker'],
  ['she calls', [rung], false, 'ringback speaker'],
  ['she calls, and the other network rings audibly', [{ ...rung, early: true }], false, undefined],
  ['she calls another while one is on hold', [held, rung], false, 'ringback speaker'],
  ['she talks', [talks], false, undefined],
] as const)('%s', (_, calls, busy, heard) => {
  const tone = toneFor({ ...idle, calls }, busy)
  expect(tone && `${tone.tone} ${tone.where}`).toBe(heard)
})

const good: Counted = { received: 100, lost: 0, jitter: 0.01, roundTrip: 0.05, lostThere: 0 }

test.each([
  ['as it should be', good, { ...good, received: 200 }, 'good'],
  ['one packet in a hundred', good, { ...good, received: 199, lost: 1 }, 'good'],
  ['one in ten', good, { ...good, received: 190, lost: 10 }, 'poor'],
  ['ours get lost there', good, { ...good, received: 200, lostThere: 0.2 }, 'poor'],
  ['a satellite and more', good, { ...good, received: 200, roundTrip: 0.9 }, 'poor'],
  ['nothing came', good, good, 'silent'],
  ['the first look', undefined, good, 'good'],
  ['the counts began anew', good, { ...good, received: 3 }, 'silent'],
] as const)('%s', (_, before, now, is) => {
  expect(quality(before, now)).toBe(is)
})

test('of a report, what concerns sound is counted', () => {
  const report = new Map<string, object>([
    ['1', { type: 'inbound-rtp', kind: 'audio', packetsReceived: 50, packetsLost: 2, jitter: 0.02 }],
    ['2', { type: 'inbound-rtp', kind: 'video', packetsReceived: 900, packetsLost: 90 }],
    ['3', { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.08, fractionLost: 0.01 }],
    ['4', { type: 'transport' }],
  ])
  const expected = { received: 50, lost: 2, jitter: 0.02, roundTrip: 0.08, lostThere: 0.01 }
  expect(counted(report as unknown as RTCStatsReport)).toEqual(expected)
})
