import { expect, test } from 'vitest'
import { voiceConformance } from './conformance.ts'
import type { Bench, BenchParty } from './conformance-bench.ts'
import { type FakeParty, fakeVoice } from './fake.ts'

const settled = () => new Promise(resolve => setImmediate(resolve))

async function open(): Promise<Bench> {
  const voice = fakeVoice()
  await voice.start()
  const parties = new Map<BenchParty, FakeParty>()
  function bench(party: FakeParty): BenchParty {
    const made: BenchParty = {
      callId: party.callId,
      hears: party.hearing,
      async heardOut() {
        party.heardOut()
      },
      async press(digits) {
        await settled()
        party.press(digits)
      },
      says: async milliseconds => party.says(milliseconds),
      async waits() {
        await settled()
        party.timePasses()
      },
      hangUp: async () => party.hangUp(),
      over: () => party.over,
      answer: async () => party.answer(),
      refuse: async sipStatus => party.refuse(sipStatus),
      async talksWith(other) {
        expect([party.talksTo(), parties.get(other)?.talksTo()]).toEqual([parties.get(other)?.leg, party.leg])
      },
    }
    parties.set(made, party)
    return made
  }
  return {
    voice,
    call: async extension => bench(voice.arrives(extension)),
    target: { to: '1002', domain: 'norrsken.svara.localhost', context: 'c', seconds: 20 },
    dialled: async () => bench(await voice.dialled()),
    sound: { file: '/sounds/hello.mp3' },
    away: meanwhile => meanwhile(),
    close: () => voice.stop(),
  }
}

voiceConformance(open)

test('one side of a call that no agent had is taken over, or both', async () => {
  const voice = fakeVoice()
  await voice.start()
  voice.talking('a@b')
  const rests = [{ do: 'wait', sounds: [], seconds: 60 }] as const
  const both = {
    taken: { callId: 'a@b', stays: 'caller' },
    steps: rests,
    about: 'x:1',
    other: { steps: rests, about: 'x:2' },
  } as const
  const { leg, other } = await voice.take(both)
  expect(await voice.legs()).toMatchObject([
    { leg, callId: 'a@b', answered: true, about: 'x:1' },
    { leg: other, about: 'x:2' },
  ])
  await expect(voice.take(both)).rejects.toMatchObject({ code: 'voice.no-such-call' })
})

test('several are in a room, of whom one may be muted', async () => {
  const voice = fakeVoice()
  await voice.start()
  const legs = []
  for (const about of ['x:1', 'x:2']) {
    const { extension } = await voice.expect({ steps: [{ do: 'mix', room: 'r' }], about })
    const party = voice.arrives(extension)
    await party.answered
    expect(party.talksTo()).toBe('r')
    legs.push(party.leg)
  }
  await voice.mute(legs[0] ?? '', true)
  expect(await voice.legs()).toMatchObject([
    { room: 'r', muted: true },
    { room: 'r', muted: false },
  ])
})
