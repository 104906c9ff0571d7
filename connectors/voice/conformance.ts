/** What every voice agent must do. Each adapter's test gives it a bench of callers and phones. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Bench, type EventLog, eventLog } from './conformance-bench.ts'
import type { Step, VoiceQuestion } from './port.ts'

export function voiceConformance(open: () => Promise<Bench>): void {
  let bench: Bench
  let folder = ''
  let log: EventLog
  const event: EventLog['event'] = (kind, fits) => log.event(kind, fits)
  const kinds = (leg?: string) => log.events.filter(one => leg === undefined || one.leg === leg).map(({ kind }) => kind)

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'svara-voice-'))
    bench = await open()
    log = eventLog(bench.voice)
  })
  afterEach(async () => {
    await bench.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function arrive(steps: readonly Step[], about = 'test:1') {
    const { extension } = await bench.voice.expect({ steps, about })
    const caller = await bench.call(extension)
    const { leg } = await event('arrived', one => one.callId === caller.callId)
    return { caller, leg }
  }
  const rests = (): Step => ({ do: 'wait', sounds: [], seconds: 60 })

  test('goes through its steps, and hangs up behind the last', async () => {
    const { caller, leg } = await arrive([{ do: 'play', sounds: [bench.sound] }])
    await caller.hears(bench.sound)
    expect(await bench.voice.legs()).toMatchObject([
      { leg, about: 'test:1', callId: caller.callId, answered: true, step: 'play' },
    ])
    await caller.heardOut()
    expect(await caller.over()).toBe(200)
    expect(await event('ended')).toMatchObject({ by: 'agent', leg })
    expect(kinds()).toEqual(['arrived', 'answered', 'ended'])
    expect(await bench.voice.legs()).toEqual([])
    const numbers = log.events.map(({ number }) => number)
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other))
  })

  test('its tones are heard', async () => {
    const { caller } = await arrive([{ do: 'play', sounds: [{ tone: 'beep' }] }])
    await caller.hears({ tone: 'beep' })
    await caller.heardOut()
    expect(await caller.over()).toBe(200)
  })

  test('refuses a call that it did not answer', async () => {
    const { caller } = await arrive([{ do: 'hangUp', sipStatus: 486 }])
    expect(await caller.over()).toBe(486)
    expect(await event('ended')).toMatchObject({ by: 'agent', seconds: 0 })
  })

  test('a caller who gives up ends the leg', async () => {
    const { caller } = await arrive([rests()])
    await event('answered')
    await caller.hangUp()
    expect(await event('ended')).toMatchObject({ by: 'other' })
  })

  test('takes digits while a sound plays, and goes where they lead', async () => {
    const menu: Step = {
      do: 'collect',
      name: 'menu',
      sounds: [bench.sound],
      most: 4,
      seconds: 1,
      on: { '1': [{ do: 'hangUp' }], '12': [rests()] },
      otherwise: [],
    }
    const { caller } = await arrive([menu, { ...menu, name: 'again', on: { '#': [rests()] } }, rests()])
    await caller.hears(bench.sound)
    await caller.press('12')
    expect(await event('collected')).toMatchObject({ name: 'menu', digits: '12' })
    const { leg } = await event('arrived')
    await bench.voice.tell(leg, [
      { ...menu, name: 'pin', on: undefined, sounds: [] },
      { ...menu, name: 'none', sounds: [] },
      rests(),
    ] as Step[])
    await caller.press('34#')
    expect(await event('collected', ({ name }) => name === 'pin')).toMatchObject({ digits: '34' })
    await caller.waits()
    expect(await event('collected', ({ name }) => name === 'none')).toMatchObject({ digits: '' })
  })

  test('writes down what is said', async () => {
    const file = join(folder, 'deep/message.wav')
    const message: Step = {
      do: 'record',
      name: 'message',
      file,
      longest: 60,
      silence: 2,
      end: '#1',
      on: { '1': [rests()] },
    }
    const { caller } = await arrive([message])
    expect(await event('recording')).toMatchObject({ name: 'message', file })
    await caller.says(600)
    await caller.press('1')
    const recorded = await event('recorded')
    expect(recorded).toMatchObject({ by: 'digit', file, name: 'message' })
    expect(recorded.milliseconds).toBeGreaterThanOrEqual(500)
    const wav = await readFile(file)
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF')
    expect(Math.round(wav.readUInt32LE(54) / 8)).toBe(recorded.milliseconds)
    expect((await bench.voice.legs())[0]).toMatchObject({ step: 'wait' })
  })

  test('a message ends with the call, with silence, or when a hub has other steps', async () => {
    const message = (name: string): Step => ({
      do: 'record',
      name,
      file: join(folder, name),
      longest: 60,
      silence: 1,
      end: '',
    })
    const { caller, leg } = await arrive([message('one'), message('two'), message('three')])
    await event('recording')
    await caller.waits()
    expect(await event('recorded', ({ name }) => name === 'one')).toMatchObject({ by: 'silence' })
    await event('recording', ({ name }) => name === 'two')
    await bench.voice.tell(leg, [message('three')])
    expect(await event('recorded', ({ name }) => name === 'two')).toMatchObject({ by: 'told' })
    await event('recording', ({ name }) => name === 'three')
    await caller.hangUp()
    expect(await event('recorded', ({ name }) => name === 'three')).toMatchObject({ by: 'caller' })
    await event('ended')
  })

  test('calls somebody for a caller, who confirms, and both talk', async () => {
    const confirm: Step = {
      do: 'collect',
      name: 'confirm',
      sounds: [bench.sound],
      most: 1,
      seconds: 1,
      on: { '1': [] },
      otherwise: [{ do: 'hangUp' }],
    }
    const { caller, leg } = await arrive([{ do: 'dial', name: 'mobile', call: bench.target, first: [confirm] }])
    const phone = await bench.dialled()
    const dialled = await event('dialled')
    expect(dialled).toMatchObject({ leg, name: 'mobile', otherCallId: phone.callId })
    await phone.answer()
    await phone.hears(bench.sound)
    expect((await bench.voice.legs()).find(one => one.leg === leg)?.answered).toBe(false)
    await phone.press('1')
    expect(await event('dial-ended')).toMatchObject({ leg, outcome: 'answered' })
    await event('bridged', one => one.leg === leg && one.with === dialled.other)
    await event('bridged', one => one.leg === dialled.other && one.with === leg)
    await caller.talksWith(phone)
    await phone.hangUp()
    expect(await caller.over()).toBe(200)
    await event('ended', one => one.leg === leg)
    expect(kinds(leg)).toEqual(['arrived', 'dialled', 'dial-ended', 'answered', 'bridged', 'ended'])
    expect(kinds(dialled.other)).toEqual(['answered', 'collected', 'bridged', 'ended'])
  })

  test('whoever does not confirm has declined, and the caller goes on', async () => {
    const { leg } = await arrive([
      { do: 'answer' },
      { do: 'dial', name: 'mobile', call: bench.target, first: [rests()], otherwise: [rests()] },
    ])
    const phone = await bench.dialled()
    await phone.answer()
    await event('answered', one => one.leg !== leg)
    await phone.hangUp()
    expect(await event('dial-ended')).toMatchObject({ outcome: 'declined' })
    await expect.poll(() => bench.voice.legs()).toMatchObject([{ leg, step: 'wait' }])
  })

  test.each([
    [486, 'busy'],
    [603, 'declined'],
  ] as const)('a refusal with %i is %s', async (sipStatus, outcome) => {
    await arrive([{ do: 'dial', name: 'x', call: bench.target, otherwise: [{ do: 'hangUp', sipStatus: 404 }] }])
    await (await bench.dialled()).refuse(sipStatus)
    expect(await event('dial-ended')).toMatchObject({ outcome, sipStatus })
    expect(await event('ended', ({ by }) => by === 'agent')).toMatchObject({ seconds: 0 })
  })

  test('a caller who gives up meanwhile stops the ringing', async () => {
    const { caller, leg } = await arrive([{ do: 'dial', name: 'x', call: bench.target }])
    const phone = await bench.dialled()
    await event('dialled')
    await caller.hangUp()
    expect(await event('dial-ended')).toMatchObject({ outcome: 'given-up' })
    expect(await phone.over()).toBe(487)
    await event('ended', one => one.leg === leg)
  })

  test('a leg goes on by itself when the other one has hung up', async () => {
    const { caller, leg } = await arrive([
      { do: 'dial', name: 'x', call: bench.target, after: [{ do: 'play', sounds: [bench.sound] }] },
    ])
    const phone = await bench.dialled()
    await phone.answer()
    await event('bridged')
    await phone.hangUp()
    await event('parted', one => one.leg === leg)
    await caller.hears(bench.sound)
    await caller.heardOut()
    expect(await caller.over()).toBe(200)
  })

  test('two legs are brought together, and told apart', async () => {
    const one = await arrive([rests()], 'test:one')
    const other = await arrive([rests()], 'test:other')
    await bench.voice.tell(one.leg, [{ do: 'bridge', with: other.leg }])
    await event('bridged', ({ leg }) => leg === other.leg)
    await one.caller.talksWith(other.caller)
    expect(await bench.voice.legs()).toMatchObject([
      { leg: one.leg, with: other.leg, step: 'bridge' },
      { leg: other.leg, with: one.leg, step: 'bridge' },
    ])
    await bench.voice.tell(one.leg, [{ do: 'play', sounds: [bench.sound], repeat: true }])
    await bench.voice.tell(other.leg, [rests()], 'test:again')
    await event('parted', ({ leg }) => leg === other.leg)
    await one.caller.hears(bench.sound)
    await one.caller.hangUp()
    await event('ended', ({ leg }) => leg === one.leg)
    expect(await bench.voice.legs()).toMatchObject([{ leg: other.leg, about: 'test:again' }])
    await other.caller.hangUp()
    expect(await event('ended', ({ leg }) => leg === other.leg)).toMatchObject({ about: 'test:again' })
  })

  test('asks a hub, and has its own way on when none answers', async () => {
    const questions: VoiceQuestion[] = []
    bench.voice.answer('test', async question => {
      questions.push(question)
      if (question.kind === 'ask' && question.name === 'pin') return [{ do: 'hangUp' }]
      throw new Error('no idea')
    })
    const pin: Step = { do: 'collect', name: 'pin', sounds: [], most: 4, seconds: 5 }
    const { caller, leg } = await arrive([
      pin,
      { do: 'ask', name: 'other', otherwise: [{ do: 'ask', name: 'pin', otherwise: [rests()] }] },
    ])
    await event('answered')
    await caller.press('1234')
    expect(await caller.over()).toBe(200)
    expect(questions).toEqual(
      ['other', 'pin'].map(name => ({
        kind: 'ask',
        about: 'test:1',
        callId: caller.callId,
        leg,
        name,
        digits: '1234',
      })),
    )
  })

  test('calls somebody, for whom the steps are', async () => {
    const { leg } = await bench.voice.call({
      call: bench.target,
      steps: [{ do: 'play', sounds: [bench.sound] }],
      about: 'test:2',
    })
    const phone = await bench.dialled()
    await phone.answer()
    await phone.hears(bench.sound)
    await phone.heardOut()
    await event('ended')
    expect(kinds(leg)).toEqual(['answered', 'ended'])
    const refused = await bench.voice.call({ call: bench.target, steps: [], about: 'test:3' })
    await (await bench.dialled()).refuse(486)
    expect(await event('dial-ended')).toMatchObject({ leg: refused.leg, name: 'call', outcome: 'busy' })
    await event('ended', one => one.leg === refused.leg)
  })

  test('tells again what a listener could not take, and what happened while no hub was there', async () => {
    log.refuse(2)
    const { caller, leg } = await arrive([rests()])
    await event('answered')
    await bench.away(() => caller.hangUp())
    await event('ended')
    expect(kinds(leg)).toEqual(['arrived', 'answered', 'ended'])
  })

  test('what is not there is said', async () => {
    await expect(bench.voice.tell('1-none', [])).rejects.toMatchObject({ code: 'voice.no-such-leg', status: 404 })
    const taken = { callId: 'none', stays: 'caller' } as const
    await expect(bench.voice.take({ taken, steps: [], about: 'test:1' })).rejects.toMatchObject({
      code: expect.stringMatching(/^voice\.(no-such-call|unavailable)$/),
    })
  })
}
