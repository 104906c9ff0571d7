/**
 * Messages recorded at once by one voice agent: more and more callers speak behind the tone, until less than 99 % of what they say comes into
 * the files. Whoever speaks is on the same machine, and takes its share.
 */
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { overUdp } from '../../connectors/telephony/kamailio/testing/channel.ts'
import { status } from '../../connectors/telephony/kamailio/testing/message.ts'
import { type Call, phone } from '../../connectors/telephony/kamailio/testing/phone.ts'
import { perSecond as second } from '../../connectors/voice/wav.ts'
import { startStack } from '../harness/stack.ts'
import { company, workers } from './company.ts'
import { megabytes, table } from './figures.ts'
import { isThere } from './registering.ts'
import { side } from './rtp-load.ts'

const steps = [10, 20, 40, 80, 120, 160, 240, 320]
const seconds = 4

/** Bytes a second that aren't silence: every other second is said, and each packet has eight with its time. */
const said = second * (0.5 + 0.5 * (8 / 160))
/** PCMA's two zeros. */
const isQuiet = (byte: number) => byte === 0xd5 || byte === 0x55

export async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-bench-'))
  const data = join(folder, 'data')
  await company(data, 0)
  const stack = await startStack({ SVARA_DATA: data, SVARA_LOG: 'warn', SVARA_RTP_PORTS: '34000-37999' })
  const trunk = phone({ user: '+46701740607', domain: '127.0.0.1' }, await overUdp(stack.trunkPort))
  void isThere(trunk)
  const speakers = await side()
  const calls: Call[] = []
  const ports: number[] = []
  const rows: (string | number)[][] = []
  // Silence is written where nothing came: what counts is what isn't.
  const sizes = async () => {
    const files = await Array.fromAsync(glob(join(data, 'voicemail/messages/*/*/*.wav')))
    return Promise.all(
      files.map(async file => (await readFile(file)).reduce((sum, byte) => sum + (isQuiet(byte) ? 0 : 1), 0)),
    )
  }
  const memory = async () => {
    const text = await readFile(`/proc/${await stack.pid('voice')}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1]) * 1024
  }
  const sdp = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${speakers.port} RTP/AVP 8`,
    '',
  ]
  try {
    for (const count of steps) {
      while (calls.length < count) {
        const call = await trunk.call(`sip:${workers[calls.length]?.number}@svara.localhost`, {
          body: sdp.join('\r\n'),
        })
        const answer = await call.final()
        if (status(answer) !== 200) throw new Error(answer.start)
        calls.push(call)
        ports.push(Number(/^m=audio (\d+)/m.exec(answer.body)?.[1]))
        speakers.to(ports)
      }
      // Behind the greeting and the tone.
      for (const late = Date.now() + 60_000; Date.now() < late; await pause(200)) {
        const now = await sizes()
        if (now.length >= count && now.every(size => size > second / 2)) break
      }
      const sum = async () => (await sizes()).reduce((all, size) => all + size, 0)
      const [before, began] = [await sum(), performance.now()]
      await pause(seconds * 1000)
      const part = (await sum()) - before
      const share = part / (said * count * ((performance.now() - began) / 1000))
      rows.push([count, `${(share * 100).toFixed(1)} %`, megabytes(await memory())])
      process.stderr.write(`${count} messages: ${(share * 100).toFixed(1)} % recorded\n`)
      if (share < 0.99) break
    }
  } finally {
    await speakers.stop()
    await trunk.close()
    await stack.stop()
    await rm(folder, { recursive: true, force: true })
  }
  table(['messages at once', 'recorded of what was said', 'the voice agent holds'], rows)
}
