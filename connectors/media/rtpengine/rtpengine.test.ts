import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'sdp-transform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RtpCaller, rtpCaller } from '../../../test/harness/rtp.ts'
import { type RunningRtpengine, startRtpengine } from '../../../test/harness/rtpengine.ts'
import { measure } from '../../../test/harness/sound.ts'
import { tonePrompt } from '../../../test/harness/tone.ts'
import { mediaConformance, opusOnly } from '../conformance.ts'
import type { Media } from '../port.ts'
import { list, query } from './commands.ts'
import { rtpengineMedia } from './index.ts'
import { ngClient } from './ng.ts'

mediaConformance('rtpengine', async () => {
  const rtpengine = await startRtpengine()
  return { media: rtpengineMedia(rtpengine), close: () => rtpengine.stop() }
})

describe('an announcement by rtpengine', () => {
  let rtpengine: RunningRtpengine
  let media: Media
  let folder: string
  let prompt: string
  const callers: RtpCaller[] = []

  async function caller() {
    const one = await rtpCaller()
    callers.push(one)
    return one
  }

  /** Another call that hears a whole prompt: by then the first would have heard more, had there been more. */
  async function meanwhile() {
    const other = await caller()
    const announcement = await media.announce({ callId: `clock-${other.port}`, fromTag: 'c', sdp: other.offer() })
    const { milliseconds } = await announcement.play(prompt)
    await other.heard(milliseconds - 60)
    await announcement.end()
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rtpengine-'))
    prompt = await tonePrompt(folder, 1)
    rtpengine = await startRtpengine()
    media = rtpengineMedia(rtpengine)
    await media.start()
  })
  afterAll(async () => {
    await media.stop()
    await rtpengine.stop()
    await Promise.all(callers.map(one => one.close()))
    await rm(folder, { recursive: true })
  })

  test.for([
    ['PCMA', 8],
    ['PCMU', 0],
  ] as const)('is heard whole in %s, at its level, without gaps', async ([, payloadType], { annotate }) => {
    const phone = await caller()
    const call = { callId: `whole-${phone.port}`, fromTag: 'a', sdp: phone.offer([payloadType]) }
    const announcement = await media.announce(call)
    const { milliseconds } = await announcement.play(prompt)
    await phone.heard(milliseconds - 60)
    await meanwhile()
    await announcement.end()

    const heard = await measure(phone.sound())
    expect(Math.abs(heard.seconds * 1000 - milliseconds)).toBeLessThanOrEqual(60)
    expect(heard.rms).toBeGreaterThan(-20)
    expect(heard.rms).toBeLessThan(-10)
    // Every 20 ms one packet, none lost, none twice, all in order.
    const steps = phone.packets.slice(1).map(({ sequence, timestamp }, i) => {
      const before = phone.packets[i]
      return [(sequence - (before?.sequence ?? 0)) & 0xffff, (timestamp - (before?.timestamp ?? 0)) >>> 0]
    })
    expect(new Set(steps.map(String))).toEqual(new Set(['1,160']))
    const gaps = phone.packets.slice(1).map(({ at }, i) => at - (phone.packets[i]?.at ?? at))
    await annotate(`largest gap between packets: ${Math.max(...gaps).toFixed(1)} ms`)
    expect(new Set(phone.packets.map(packet => packet.payloadType))).toEqual(new Set([payloadType]))
  })

  test('falls silent when it is ended', async () => {
    const phone = await caller()
    const announcement = await media.announce({ callId: 'cut', fromTag: 'a', sdp: phone.offer() })
    await announcement.play(prompt)
    await phone.heard(200)
    await announcement.end()
    await meanwhile()
    const { seconds } = await measure(phone.sound())
    expect(seconds).toBeGreaterThanOrEqual(0.2)
    expect(seconds).toBeLessThan(0.8)
  })

  test('counts what comes from each side of a relayed call', async () => {
    const [one, other] = [await caller(), await caller()]
    const ng = await ngClient(rtpengine)
    const call = { 'call-id': 'counted', 'from-tag': 'a', replace: ['origin', 'session-connection'] }
    for (const branch of ['1', '2'])
      await ng.send({ command: 'offer', ...call, 'via-branch': branch, sdp: one.offer() })
    const answer = { command: 'answer', ...call, 'to-tag': 'b', 'via-branch': '2', sdp: other.offer() }
    const { sdp } = await ng.send(answer)
    expect(await media.packets('counted')).toEqual(
      new Map([
        ['a', 0],
        ['b', 0],
      ]),
    )
    const stop = one.sing(440, parse(String(sdp)).media[0]?.port ?? 0)
    await other.heard(200)
    stop()
    const counted = await media.packets('counted')
    expect(counted?.get('a')).toBeGreaterThan(9)
    expect(counted?.get('b')).toBe(0)
    await ng.send({ command: 'delete', ...call })
    await ng.close()
  })

  test('leaves nothing behind, neither by its end, nor refused, nor by the stop of the hub', async () => {
    const ng = await ngClient(rtpengine)
    const another = rtpengineMedia(rtpengine)
    await another.start()
    const call = { fromTag: 'a', sdp: opusOnly }
    const ended = await another.announce({ ...call, callId: 'ended' })
    await another.announce({ ...call, callId: 'open' })
    await expect(another.announce({ ...call, callId: 'refused', sdp: 'v=0' })).rejects.toThrow('media.refused')
    // Whoever was refused is told at once, and rtpengine behind that.
    await expect.poll(async () => (await list(ng)).sort(), { timeout: 10_000 }).toEqual(['ended', 'open'])
    expect(await query(ng, 'open')).toMatchObject({ totals: { RTP: { packets: 0 } } })
    await ended.end()
    expect(await list(ng)).toEqual(['open'])
    await another.stop()
    expect(await list(ng)).toEqual([])
    await ng.close()
  })

  test('reaches a browser that speaks Opus only', async () => {
    const announcement = await media.announce({ callId: 'opus', fromTag: 'a', sdp: opusOnly })
    expect(parse(announcement.sdp).media[0]?.rtp).toMatchObject([{ payload: 111, codec: 'opus' }])
    await expect(announcement.play(prompt)).resolves.toMatchObject({ milliseconds: expect.any(Number) })
    await announcement.end()
  })
})

test('without rtpengine a call is told so, and stopping still works', async () => {
  const rtpengine = await startRtpengine()
  const media = rtpengineMedia(rtpengine)
  await media.start()
  const open = await media.announce({ callId: 'a', fromTag: 'a', sdp: opusOnly })
  await rtpengine.stop('SIGKILL')
  const [alive, announced, played] = await Promise.allSettled([
    media.alive(),
    media.announce({ callId: 'b', fromTag: 'b', sdp: opusOnly }),
    open.play('/prompt.mp3'),
  ])
  expect(alive).toMatchObject({ value: false })
  expect(announced).toMatchObject({ reason: { code: 'media.unavailable' } })
  expect(played).toMatchObject({ reason: { code: 'media.unavailable' } })
  await expect(media.stop()).resolves.toBeUndefined()
})
