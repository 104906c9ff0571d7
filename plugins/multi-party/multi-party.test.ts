/** The whole plugin with a voice agent in memory. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeSpeech } from '../../connectors/speech/fake.ts'
import { type FakeVoice, fakeVoice } from '../../connectors/voice/fake.ts'
import type { Database } from '../../core/database/index.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
  type World,
} from '../../test/harness/plugin-hub.ts'
import type { Calls, CurrentCall } from '../calls/contract.ts'
import { addMember, muteMember, parties, removeMember, startParty } from './contract.ts'
import { multiParty } from './index.ts'

const anna = signedIn(people.anna)
const cecilia = signedIn(people.cecilia)
const david = signedIn(people.david)
const gustav = signedIn(people.gustav)

const withMaria: CurrentCall = {
  call: 'call-1',
  callId: 'sip-1',
  organisation: 'norrsken',
  caller: { number: '+46701740605', name: 'Maria Holm', hidden: false },
  callee: { person: 'anna', number: '+46846500401', name: 'Anna Svensson' },
  dialled: '+46846500401',
  answered: true,
  parked: false,
  legs: [],
  left: [],
}
let legs: CurrentCall['legs'] = []
const called = { person: 'anna', number: '1001', name: 'Anna Svensson', hidden: false }
const joins = vi.fn<Calls['joins']>()
const calls: Pick<Calls, 'current' | 'legTo' | 'legAt' | 'joins'> = {
  joins,
  current: id =>
    [
      { ...withMaria, legs },
      { ...withMaria, call: 'ringing', answered: false },
      {
        ...withMaria,
        call: 'call-2',
        callId: 'sip-2',
        caller: called,
        callee: { person: 'bjorn', name: 'Björn Lind' },
      },
    ].find(({ call, callId }) => [call, callId].includes(id)),
  legTo: ({ to }) => (to === 'nowhere' ? undefined : { to, domain: 'norrsken.example', context: `to ${to}` }),
  legAt: ({ extensions }) => ({ to: extensions[0] ?? '', domain: 'norrsken.example', context: 'direct' }),
}
const database = { forPlugin: () => ({}) } as unknown as Database
const code = (code: string) => expect.objectContaining({ code })

let folder: string
let world: World
let voice: FakeVoice
let speech: ReturnType<typeof fakeSpeech>
let hub: PluginHub

const another = async () => {
  const opened = await pluginHub(multiParty, {
    database,
    world,
    directory: { ...twoOrganisations, destination: () => undefined },
    ports: { calls, voice, speech },
  })
  await opened.start()
  return opened
}

beforeEach(async () => {
  legs = []
  folder = await mkdtemp(join(tmpdir(), 'svara-party-'))
  world = newWorld()
  voice = fakeVoice()
  await voice.start()
  speech = fakeSpeech({ folder })
  hub = await another()
  voice.talking('sip-1')
})
afterEach(async () => {
  await voice.stop()
  await rm(folder, { recursive: true, force: true })
})

const seen = (who = anna, at = hub) => at.snapshot(parties, who).parties
const states = (who = anna) => seen(who)[0]?.members.map(({ name, number, state }) => [name ?? number, state])

async function begin() {
  const { party } = await hub.call(startParty, { call: 'call-1', to: '1003' }, anna)
  return { party, third: await voice.dialled() }
}
const member = (at: number) => seen()[0]?.members[at]?.id ?? ''

test('a call between two becomes one of three: those two hear each other in a room while the third is called', async () => {
  const { party, third } = await begin()
  expect(third.call).toMatchObject({ to: '1003', context: 'to 1003' })
  expect(seen()).toMatchObject([{ id: party, call: 'call-1', host: 'anna' }])
  expect(states()).toEqual([
    ['Maria Holm', 'in'],
    ['Anna Svensson', 'in'],
    ['1003', 'calling'],
  ])
  third.answer()
  await third.hearing({ tone: 'beep' })
  third.heardOut()
  await vi.waitFor(() => expect(states()?.[2]).toEqual(['1003', 'in']))
  expect((await voice.legs()).map(({ step, room }) => [step, room])).toEqual(Array(3).fill(['mix', party]))
})

test('only those who are in it see it, and only in their organisation', async () => {
  await begin()
  expect([seen(anna).length, seen(cecilia).length, seen(gustav).length]).toEqual([1, 0, 0])
})

test('how it went with who did not come is shown until it is taken off the list', async () => {
  const { party, third } = await begin()
  third.refuse(486)
  await vi.waitFor(() => expect(states()?.[2]).toEqual(['1003', 'busy']))
  await hub.call(removeMember, { party, member: member(2) }, anna)
  expect(states()?.length).toBe(2)
})

test('the host mutes others, anybody oneself, nobody else anybody', async () => {
  const { party } = await begin()
  await hub.call(muteMember, { party, member: member(0), muted: true }, anna)
  expect(seen()[0]?.members.map(({ muted }) => muted)).toEqual([true, false, false])
  expect((await voice.legs()).map(({ muted }) => muted ?? false)).toEqual([true, false, false])
  await expect(hub.call(muteMember, { party, member: member(0), muted: false }, cecilia)).rejects.toEqual(
    code('multi-party.not-found'),
  )
  await expect(hub.call(muteMember, { party, member: 'nobody', muted: false }, anna)).rejects.toEqual(
    code('multi-party.no-such-member'),
  )
})

test('whoever is left alone is told so, and hung up on', async () => {
  const { party, third } = await begin()
  third.refuse(480)
  await vi.waitFor(() => expect(states()?.[2]?.[1]).toBe('unreachable'))
  await hub.call(removeMember, { party, member: member(0) }, anna)
  await vi.waitFor(() => expect(speech.said).toEqual([{ text: 'Alla andra har lagt på.', language: 'sv' }]))
  const [last] = await voice.legs()
  expect(last?.step).toBe('play')
})

test('a call that an agent has already, handed on to somebody else, becomes one too', async () => {
  const talks = { do: 'wait', sounds: [], seconds: 60 } as const
  const other = await voice.take({ taken: { callId: 'sip-1', stays: 'caller' }, steps: [talks], about: 'x:1' })
  const handedOn = { to: '1003', domain: 'norrsken.example', context: '', seconds: 20 }
  await voice.tell(other.leg, [{ do: 'dial', name: 'transfer', call: handedOn }])
  const cecilias = await voice.dialled()
  cecilias.answer()
  await vi.waitFor(async () => expect((await voice.legs())[0]?.with).toBeDefined())
  legs = [{ callId: cecilias.callId, person: 'cecilia' }]
  const { party } = await hub.call(startParty, { call: 'call-1', to: '1002' }, cecilia)
  expect(states(cecilia)).toEqual([
    ['Maria Holm', 'in'],
    [people.cecilia.name, 'in'],
    ['1002', 'calling'],
  ])
  await vi.waitFor(async () =>
    expect((await voice.legs()).filter(({ room }) => room === party).map(({ callId }) => callId)).toEqual([
      'sip-1',
      cecilias.callId,
    ]),
  )
  cecilias.hangUp()
  await vi.waitFor(() => expect(seen(cecilia)[0]?.members.map(({ person }) => person)).not.toContain('cecilia'))
})

test('the transfer key of a desk phone in it: somebody else comes in, called or from another call, in place of whoever pressed it', async () => {
  const { party } = await begin()
  const [, mine] = await voice.legs()
  const by = people.anna.extension
  const question = { kind: 'transfer', agent: '1', callId: 'sip-1', by, other: undefined, about: mine?.about } as const
  expect(await voice.ask({ ...question, to: '1004', consulted: undefined })).toEqual([])
  expect(states()?.[3]).toEqual(['1004', 'calling'])
  voice.talking('sip-2')
  expect(await voice.ask({ ...question, to: '1002', consulted: 'sip-2' })).toEqual([])
  await vi.waitFor(async () =>
    expect((await voice.legs()).find(({ callId }) => callId === 'sip-2')).toMatchObject({ step: 'play' }),
  )
  expect(joins).toHaveBeenCalledWith({ callId: 'sip-2', call: 'call-1', person: 'bjorn' })
  await expect(voice.ask({ ...question, by: 'nobody', to: '1004', consulted: undefined })).rejects.toEqual(
    code('multi-party.not-found'),
  )
  expect(seen()[0]?.id).toBe(party)
})

test('a hub that starts while they talk knows them all again', async () => {
  const { third } = await begin()
  third.answer()
  await third.hearing({ tone: 'beep' })
  third.heardOut()
  await vi.waitFor(() => expect(states()?.[2]?.[1]).toBe('in'))
  await hub.call(muteMember, { party: seen()[0]?.id ?? '', member: member(1), muted: true }, anna)
  const before = seen()[0]
  const after = seen(anna, await another())[0]
  const told = (one = before) => one?.members.map(({ since: _since, ...rest }) => rest)
  expect(told(after)).toEqual(told(before))
})

test('a call that is over by then, or that no agent can take, is said in words', async () => {
  voice = fakeVoice()
  await voice.start()
  const late = await another()
  await expect(late.call(startParty, { call: 'call-1', to: '1003' }, anna)).rejects.toEqual(code('multi-party.no-call'))
  await voice.stop()
  await expect(late.call(startParty, { call: 'call-1', to: '1003' }, anna)).rejects.toEqual(
    code('multi-party.unavailable'),
  )
})

test('wrong input says what is wrong, and leaves the call as it was', async () => {
  await expect(hub.call(startParty, { call: 'call-1', to: '1003' }, david)).rejects.toEqual(code('calls.not-found'))
  await expect(hub.call(startParty, { call: 'ringing', to: '1003' }, anna)).rejects.toEqual(code('calls.not-found'))
  await expect(hub.call(startParty, { call: 'none', to: '1003' }, anna)).rejects.toEqual(code('calls.not-found'))
  await expect(hub.call(startParty, { call: 'call-1', to: 'nowhere' }, anna)).rejects.toMatchObject({
    code: 'calls.no-such-number',
    details: { field: 'to' },
  })
  expect(await voice.legs()).toEqual([])
  await begin()
  const party = seen()[0]?.id ?? ''
  await expect(hub.call(addMember, { party, to: '1004' }, gustav)).rejects.toEqual(code('multi-party.not-found'))
  await expect(hub.call(addMember, { party, to: 'nowhere' }, anna)).rejects.toEqual(code('calls.no-such-number'))
})
