import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VoiceEvent } from '../../connectors/voice/events.ts'
import { type About, pack } from './about.ts'
import { board, type Change, changeBy, changed, changeOf, shown } from './board.ts'

const at = '2026-10-09T12:10:00.000Z'
const about = (member: string, person?: string): About => ({
  party: 'p',
  organisation: 'norrsken',
  call: 'c',
  host: 'anna',
  startedAt: at,
  member: { id: member, person, number: `number of ${member}` },
})
const is = (member: string, state: Change['member']['state'], leg?: string) =>
  changed(about(member), { state, muted: false, since: at, leg })
const common = { agent: '1', number: 1, at, leg: 'l1', callId: 'x' }
const event = <Kind extends VoiceEvent['kind']>(
  kind: Kind,
  more: Omit<Extract<VoiceEvent, { kind: Kind }>, 'kind' | keyof typeof common | 'about'>,
  member = 'm1',
) => ({ kind, ...common, about: pack(about(member)), ...more }) as unknown as VoiceEvent

test('who is in it is shown in the order in which they came, without what only the hub needs', () => {
  const known = board()
  known.take(is('m1', 'in', 'l1'))
  known.take(is('m2', 'in', 'l2'))
  const { party } = known.take(is('m3', 'calling', 'l3'))
  expect(shown(party)).toEqual({
    id: 'p',
    call: 'c',
    host: 'anna',
    startedAt: at,
    members: ['m1', 'm2', 'm3'].map(id => ({
      id,
      number: `number of ${id}`,
      state: id === 'm3' ? 'calling' : 'in',
      muted: false,
      since: at,
    })),
  })
})

test('it is over when nobody is in it and nobody is called, whoever did not come', () => {
  const known = board()
  known.take(is('m1', 'in'))
  known.take(is('m2', 'busy'))
  expect(known.take(is('m1', 'gone')).over).toBe(true)
  expect(known.party('p')).toBeUndefined()
  expect(known.of('norrsken')).toEqual([])
})

test('a leg that is in the room is in it; how a call to a third went is told; legs of others are left alone', () => {
  const known = board()
  expect(changeBy(event('mixed', { room: 'p' }), known)).toMatchObject({ member: { id: 'm1', state: 'in', leg: 'l1' } })
  const ended = { name: 'call', sipStatus: 486 }
  expect(changeBy(event('dial-ended', { ...ended, outcome: 'busy' }), known)).toMatchObject({
    member: { state: 'busy' },
  })
  expect(changeBy(event('dial-ended', { ...ended, outcome: 'given-up' }), known)).toMatchObject({
    member: { state: 'gone' },
  })
  expect(changeBy(event('dial-ended', { ...ended, outcome: 'answered' }), known)).toBeUndefined()
  expect(changeBy({ ...event('mixed', { room: 'p' }), about: 'voicemail:x' }, known)).toBeUndefined()
})

test('who did not come stays on the list when the leg ends that called her', () => {
  const known = board()
  known.take(is('m2', 'in'))
  known.take(is('m1', 'unanswered'))
  expect(changeBy(event('ended', { by: 'other', seconds: 0 }), known)).toBeUndefined()
  expect(changeBy(event('ended', { by: 'other', seconds: 0 }, 'm2'), known)).toMatchObject({
    member: { state: 'gone' },
  })
})

test('from its legs alone it is known again', () => {
  const leg = { leg: 'l1', agent: '1', callId: 'x', answered: true, since: new Date(at) }
  expect(changeOf({ ...leg, about: pack(about('m1')), step: 'mix', room: 'p', muted: true })).toEqual(
    changed(about('m1'), { state: 'in', muted: true, since: at, leg: 'l1' }),
  )
  expect(changeOf({ ...leg, about: pack(about('m1')), step: 'play' })).toMatchObject({ member: { state: 'calling' } })
  expect(changeOf({ ...leg, about: 'transfer:x', step: 'mix', room: 'p' })).toBeUndefined()
})

test('who has gone is gone, in whatever order the hubs are told', () => {
  const members = ['m1', 'm2', 'm3']
  const story = fc.shuffledSubarray(
    members.flatMap(id => [is(id, 'calling'), is(id, 'in', id), is(id, 'gone')]),
    { minLength: 9 },
  )
  fc.assert(
    fc.property(story, changes => {
      const known = board()
      known.take(is('host', 'in'))
      for (const change of changes) known.take(change)
      expect([...(known.party('p')?.members.keys() ?? [])]).toEqual(['host'])
    }),
  )
})
