/** The voice agent, by the suite that the fake passes too. */
import { afterAll, beforeAll } from 'vitest'
import { voiceConformance } from '../../connectors/voice/conformance.ts'
import { type RunningRtpengine, startRtpengine } from '../../test/harness/rtpengine.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'
import { agentHere, openVoiceBench } from './testing/voice-bench.ts'

let rtpengine: RunningRtpengine
let kamailio: TestKamailio

beforeAll(async () => {
  rtpengine = await startRtpengine()
  kamailio = await startKamailio({ ngPort: rtpengine.port })
  for (const user of ['1001', '1002']) {
    kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, `${user}@${norrsken}`)
  }
})
afterAll(async () => {
  await kamailio.stop()
  await rtpengine.stop()
})

voiceConformance(() => openVoiceBench(kamailio, agentHere(kamailio, rtpengine)))
