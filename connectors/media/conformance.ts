/** What every adapter of the media port does. Run by the fake's tests and by those of each real system. */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'sdp-transform'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tonePrompt } from '../../test/harness/tone.ts'
import type { Media } from './port.ts'

const plain = [
  'v=0',
  'o=alice 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 40000 RTP/AVP 8 0 101',
  'a=rtpmap:101 telephone-event/8000',
  'm=video 40002 RTP/AVP 96',
  'a=rtpmap:96 VP8/90000',
  '',
].join('\r\n')

const fingerprint = Array(32).fill('8C').join(':')
const browser = (codecs: string) =>
  [
    'v=0',
    'o=- 46 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    `m=audio 9 UDP/TLS/RTP/SAVPF ${codecs}`,
    'c=IN IP4 0.0.0.0',
    'a=candidate:1 1 udp 2113937151 127.0.0.1 40004 typ host',
    'a=ice-ufrag:Oye1',
    'a=ice-pwd:SCQbPnhU7c2wuzEyphnxFqEi',
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${fingerprint}`,
    'a=setup:actpass',
    'a=mid:0',
    'a=sendrecv',
    'a=rtcp-mux',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:126 telephone-event/8000',
    '',
  ].join('\r\n')

/** An offer that only has what a browser must have of speech codecs beside G.711. */
export const opusOnly = browser('111')

let calls = 0
const call = (sdp: string) => ({ callId: `conformance-${process.pid}-${calls++}`, fromTag: 'caller', sdp })

export function mediaConformance(name: string, make: () => Promise<{ media: Media; close: () => Promise<void> }>) {
  describe(`${name}: the media port`, () => {
    let media: Media
    let close: () => Promise<void>
    let folder: string
    let prompt: string

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'media-'))
      prompt = await tonePrompt(folder, 0.5)
      ;({ media, close } = await make())
      await media.start()
    })
    afterAll(async () => {
      await media.stop()
      await close()
      await rm(folder, { recursive: true })
    })

    test('is there', async () => {
      expect(await media.alive()).toBe(true)
    })

    test('answers a phone: audio it can hear, digits, and no to all else', async () => {
      const announcement = await media.announce(call(plain))
      const [audio, video, ...more] = parse(announcement.sdp).media
      expect(audio).toMatchObject({ type: 'audio', protocol: 'RTP/AVP' })
      expect(audio?.port).toBeGreaterThan(0)
      expect(audio?.payloads?.split(' ')).toEqual(expect.arrayContaining(['8', '101']))
      expect(video).toMatchObject({ type: 'video', port: 0 })
      expect(more).toEqual([])
      await announcement.end()
    })

    test('answers a browser with ICE and DTLS', async () => {
      const announcement = await media.announce(call(browser('111 0 8 126')))
      const [audio] = parse(announcement.sdp).media
      expect(audio).toMatchObject({ protocol: 'UDP/TLS/RTP/SAVPF', rtcpMux: 'rtcp-mux', setup: 'active' })
      expect(audio?.fingerprint?.hash).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
      expect(audio?.iceUfrag).toBeTruthy()
      expect(audio?.candidates?.length).toBeGreaterThan(0)
      expect(audio?.payloads?.split(' ')).toContain('126')
      await announcement.end()
    })

    test('says how long a file plays', async () => {
      const announcement = await media.announce(call(plain))
      const { milliseconds } = await announcement.play(prompt)
      expect(Math.abs(milliseconds - (await stat(prompt)).size / 4)).toBeLessThanOrEqual(60)
      await announcement.end()
    })

    test('keeps calls apart', async () => {
      const [one, other] = await Promise.all([media.announce(call(plain)), media.announce(call(plain))])
      await one?.end()
      await expect(other?.play(prompt)).resolves.toMatchObject({ milliseconds: expect.any(Number) })
      await other?.end()
    })

    test('refuses a file that is not there, and a name that is no path', async () => {
      const announcement = await media.announce(call(plain))
      await expect(announcement.play(join(folder, 'nothing.mp3'))).rejects.toMatchObject({ code: 'media.refused' })
      await expect(announcement.play('http://127.0.0.1/a.mp3')).rejects.toMatchObject({ code: 'media.refused' })
      await announcement.end()
    })

    test('plays to one side of a call that it knows, and stops', async () => {
      const begun = call(plain)
      const side = { callId: begun.callId, tag: begun.fromTag }
      await expect(media.play(side, prompt)).rejects.toMatchObject({ code: 'media.refused' })
      const announcement = await media.announce(begun)
      expect((await media.play(side, prompt)).milliseconds).toBeGreaterThan(400)
      await media.silence(side)
      await announcement.end()
      await media.silence(side)
    })

    test('knows nothing of what came from the sides of a call that it does not know', async () => {
      expect(await media.packets('nobody')).toBeUndefined()
    })

    test('may be ended twice, and plays nothing then', async () => {
      const announcement = await media.announce(call(plain))
      await announcement.end()
      await expect(announcement.end()).resolves.toBeUndefined()
      await expect(announcement.play(prompt)).rejects.toMatchObject({ code: 'media.refused' })
    })

    test.each([
      ['nothing', ''],
      ['no SDP', 'hello'],
      ['video only', plain.replace(/m=audio(.*\r\n){2}/, '')],
    ])('refuses an offer of %s', async (_, sdp) => {
      await expect(media.announce(call(sdp))).rejects.toMatchObject({ code: 'media.refused' })
    })

    test('is unavailable before its start and after its stop', async () => {
      const another = await make()
      await expect(another.media.announce(call(plain))).rejects.toMatchObject({ code: 'media.unavailable' })
      await another.media.start()
      await another.media.stop()
      await another.media.stop()
      expect(await another.media.alive()).toBe(false)
      await expect(another.media.announce(call(plain))).rejects.toMatchObject({ code: 'media.unavailable' })
      await another.close()
    })
  })
}
