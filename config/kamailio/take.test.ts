/** A voice agent takes over sides of calls between phones, and of calls with the public network: each is a real one, with sound. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { rtpengineMedia } from '../../connectors/media/rtpengine/index.ts'
import { header, type Message, method, status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Agent, openAgent } from '../../connectors/voice/agent/index.ts'
import { voiceAgents } from '../../connectors/voice/agents/index.ts'
import type { Step, Voice, VoiceQuestion } from '../../connectors/voice/port.ts'
import { freeLoopbackPort } from '../../test/harness/free-ports.ts'
import { type RunningRtpengine, startRtpengine } from '../../test/harness/rtpengine.ts'
import { tonePrompt } from '../../test/harness/tone.ts'
import { dial, ring, startHub, type TestHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'
import { type Talker, talker } from './testing/talker.ts'

const aor = (user: string) => `${user}@${norrsken}`
const tagOf = (message: Message, name: string) => /;tag=([^;>]+)/.exec(header(message, name))?.[1] ?? ''

let rtpengine: RunningRtpengine
let kamailio: TestKamailio
let hub: TestHub
let agent: Agent
let voice: Voice
let folder: string
let music: string
const talkers: Talker[] = []
let transfers: (question: VoiceQuestion) => Promise<readonly Step[]> = async () => []

beforeAll(async () => {
  rtpengine = await startRtpengine()
  kamailio = await startKamailio({ ngPort: rtpengine.port })
  for (const user of ['1001', '1002', '1003']) kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, aor(user))
  folder = await mkdtemp(join(tmpdir(), 'svara-take-'))
  music = await tonePrompt(folder, 1)
  const media = rtpengineMedia(rtpengine)
  await media.start()
  const port = await freeLoopbackPort(['tcp'])
  const log = { warn: (details: object, message: string) => console.error(message, details) }
  const { httpPort } = kamailio
  agent = await openAgent({ id: '1', port, httpPort, address: '127.0.0.1', media, folder, log })
  voice = voiceAgents({ ports: [port], log })
  voice.answer('transfer', question => transfers(question))
  await voice.start()
  await vi.waitUntil(() => voice.connected() && agent.isUp(), { timeout: 10_000 })
})
afterAll(async () => {
  await voice.stop()
  await agent.stop()
  await kamailio.stop()
  await rtpengine.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  hub = await startHub(kamailio)
})
afterEach(async () => {
  for (const user of ['1001', '1002', '1003']) await kamailio.rpc.ulRm(aor(user)).catch(() => {})
  for (const one of talkers.splice(0)) await one.close()
  await hub.stop()
})

async function withSound(...given: Parameters<typeof talker>): Promise<Talker> {
  const one = await talker(...given)
  talkers.push(one)
  return one
}

async function talking(from: Talker, to: Talker, verdict = ring([aor('1002')])) {
  const call = await from.phone.call(`sip:1002@${norrsken}`, { body: from.rtp.offer() })
  ;(await hub.question(call.callId)).answer(verdict)
  await to.answers()
  const answer = await call.final()
  from.begins(call.callId, answer.body)
  await hub.event('answered', event => event.callId === call.callId)
  await expect.poll(() => to.hears()).toEqual([from.tone])
  await expect.poll(() => from.hears()).toEqual([to.tone])
  return call
}

async function desk(user: string, tone: number): Promise<Talker> {
  const one = await withSound(await kamailio.deskPhone(user), tone)
  await one.phone.register()
  return one
}

const wait = (): readonly Step[] => [{ do: 'wait', sounds: [{ file: music }], seconds: 60 }]
const toCecilia = { to: '1003', domain: norrsken, context: 'Y2VjaWxpYQ', seconds: 20 }

test('who called stays, hears music and is brought to another; who was called is out; it ends for both', async () => {
  const [anna, bjorn, cecilia] = [await desk('1001', 600), await desk('1002', 1000), await desk('1003', 1400)]
  const call = await talking(anna, bjorn)
  const { leg } = await voice.take({ taken: { callId: call.callId, stays: 'caller' }, steps: wait(), about: 'x:1' })
  await bjorn.over
  expect(await hub.event('left')).toEqual({ kind: 'left', callId: call.callId, extension: aor('1002') })
  await expect.poll(() => anna.hears()).toEqual([440])
  // Of who has left a hub must not ask whether he is there.
  expect(await hub.telephony.isLeft(call.callId)).toBe(false)
  // A phone that hangs up as well ends nothing.
  expect(await voice.legs()).toMatchObject([{ leg, callId: call.callId, step: 'wait' }])

  await voice.tell(leg, [{ do: 'dial', name: 'on', call: toCecilia, meanwhile: [{ file: music }] }])
  const asked = await hub.question()
  expect(asked.question.source).toEqual({ kind: 'voice', agent: '1', context: 'Y2VjaWxpYQ' })
  asked.answer(ring([aor('1003')]))
  await cecilia.answers()
  await expect.poll(() => anna.hears(), { timeout: 5000 }).toEqual([1400])
  await expect.poll(() => cecilia.hears()).toEqual([600])
  // Browsers take no re-INVITE that says nothing of who sends it (RFC 3261 section 20.10).
  expect(cecilia.target).toContain('sip:1@voice.invalid')
  expect(status(await call.bye(anna.target))).toBe(200)
  await cecilia.over
  await hub.event('ended', event => event.callId === call.callId)
})

test('who was called stays, on a trunk too; hanging up there ends it', async () => {
  const anna = await desk('1001', 600)
  const far = await withSound(
    await kamailio.telephone({ user: 'far', domain: 'carrier.example' }, kamailio.trunkPort, kamailio.peerPort),
    1000,
  )
  const call = await talking(anna, far, dial('+46701740607'))
  const { leg } = await voice.take({ taken: { callId: call.callId, stays: 'callee' }, steps: wait(), about: 'x:2' })
  await anna.over
  await expect.poll(() => far.hears()).toEqual([440])
  await voice.tell(leg, [{ do: 'hangUp' }])
  await far.over
  await hub.event('ended', event => event.callId === call.callId)
})

test('both sides may be taken, and meet again', async () => {
  const [anna, bjorn] = [await desk('1001', 600), await desk('1002', 1000)]
  const call = await talking(anna, bjorn)
  const { callId } = call
  const { leg, other = '' } = await voice.take({
    taken: { callId, stays: 'caller' },
    steps: wait(),
    about: 'x:3',
    other: { steps: wait(), about: 'x:4' },
  })
  await expect.poll(() => anna.hears()).toEqual([440])
  await expect.poll(() => bjorn.hears()).toEqual([440])
  await voice.tell(leg, [{ do: 'bridge', with: other }])
  await expect.poll(() => anna.hears()).toEqual([1000])
  await expect.poll(() => bjorn.hears()).toEqual([600])
  await voice.tell(other, wait())
  await voice.tell(leg, wait())
  await expect.poll(() => bjorn.hears()).toEqual([440])
  // Whoever is the first to go is alone in that: the call goes on for the other one, and is listed as what it is.
  expect(status(await call.bye(anna.target))).toBe(200)
  expect(await hub.event('left')).toEqual({ kind: 'left', callId, extension: aor('1001') })
  expect(await hub.telephony.ongoingCalls()).toMatchObject([{ callId, from: '', to: aor('1002'), state: 'confirmed' }])
  expect(await bjorn.hears()).toEqual([440])
  bjorn.says('BYE')
  await hub.event('ended', event => event.callId === callId)
  expect(await hub.telephony.ongoingCalls()).toEqual([])
  await expect.poll(() => voice.legs()).toEqual([])
})

test('both sides are taken, and an agent hangs up on one, then a hub on the call', async () => {
  const [anna, bjorn] = [await desk('1001', 600), await desk('1002', 1000)]
  const { callId } = await talking(anna, bjorn)
  const other = { steps: wait(), about: 'x:8' }
  const { leg } = await voice.take({ taken: { callId, stays: 'caller' }, steps: wait(), about: 'x:7', other })
  await expect.poll(() => bjorn.hears()).toEqual([440])
  await voice.tell(leg, [{ do: 'hangUp' }])
  await anna.over
  expect(await hub.event('left')).toMatchObject({ callId, extension: aor('1001') })
  expect(await bjorn.hears()).toEqual([440])
  await hub.telephony.hangUp(callId)
  await bjorn.over
  await hub.event('ended', event => event.callId === callId)
  await expect.poll(() => voice.legs()).toEqual([])
})

/** As a phone asks for it (RFC 3515); `replaces` is the call that it has with whom it asked first (RFC 3891). */
function refers(by: Talker, to: string, replaces?: string) {
  const escaped = replaces === undefined ? '' : `?Replaces=${encodeURIComponent(replaces)}`
  by.says('REFER', [['Refer-To', `<sip:${to}@${norrsken}${escaped}>`]])
}
const accepted = (one: Talker) => one.phone.next(message => status(message) === 202)

async function heldCall(from: Talker, to: Talker, short: string) {
  const call = await from.phone.call(`sip:${short}@${norrsken}`, { body: from.rtp.offer() })
  ;(await hub.question(call.callId)).answer(ring([aor(short)]))
  const invite = await to.answers()
  const answer = await call.final()
  from.begins(call.callId, answer.body)
  await hub.event('answered', event => event.callId === call.callId)
  return { call, invite, answer }
}

test('a phone hands its call on (REFER): whoever stays is brought there, the phone is told and is out, though it hangs up itself', async () => {
  const [anna, bjorn, cecilia] = [await desk('1001', 600), await desk('1002', 1000), await desk('1003', 1400)]
  const asked: VoiceQuestion[] = []
  transfers = async question => {
    asked.push(question)
    return [{ do: 'dial', name: 'to', call: toCecilia, meanwhile: [{ file: music }] }]
  }
  const { call } = await heldCall(anna, bjorn, '1002')
  refers(bjorn, '1003')
  await accepted(bjorn)
  bjorn.says('BYE')
  ;(await hub.question()).answer(ring([aor('1003')]))
  await cecilia.answers()
  await bjorn.over
  expect(asked).toEqual([
    {
      ...{ kind: 'transfer', agent: '1', callId: call.callId, by: aor('1002'), to: '1003' },
      ...{ about: undefined, other: undefined, consulted: undefined },
    },
  ])
  await expect.poll(() => anna.hears(), { timeout: 5000 }).toEqual([1400])
  await expect.poll(() => cecilia.hears()).toEqual([600])
  cecilia.says('BYE')
  await anna.over
})

test('after asking first, the two that are left talk, one of them on a trunk, which never hears of it', async () => {
  const [bjorn, cecilia] = [await desk('1002', 1000), await desk('1003', 1400)]
  const far = await withSound(
    await kamailio.telephone({ user: '+46701740607', domain: 'carrier.example' }, kamailio.trunkPort),
    600,
  )
  const outside = await heldCall(far, bjorn, '1002')
  const inside = await heldCall(bjorn, cecilia, '1003')
  transfers = async question => {
    const consulted = (question.kind === 'transfer' && question.consulted) || ''
    const taken = { callId: consulted, stays: 'callee' } as const
    const { leg } = await voice.take({ taken, steps: wait(), about: 'x:5' })
    return [{ do: 'bridge', with: leg }]
  }
  const tags = `${inside.call.callId};to-tag=${tagOf(inside.answer, 'To')};from-tag=${tagOf(inside.call.invite, 'From')}`
  refers(bjorn, '1003', tags)
  await accepted(bjorn)
  await bjorn.over
  await expect.poll(() => far.hears(), { timeout: 5000 }).toEqual([1400])
  await expect.poll(() => cecilia.hears()).toEqual([600])
  expect(far.phone.inbox().map(method)).not.toContain('REFER')
  expect(status(await outside.call.bye(far.target))).toBe(200)
  await cecilia.over
})

test('a call that an agent has is handed on by a phone as any other, at once and after asking first', async () => {
  const [anna, bjorn, cecilia] = [await desk('1001', 600), await desk('1002', 1000), await desk('1003', 1400)]
  const { callId } = await talking(anna, bjorn)
  const { leg } = await voice.take({ taken: { callId, stays: 'caller' }, steps: wait(), about: 'x:9' })
  await voice.tell(leg, [{ do: 'dial', name: 'on', call: toCecilia }])
  ;(await hub.question()).answer(ring([aor('1003')]))
  const first = header(await cecilia.answers(), 'Call-ID')
  await expect.poll(() => cecilia.hears(), { timeout: 5000 }).toEqual([600])

  const asked: VoiceQuestion[] = []
  transfers = async question => {
    asked.push(question)
    if (question.kind !== 'transfer' || question.consulted === undefined) {
      return [{ do: 'dial', name: 'to', call: { ...toCecilia, to: '1002' }, meanwhile: [{ file: music }] }]
    }
    const taken = { callId: question.consulted, stays: 'callee', agent: question.agent } as const
    return [{ do: 'bridge', with: (await voice.take({ taken, steps: wait(), about: 'x:10' })).leg }]
  }
  refers(cecilia, '1002')
  ;(await hub.question()).answer(ring([aor('1002')]))
  await bjorn.answers()
  await cecilia.over
  expect(cecilia.told).toEqual(['SIP/2.0 100 Trying', 'SIP/2.0 200 OK'])
  expect(asked[0]).toMatchObject({ callId: first, other: callId, by: aor('1003'), to: '1002' })
  await expect.poll(() => bjorn.hears(), { timeout: 5000 }).toEqual([600])

  const { call, invite, answer } = await heldCall(bjorn, cecilia, '1003')
  refers(bjorn, '1003', `${call.callId};to-tag=${tagOf(answer, 'To')};from-tag=${tagOf(invite, 'From')}`)
  await bjorn.over
  expect(asked[1]).toMatchObject({ other: callId, by: aor('1002'), consulted: call.callId })
  await expect.poll(() => anna.hears(), { timeout: 5000 }).toEqual([1400])
  await expect.poll(() => cecilia.hears()).toEqual([600])
  expect((await voice.legs()).map(({ step }) => step)).toEqual(['bridge', 'bridge'])
  cecilia.says('BYE')
  await anna.over
})

test('a trunk may not transfer; a phone whose transfer nobody takes keeps its call', async () => {
  const bjorn = await desk('1002', 1000)
  const far = await withSound(
    await kamailio.telephone({ user: '+46701740607', domain: 'carrier.example' }, kamailio.trunkPort),
    600,
  )
  const { call } = await heldCall(far, bjorn, '1002')
  transfers = async () => {
    throw new Error('no such number')
  }
  refers(bjorn, 'nowhere')
  expect(status(await bjorn.phone.next(message => status(message) >= 400))).toBe(603)
  await expect.poll(() => far.hears()).toEqual([1000])
  expect(status(await call.bye())).toBe(200)
})
