import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ngClient } from '../../connectors/media/rtpengine/ng.ts'
import type { Call } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { tonesHeard } from '../../test/harness/alike.ts'
import { giveMediaPorts, type MediaPorts, takeMediaPorts } from '../../test/harness/free-ports.ts'
import { type RtpCaller, rtpCaller } from '../../test/harness/rtp.ts'
import { measure } from '../../test/harness/sound.ts'
import { renderRtpengine } from '../rtpengine.ts'
import { ring, startHub, type TestHub } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'

let kamailio: TestKamailio
let rtpengine: ChildProcess
let ports: MediaPorts
let hub: TestHub

beforeAll(async () => {
  ports = await takeMediaPorts()
  kamailio = await startKamailio({}, async ngPort => {
    const { command, args } = renderRtpengine({ ngPort, address: '127.0.0.1', ports })
    rtpengine = spawn('setpriv', ['--pdeathsig', 'KILL', command, ...args], { stdio: 'ignore' })
    const ng = await ngClient({ host: '127.0.0.1', port: ngPort })
    await ng.send({ command: 'ping' })
    await ng.close()
  })
  for (const user of ['1001', '1002']) {
    kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, `${user}@${norrsken}`)
  }
  hub = await startHub(kamailio)
})
afterAll(async () => {
  await hub.stop()
  const ended = once(rtpengine, 'exit')
  rtpengine.kill('SIGKILL')
  await ended
  giveMediaPorts(ports)
  await kamailio.stop()
})

const portOf = (body: string) => Number(/^m=audio (\d+)/m.exec(body)?.[1])
/** The same session with another direction (RFC 3264 section 8). */
const directed = (offer: string, direction: string) => `${offer}a=${direction}\r\n`

const tones = [600, 1000]
/** Which of the callers' tones are heard, from now on. */
async function hears(caller: RtpCaller): Promise<readonly number[]> {
  caller.forget()
  await caller.heard(500)
  return tonesHeard(caller.sound(), tones)
}

test('whoever is on hold hears music, and not who holds, until he is taken back', async () => {
  const [anna, bjorn] = [await kamailio.deskPhone('1001'), await kamailio.deskPhone('1002')]
  const [near, far] = [await rtpCaller(), await rtpCaller()]
  const again = async (call: Call, offer: string, direction: string) => {
    const answered = call.again(offer)
    const invite = await bjorn.incoming('INVITE')
    bjorn.reply(invite, 200, { body: directed(far.offer(), direction) })
    await answered
    await bjorn.incoming('ACK')
  }
  try {
    await bjorn.register()
    const call = await anna.call(`sip:1002@${norrsken}`, { body: near.offer() })
    ;(await hub.question()).answer(ring([`1002@${norrsken}`]))
    const invite = await bjorn.incoming('INVITE')
    bjorn.reply(invite, 200, { body: far.offer() })
    const answer = await call.final()
    await bjorn.incoming('ACK')
    near.sing(1000, portOf(answer.body))
    far.sing(600, portOf(invite.body))
    expect([await hears(far), await hears(near)]).toEqual([[1000], [600]])

    for (const how of ['sendonly', 'inactive', '0.0.0.0']) {
      const held = how === '0.0.0.0' ? near.offer().replace(/^c=.*$/m, 'c=IN IP4 0.0.0.0') : directed(near.offer(), how)
      await again(call, held, 'recvonly')
      await expect.poll(() => hears(far), { timeout: 5000 }).toEqual([])
      far.forget()
      await far.heard(1000)
      expect((await measure(far.sound())).rms).toBeGreaterThan(-35)

      await again(call, directed(near.offer(), 'sendrecv'), 'sendrecv')
      await expect.poll(() => hears(far), { timeout: 5000 }).toEqual([1000])
      expect(await hears(near)).toEqual([600])
    }
    const ended = call.bye()
    bjorn.reply(await bjorn.incoming('BYE'), 200)
    await ended
  } finally {
    await Promise.all([near.close(), far.close()])
    await kamailio.rpc.ulRm(`1002@${norrsken}`)
  }
})
