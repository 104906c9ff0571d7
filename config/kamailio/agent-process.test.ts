/** The agent as a process of its own: hubs go and come back, it dies and is started again, several are there, and rooms are Janus's. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type EventLog, eventLog } from '../../connectors/voice/conformance-bench.ts'
import type { Step } from '../../connectors/voice/port.ts'
import { tonesHeard } from '../../test/harness/alike.ts'
import { type Baresip, baresip, stopAllBaresips } from '../../test/harness/baresip.ts'
import { type RunningJanus, startJanus } from '../../test/harness/janus.ts'
import { type RunningRtpengine, startRtpengine } from '../../test/harness/rtpengine.ts'
import { decode, measure } from '../../test/harness/sound.ts'
import { ring } from './testing/hub.ts'
import { norrsken, startKamailio, type TestKamailio } from './testing/kamailio.ts'
import { openVoiceBench, type VoiceBench } from './testing/voice-bench.ts'

let rtpengine: RunningRtpengine
let kamailio: TestKamailio
let janus: RunningJanus
let bench: VoiceBench
let log: EventLog
let folder = ''
let agent: ChildProcess | undefined
let begin: () => void

beforeAll(async () => {
  ;[rtpengine, janus] = await Promise.all([startRtpengine(), startJanus()])
  kamailio = await startKamailio({ ngPort: rtpengine.port })
  for (const user of ['1001', '1002']) {
    kamailio.addDevice(`${user}-desk`, norrsken, `secret-${user}`, `${user}@${norrsken}`)
  }
})
afterAll(async () => {
  await kamailio.stop()
  await Promise.all([rtpengine.stop(), janus.close()])
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'svara-agents-'))
  // Where the Janus that the supervisor starts has its secret.
  await mkdir(join(folder, 'janus'))
  await writeFile(join(folder, 'janus/api.secret'), janus.secret)
  bench = await openVoiceBench(kamailio, async port => {
    begin = () => {
      agent = spawn(process.execPath, [join(import.meta.dirname, '../voice.ts'), '1'], {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: {
          PATH: process.env.PATH ?? '',
          SVARA_DATA: folder,
          SVARA_LOG: 'warn',
          SVARA_VOICE_PORTS: String(port),
          SVARA_KAMAILIO_HTTP_PORT: String(kamailio.httpPort),
          SVARA_NG_PORT: String(rtpengine.port),
          SVARA_JANUS_PORT: String(janus.port),
        },
      })
    }
    begin()
    return () => end('SIGTERM')
  })
  log = eventLog(bench.voice)
})
afterEach(async () => {
  await stopAllBaresips()
  await bench.close()
  await rm(folder, { recursive: true, force: true })
})

async function end(signal: NodeJS.Signals): Promise<void> {
  const running = agent
  agent = undefined
  if (!running || running.exitCode !== null) return
  const ended = once(running, 'exit')
  running.kill(signal)
  await ended
}

const rests: Step = { do: 'wait', sounds: [], seconds: 60 }
const records = (file: string): Step => ({ do: 'record', name: 'message', file, longest: 60, silence: 30, end: '' })
async function arrive(about: string, steps: readonly Step[]) {
  const { extension } = await bench.voice.expect({ steps, about })
  const caller = await bench.call(extension)
  const { leg } = await log.event('arrived', one => one.callId === caller.callId)
  await log.event('answered', one => one.leg === leg)
  return { caller, leg }
}

test('a hub that is away costs neither a message nor a conversation, and hears of both afterwards', async () => {
  const file = join(folder, 'message.wav')
  const message = await arrive('test:message', [records(file)])
  const one = await arrive('test:one', [rests])
  const other = await arrive('test:other', [rests])
  await bench.voice.tell(one.leg, [{ do: 'bridge', with: other.leg }])
  await log.event('bridged', ({ leg }) => leg === other.leg)
  await bench.away(async () => {
    await Promise.all([message.caller.says(900), one.caller.talksWith(other.caller)])
    await message.caller.hangUp()
    await one.caller.hangUp()
    expect(await other.caller.over()).toBe(200)
  })
  const recorded = await log.event('recorded')
  expect(recorded).toMatchObject({ by: 'caller', file })
  const { rms, seconds, silence } = await measure(file)
  expect(Math.abs(seconds * 1000 - recorded.milliseconds)).toBeLessThan(2)
  // A tone at -12 dBFS, as long as it was sung.
  expect(rms).toBeGreaterThan(-17)
  expect(rms).toBeLessThan(-13)
  expect(Math.abs(seconds - silence.start - silence.end - 0.9)).toBeLessThan(0.15)
  for (const { leg } of [message, one, other]) await log.event('ended', event => event.leg === leg)
  expect(log.events.map(({ number }) => number)).toEqual([...new Set(log.events.map(({ number }) => number))])
})

test('killed, it ends its calls when it is back, and tells what was said until then', async () => {
  const file = join(folder, 'message.wav')
  const message = await arrive('test:message', [records(file)])
  const one = await arrive('test:one', [rests])
  const other = await arrive('test:other', [{ do: 'bridge', with: one.leg }])
  await log.event('bridged', ({ leg }) => leg === one.leg)
  await message.caller.says(1500)
  await end('SIGKILL')
  const wav = await readFile(file)
  // As it lies there: a header that is right but for the last second.
  expect(wav.readUInt32LE(54)).toBeGreaterThan(wav.length - 58 - 8000 - 1600)
  begin()
  expect(await log.event('recorded')).toMatchObject({ by: 'lost', file, leg: message.leg })
  const { milliseconds } = await log.event('recorded')
  expect(milliseconds).toBeGreaterThan(1200)
  expect(Math.abs((await measure(file)).seconds * 1000 - milliseconds)).toBeLessThan(2)
  for (const { leg, caller } of [message, one, other]) {
    expect(await log.event('ended', event => event.leg === leg)).toMatchObject({ by: 'lost' })
    expect(await caller.over()).toBe(200)
  }
  expect(await bench.voice.legs()).toEqual([])
})

test('what it says while Kamailio is being started again is said then', async () => {
  const { caller, leg } = await arrive('test:one', [rests])
  // An agent that lacks the ACK may not say BYE for 32 s (RFC 3261 section 15).
  await expect.poll(async () => (await kamailio.rpc.dlgList())[0]?.state).toBe(4)
  await kamailio.kill()
  await bench.voice.tell(leg, [{ do: 'hangUp' }])
  expect(await log.event('ended')).toMatchObject({ by: 'agent', leg })
  await kamailio.start()
  expect(await caller.over()).toBe(200)
})

test('told to stop, it hangs up and says so', async () => {
  const { caller, leg } = await arrive('test:one', [rests])
  await end('SIGTERM')
  expect(await caller.over()).toBe(200)
  begin()
  expect(await log.event('ended', event => event.leg === leg)).toMatchObject({ by: 'agent' })
})

test('its own tones are heard: a beep, and ringing where somebody is called for an answered leg', async () => {
  const { caller } = await arrive('test:tones', [
    { do: 'play', sounds: [{ tone: 'beep' }] },
    { do: 'dial', name: 'x', call: bench.target },
  ])
  const { rtp } = bench.ends(caller)
  const hears = () => tonesHeard(rtp.sound(), [425, 1000])
  await rtp.heard(250)
  expect(hears()).toEqual([1000])
  await bench.dialled()
  rtp.forget()
  await rtp.heard(600)
  await expect.poll(hears, { timeout: 5000 }).toEqual([425])
  await caller.hangUp()
  expect(await log.event('dial-ended')).toMatchObject({ outcome: 'given-up' })
})

test('in a room all hear all but themselves, and who is muted is not heard', async () => {
  const tones = [500, 800, 1100]
  const members: Awaited<ReturnType<typeof arrive>>[] = []
  for (const [index] of tones.entries()) members.push(await arrive(`test:${index}`, [{ do: 'mix', room: 'r' }]))
  for (const { leg } of members) await log.event('mixed', event => event.leg === leg)
  for (const [index, { caller }] of members.entries()) {
    const { rtp, to } = bench.ends(caller)
    rtp.sing(tones[index] ?? 0, await to())
  }
  const heard = () =>
    Promise.all(
      members.map(async ({ caller }) => {
        const { rtp } = bench.ends(caller)
        rtp.forget()
        await rtp.heard(400)
        return tonesHeard(rtp.sound(), tones)
      }),
    )
  await expect.poll(heard, { timeout: 10_000 }).toEqual(tones.map(own => tones.filter(tone => tone !== own)))
  await bench.voice.mute(members[0]?.leg ?? '', true)
  await expect.poll(heard, { timeout: 10_000 }).toEqual([tones.slice(1), tones.slice(2), tones.slice(1, 2)])
  expect(await bench.voice.legs()).toMatchObject([{ room: 'r', muted: true }, { muted: false }, { muted: false }])
  await members[1]?.caller.hangUp()
  await log.event('left', event => event.leg === members[1]?.leg)
})

test('two phones that are not ours are joined: each hears the other, after what was played', async () => {
  const phone = (user: string, tone: number, answers: boolean) =>
    baresip({
      server: kamailio.sipPort,
      as: { user, domain: norrsken, authName: `${user}-desk`, secret: `secret-${user}` },
      tone,
      answers,
    })
  const [caller, callee] = await Promise.all([phone('1001', 700, false), phone('1002', 1100, true)])
  await callee.event('REGISTERED')
  const { extension } = await bench.voice.expect({
    about: 'test:joined',
    steps: [
      { do: 'play', sounds: [bench.sound] },
      { do: 'dial', name: 'x', call: bench.target },
    ],
  })
  caller.dial(`sip:1002@${norrsken}`)
  ;(await bench.hub.question()).answer(ring([extension]))
  const asked = await bench.hub.question()
  expect(asked.question.source.kind).toBe('voice')
  asked.answer(ring([`1002@${norrsken}`]))
  await log.event('bridged')
  await callee.hearing(1.5)
  callee.hangUp()
  await caller.event('CALL_CLOSED')
  /** In the last 300 ms. */
  const last = async (one: Baresip) => {
    const { samples, rate } = await decode(await one.heard())
    return tonesHeard({ samples: samples.subarray(-0.4 * rate, -0.1 * rate), rate }, [440, 700, 1100])
  }
  expect(await last(caller)).toEqual([1100])
  expect(await last(callee)).toEqual([700])
  const { samples, rate } = await decode(await caller.heard())
  expect(tonesHeard({ samples: samples.subarray(0.2 * rate, 0.5 * rate), rate }, [440, 700, 1100])).toEqual([440])
})
