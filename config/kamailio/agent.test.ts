/** The voice agent, by the suite that the fake passes too. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { voiceConformance } from '../../connectors/voice/conformance.ts'
import { eventLog } from '../../connectors/voice/conformance-bench.ts'
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

// Its own hooks are for its own tests.
describe('the suite', () => {
  voiceConformance(() => openVoiceBench(kamailio, agentHere(kamailio, rtpengine)))
})

test('a phone that is gone without a word has ended its call', async () => {
  const bench = await openVoiceBench(kamailio, agentHere(kamailio, rtpengine, { every: 0.3, patience: 0.2 }))
  const log = eventLog(bench.voice)
  const steps = [{ do: 'wait', sounds: [], seconds: 60 }] as const
  const called = []
  for (const about of ['test:stays', 'test:goes']) {
    const { extension } = await bench.voice.expect({ steps, about })
    called.push(await bench.call(extension))
    await log.event('answered', event => event.about === about)
  }
  const [stays, goes] = called
  if (goes) bench.dies(goes)
  expect(await log.event('ended')).toMatchObject({ about: 'test:goes', by: 'lost' })
  expect(await bench.voice.legs()).toMatchObject([{ about: 'test:stays' }])
  await stays?.hangUp()
  await log.event('ended', ({ by }) => by === 'other')
  await bench.close()
})
