import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { tonesHeard } from '../../../test/harness/alike.ts'
import { type RunningJanus, startJanus } from '../../../test/harness/janus.ts'
import { type RtpCaller, rtpCaller } from '../../../test/harness/rtp.ts'
import { mixerConformance } from '../conformance.ts'
import type { Mixer, Place } from '../port.ts'
import { janusMixer } from './index.ts'

let janus: RunningJanus
beforeAll(async () => {
  janus = await startJanus()
})
afterAll(() => janus.close())

mixerConformance('Janus', async () => ({ mixer: janusMixer(janus), close: async () => undefined }))

describe('a room by Janus', () => {
  const tones = [400, 700, 1000, 1300, 1700]
  let mixer: Mixer
  const callers: RtpCaller[] = []

  async function enter(room: string, tone: number): Promise<{ caller: RtpCaller; place: Place }> {
    const caller = await rtpCaller()
    callers.push(caller)
    const place = await mixer.join(room, { rtp: { address: '127.0.0.1', port: caller.port } })
    caller.sing(tone, place.rtp.port)
    return { caller, place }
  }

  /** Half a second of what is heard from now on, once what was under way has come. */
  async function hears(caller: RtpCaller): Promise<readonly number[]> {
    caller.forget()
    await caller.heard(300)
    caller.forget()
    await caller.heard(500)
    return tonesHeard(caller.sound(), tones)
  }

  beforeAll(async () => {
    mixer = janusMixer({ ...janus, retry: 50 })
    mixer.start()
    await vi.waitUntil(() => mixer.connected(), { timeout: 10_000 })
  })
  afterAll(async () => {
    await mixer.stop()
    await Promise.all(callers.map(caller => caller.close()))
  })

  test('five hear all but themselves; who is muted hears and is not heard; who has left is gone', async () => {
    const members = await Promise.all(tones.map(tone => enter('five', tone)))
    const all = async () => Promise.all(members.map(({ caller }) => hears(caller)))
    await expect.poll(all, { timeout: 10_000 }).toEqual(tones.map(own => tones.filter(tone => tone !== own)))

    await members[0]?.place.mute(true)
    await expect.poll(all, { timeout: 10_000 }).toEqual(tones.map(own => tones.slice(1).filter(tone => tone !== own)))

    await members[4]?.place.leave()
    const stay = tones.slice(0, 4)
    const left = async () => Promise.all(members.slice(0, 4).map(({ caller }) => hears(caller)))
    await expect
      .poll(left, { timeout: 10_000 })
      .toEqual(stay.map(own => [700, 1000, 1300].filter(tone => tone !== own)))
    await Promise.all(members.map(({ place }) => place.leave()))
  })

  test('when it dies, whoever was there is told, and joins again when it is back', async () => {
    const [one, other] = await Promise.all([enter('again', 400), enter('again', 700)])
    await janus.stop('SIGKILL')
    expect(await one.place.over).toBe('lost')
    expect(await other.place.over).toBe('lost')
    await one.place.leave()
    janus.start()
    await expect.poll(() => mixer.connected(), { timeout: 10_000 }).toBe(true)
    const [first, second] = await Promise.all([enter('again', 400), enter('again', 700)])
    await expect.poll(() => hears(first.caller), { timeout: 10_000 }).toEqual([700])
    await expect.poll(() => hears(second.caller), { timeout: 10_000 }).toEqual([400])
    await Promise.all([first.place.leave(), second.place.leave()])
  })
})
