import { expect, test } from 'vitest'
import type { CallEntry } from '../contract.ts'
import { courseOf, isMissed, ringsHere, signOf } from './course.ts'

const call = (more: Partial<CallEntry>): CallEntry => ({
  id: 'call',
  startedAt: '2026-10-09T12:07:32.000Z',
  endedAt: '2026-10-09T12:08:00.000Z',
  direction: 'incoming',
  other: { hidden: false },
  seconds: 0,
  ...more,
})
const colleague = { person: 'cecilia', name: 'Cecilia Öberg' }

test.each([
  ['one that nobody answered', { outcome: 'missed' }, 'in.missed', 'miss', true],
  ['one that was answered', { outcome: 'answered' }, 'in.answered', 'in', false],
  ['one that a colleague answered', { outcome: 'answered', answeredBy: colleague }, 'in.elsewhere', 'in', false],
  ['one that was refused', { outcome: 'refused' }, 'in.refused', 'block', false],
  ['one that heard an announcement', { outcome: 'announced' }, 'in.announced', 'announced', false],
  ['one that got lost', { outcome: 'failed' }, 'in.failed', 'failed', false],
  ['one out that nobody answered', { direction: 'outgoing', outcome: 'unanswered' }, 'out.missed', 'out', false],
  ['one out that a colleague missed', { direction: 'outgoing', outcome: 'missed' }, 'out.missed', 'out', false],
  [
    'one out that was answered',
    { direction: 'outgoing', outcome: 'answered', answeredBy: colleague },
    'out.answered',
    'out',
    false,
  ],
  ['one that rings', { endedAt: undefined, phase: 'ringing' }, 'in.ringing', 'in', false],
  ['one that goes on', { endedAt: undefined, phase: 'talking' }, 'in.talking', 'in', false],
  ['one that hears an announcement', { endedAt: undefined, phase: 'announced' }, 'in.announced', 'in', false],
  ['one of which nothing is known', { endedAt: undefined }, undefined, 'in', false],
  ['one that ended, nobody knows how', {}, undefined, 'in', false],
] as const)('%s', (_, more, said, sign, missed) => {
  const one = call(more)
  expect(courseOf(one)).toBe(said)
  expect(signOf(one)).toBe(sign)
  expect(isMissed(one)).toBe(missed)
})

test.each([
  ['while one’s own phones ring', { phase: 'ringing' }, true],
  ['while an announcement answers', { phase: 'announced' }, false],
  ['when it was answered', { phase: 'talking' }, false],
  ['when one called oneself', { phase: 'ringing', direction: 'outgoing' }, false],
  ['when it has ended', { phase: 'ringing', endedAt: '2026-10-09T12:08:00.000Z' }, false],
] as const)('a card of an incoming call %s: %s', (_, more, there) => {
  expect(ringsHere(call({ endedAt: undefined, ...more }))).toBe(there)
})
