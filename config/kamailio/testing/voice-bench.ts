/** Callers, phones and a hub around a real agent, behind a real Kamailio and a real rtpengine. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from 'vitest'
import { rtpengineMedia } from '../../../connectors/media/rtpengine/index.ts'
import { header, type Message, method, status } from '../../../connectors/telephony/kamailio/testing/message.ts'
import type { Phone } from '../../../connectors/telephony/kamailio/testing/phone.ts'
import type { Asking } from '../../../connectors/voice/agent/dialogue.ts'
import { openAgent } from '../../../connectors/voice/agent/index.ts'
import { voiceAgents } from '../../../connectors/voice/agents/index.ts'
import type { Bench, BenchParty } from '../../../connectors/voice/conformance-bench.ts'
import { tonesHeard } from '../../../test/harness/alike.ts'
import { freeLoopbackPort } from '../../../test/harness/free-ports.ts'
import { type RtpCaller, rtpCaller } from '../../../test/harness/rtp.ts'
import type { RunningRtpengine } from '../../../test/harness/rtpengine.ts'
import { tonePrompt } from '../../../test/harness/tone.ts'
import { reject, ring, startHub, type TestHub } from './hub.ts'
import { norrsken, type TestKamailio } from './kamailio.ts'

const portOf = (sdp: string) => Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0)
const aor = `1002@${norrsken}`

export interface VoiceBench extends Bench {
  readonly hub: TestHub
  /** Says nothing any more. */
  dies(party: BenchParty): void
  /** Somebody's socket, and where it sends. */
  ends(party: BenchParty): { readonly rtp: RtpCaller; readonly to: () => Promise<number> }
}

/** Starts an agent that hubs find at this port, in this folder of its own; what it gives stops it. */
export type StartAgent = (port: number, folder: string) => Promise<() => Promise<void>>

/** In this process. */
export const agentHere =
  (kamailio: TestKamailio, rtpengine: RunningRtpengine, asking?: Asking): StartAgent =>
  async (port, folder) => {
    const media = rtpengineMedia(rtpengine)
    await media.start()
    const { httpPort } = kamailio
    const agent = await openAgent({ id: '1', port, httpPort, address: '127.0.0.1', media, folder, asking, log })
    return async () => {
      await agent.stop()
      await media.stop()
    }
  }

const log = { warn: (details: object, message: string) => console.error(message, details) }

export async function openVoiceBench(kamailio: TestKamailio, start: StartAgent): Promise<VoiceBench> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-agent-'))
  const hub = await startHub(kamailio)
  const port = await freeLoopbackPort(['tcp'])
  const stopAgent = await start(port, folder)
  const voice = voiceAgents({ ports: [port], log })
  await voice.start()
  const ready = () =>
    voice.expect({ steps: [], about: 'test:probe' }).then(
      () => true,
      () => false,
    )
  await expect.poll(ready, { timeout: 10_000 }).toBe(true)

  const sockets: RtpCaller[] = []
  const tones = new Map<BenchParty, { rtp: RtpCaller; hz: number; to: () => Promise<number> }>()
  let hz = 500
  let desk: Phone | undefined
  const dead = new Set<string>()

  async function partyOf(
    rtp: RtpCaller,
    to: () => Promise<number>,
    own: Omit<BenchParty, keyof ReturnType<typeof sound>>,
  ) {
    const party = { ...own, ...sound(rtp, to) }
    hz += 200
    tones.set(party, { rtp, hz, to })
    return party
  }
  const sound = (rtp: RtpCaller, to: () => Promise<number>) => ({
    async hears() {
      rtp.forget()
      await rtp.heard(100)
    },
    heardOut: async () => {},
    async press(digits: string) {
      for (const digit of digits) {
        rtp.press('0123456789*#'.indexOf(digit), await to())
        await pause(60)
      }
    },
    async says(milliseconds: number) {
      const stop = rtp.sing(440, await to())
      await pause(milliseconds + 40)
      stop()
    },
    waits: async () => {},
    async talksWith(other: BenchParty) {
      const [one, two] = [{ rtp, hz: 900, to }, tones.get(other)]
      if (!two) throw new Error('nobody')
      const stops = [one.rtp.sing(one.hz, await one.to()), two.rtp.sing(two.hz, await two.to())]
      await expect.poll(() => hearsTone(two.rtp, one.hz) && hearsTone(one.rtp, two.hz), { timeout: 5000 }).toBe(true)
      for (const stop of stops) stop()
    },
  })
  const socket = async () => {
    const rtp = await rtpCaller()
    sockets.push(rtp)
    return rtp
  }

  return {
    voice,
    hub,
    dies: party => void dead.add(party.callId),
    ends(party) {
      const known = tones.get(party)
      if (!known) throw new Error('nobody')
      return known
    },
    target: { to: '1002', domain: norrsken, context: 'b2Y', seconds: 20 },
    sound: { file: await tonePrompt(folder, 0.6) },
    async call(extension) {
      const phone = await kamailio.deskPhone('1001')
      const rtp = await socket()
      const call = await phone.call(`sip:1002@${norrsken}`, { body: rtp.offer() })
      ;(await hub.question(call.callId)).answer(ring([extension]))
      // Where the agent refuses, that is how it ends.
      void hub.question(call.callId).then(asked => asked.answer(reject(asked.question.step?.sipStatus ?? 480)))
      let answer: Message | undefined
      const final = call.final().then(async message => {
        answer = message
        return message
      })
      const over = followed(phone, call.callId, () => rtp.offer(), dead)
      return await partyOf(rtp, async () => portOf((await final).body), {
        callId: call.callId,
        async hangUp() {
          // An answer may be under way.
          await Promise.race([final, pause(100)])
          if (!answer) call.cancel()
          else await call.bye()
        },
        async over() {
          const message = await final
          if (status(message) < 300) await over
          return status(message)
        },
        answer: async () => {},
        refuse: async () => {},
      })
    },
    async dialled() {
      const phone = desk ?? (await kamailio.deskPhone('1002'))
      if (!desk) await phone.register()
      desk = phone
      const rtp = await socket()
      const asked = await hub.question()
      expect(asked.question.source).toEqual({ kind: 'voice', agent: '1', context: 'b2Y' })
      asked.answer(ring([aor]))
      const invite = await phone.incoming('INVITE')
      phone.reply(invite, 180)
      await hub.event('ringing', event => event.callId === header(invite, 'Call-ID'))
      const over = followed(phone, header(invite, 'Call-ID'), () => rtp.offer(), dead)
      const cancelled = phone
        .next(one => method(one) === 'CANCEL' && header(one, 'Call-ID') === header(invite, 'Call-ID'))
        .then(cancel => {
          phone.reply(cancel, 200)
          phone.reply(invite, 487)
          return 487
        })
      const callId = header(invite, 'Call-ID')
      return await partyOf(rtp, async () => portOf(invite.body), {
        callId,
        answer: async () => phone.reply(invite, 200, { body: rtp.offer() }),
        async refuse(sipStatus) {
          phone.reply(invite, sipStatus)
          ;(await hub.question(callId)).answer(reject(sipStatus))
        },
        hangUp: async () => phone.send(phone.within(invite, 'BYE')),
        over: () => Promise.race([cancelled, over.then(() => 200)]),
      })
    },
    async away(meanwhile) {
      await voice.stop()
      await meanwhile()
      await pause(50)
      await voice.start()
    },
    async close() {
      await voice.stop()
      await stopAgent()
      await kamailio.rpc.ulRm(aor).catch(() => {})
      await Promise.all(sockets.map(one => one.close()))
      await hub.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Answers whatever comes within the call; resolves when it was hung up on. */
async function followed(phone: Phone, callId: string, sdp: () => string, dead: ReadonlySet<string>): Promise<void> {
  const within = new Set(['BYE', 'OPTIONS', 'INVITE'])
  for (;;) {
    const request = await phone.next(
      message =>
        within.has(method(message)) && header(message, 'Call-ID') === callId && header(message, 'To').includes('tag='),
    )
    if (dead.has(callId)) return
    phone.reply(request, 200, method(request) === 'INVITE' ? { body: sdp() } : {})
    if (method(request) === 'BYE') return
  }
}

/** In the last 200 ms. */
function hearsTone(rtp: RtpCaller, hz: number): boolean {
  const { samples, rate } = rtp.sound()
  const last = { samples: samples.subarray(-rate / 5), rate }
  return last.samples.length > 0 && tonesHeard(last, [hz]).length > 0
}
