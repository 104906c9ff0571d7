import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { parse } from 'sdp-transform'
import { expect, onTestFinished, test } from 'vitest'
import { rtpengineMedia } from '../connectors/media/rtpengine/index.ts'
import { rtpCaller } from '../test/harness/rtp.ts'
import { startRtpengine } from '../test/harness/rtpengine.ts'

test('rtpengine names the address that phones reach it by, and tells of digits', async () => {
  const digits = createSocket('udp4')
  await new Promise<void>(resolve => digits.bind(0, '127.0.0.1', resolve))
  const digitsPort = (digits.address() as AddressInfo).port
  const rtpengine = await startRtpengine({ advertised: '192.0.2.7', digitsPort })
  const media = rtpengineMedia(rtpengine)
  await media.start()
  const caller = await rtpCaller()
  onTestFinished(async () => {
    await media.stop()
    await rtpengine.stop()
    await caller.close()
    digits.close()
  })

  const { sdp } = await media.announce({ callId: 'digits', fromTag: 'a', sdp: caller.offer() })
  const { connection, media: streams } = parse(sdp)
  expect(connection?.ip).toBe('192.0.2.7')

  const told = once(digits, 'message')
  caller.press(5, streams[0]?.port ?? 0)
  const [message] = await told
  expect(JSON.parse(String(message))).toMatchObject({ callid: 'digits', source_tag: 'a', event: 5 })
})
