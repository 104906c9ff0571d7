/** Anna's voicemail on a real database, with callers and phones played by the fake voice agent. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { vi } from 'vitest'
import { fakeMail } from '../../../connectors/mail/fake.ts'
import { fakeSpeech } from '../../../connectors/speech/fake.ts'
import { type FakeParty, fakeVoice, patience } from '../../../connectors/voice/fake.ts'
import type { Database } from '../../../core/database/index.ts'
import type { Language } from '../../../core/define.ts'
import {
  newWorld,
  type PluginHub,
  people,
  pluginHub,
  signedIn,
  twoOrganisations,
} from '../../../test/harness/plugin-hub.ts'
import type { Calls, LineState } from '../../calls/contract.ts'
import type { Directory } from '../../directory/contract.ts'
import * as contract from '../contract.ts'
import { voicemail } from '../index.ts'
import { keptName } from '../prompts.ts'
import { said } from '../spoken.ts'

export const anna = signedIn(people.anna)
export const cecilia = signedIn(people.cecilia)
export const david = signedIn(people.david)
export const gustav = signedIn(people.gustav)
export const organisation = 'norrsken'
export const olof = { number: '+46701740607', name: 'Olof Berg', hidden: false }

const everybody = Object.values(people)
export const directory: Directory = {
  ...twoOrganisations,
  number: () => undefined,
  numbers: () => [],
  serviceNumber: () => '1099',
  destination(dialled, at) {
    const person = everybody.find(one => one.organisation === at && (one.short === dialled || one.number === dialled))
    return person && { kind: 'person', number: person.numberId ?? '', organisation: person.organisation, person }
  },
}

/** As calls would reach them; what was asked is kept. */
function fakeCalls() {
  const withMessage = new Set<string>()
  const legs: { to: string; caller: { person?: string | undefined } }[] = []
  const line = { now: 'idle' as LineState, listeners: [] as ((person: string, line: LineState) => void)[] }
  const calls: Calls = {
    standIn: (_, extension) => ({
      ...{ verb: 'ring', extensions: [extension], seconds: 8, context: '', standIn: true },
      show: { number: undefined, hidden: false },
    }),
    legTo({ to, caller }) {
      legs.push({ to, caller })
      return { to, domain: 'norrsken.example', context: `to ${to}` }
    },
    legAt: () => ({ to: '', domain: '', context: '' }),
    current: () => undefined,
    currentOf: () => [],
    ringingAt: () => [],
    joins() {},
    voicemail: (call, left) => void (left ? withMessage.add(call) : withMessage.delete(call)),
    parked() {},
    lineOf: () => line.now,
    onLine: listener => void line.listeners.push(listener),
  }
  /** Anna's. */
  const becomes = (now: LineState) => {
    line.now = now
    for (const listener of line.listeners) listener('anna', now)
  }
  return { calls, legs, withMessage, becomes }
}

export async function stage(database: Database) {
  const folder = await mkdtemp(join(tmpdir(), 'svara-voicemail-'))
  const speech = fakeSpeech({ folder: join(folder, 'speech') })
  const voice = fakeVoice()
  const mail = fakeMail()
  const world = newWorld()
  const { calls, legs, withMessage, becomes } = fakeCalls()
  const lamps = new Map<string, { new: number; old: number }>()
  const telephony = {
    showMessages: (extension: string, messages: { new: number; old: number }) => void lamps.set(extension, messages),
  }
  await database.migrate(voicemail.migrations ?? [])
  await voice.start()
  const open = (): Promise<PluginHub> =>
    pluginHub(voicemail, {
      ...{ database, world, directory, folder: join(folder, 'voicemail') },
      ports: { speech, voice, mail, calls, telephony },
    })
  const hub = await open()

  async function arrive(
    definition: 'answer' | 'listen',
    args: object,
    caller: object,
    callee: object,
  ): Promise<FakeParty> {
    const call = v7()
    const data = { call, callId: call, caller, callee, dialled: '1001', diversions: 0 }
    const verdict = (await hub.act(
      (definition === 'answer' ? contract.answer : contract.listen) as typeof contract.answer,
      args,
      { organisation, data },
    )) as {
      extensions: string[]
    }
    return voice.arrives(verdict.extensions[0] ?? '')
  }

  return {
    ...{ hub, folder, speech, voice, mail, legs, lamps, open, world, withMessage, becomes },
    /** Somebody's call reaches Anna's voicemail. */
    call: (args: object = {}, caller: object = olof) =>
      arrive('answer', args, caller, { kind: 'person', person: 'anna', people: ['anna'], name: 'Anna Svensson' }),
    /** Somebody dials the number of voicemail. */
    dialIn: (caller: object) => arrive('listen', {}, caller, { kind: 'service', service: 'voicemail', people: [] }),
    messages: async (who = anna) => (await hub.current(contract.messagesView, who)).messages,
    /** Runs jobs until what is asked holds. */
    eventually: <T>(check: () => T | Promise<T>) =>
      vi.waitFor(
        async () => {
          await hub.runDue()
          return check()
        },
        { timeout: 9000, interval: 10 },
      ),
    async close() {
      await voice.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
export type Stage = Awaited<ReturnType<typeof stage>>

/** Plays on until this party hears a sentence that is always the same. */
export async function hears(
  { speech }: Stage,
  party: FakeParty,
  what: keyof (typeof said)['sv'],
  language: Language = 'sv',
) {
  const kept = keptName(said[language][what], language)
  return vi.waitFor(
    () => {
      const now = party.hears()
      if (now && 'file' in now && now.file.includes(kept)) return
      party.heardOut()
      throw new Error(`hears ${JSON.stringify(now)}, not “${said[language][what]}”; ${speech.said.length} said`)
    },
    { timeout: 9000, interval: 5 },
  )
}

/** Hears all of the greeting, presses nothing, and then the tone. */
export async function beeps({ world }: Stage, party: FakeParty): Promise<void> {
  const before = new Set(world.jobs.keys())
  await vi.waitFor(
    () => {
      const now = party.hears()
      party.heardOut()
      if (now && 'tone' in now && now.tone === 'beep') return
      // A digit is waited for, and not the hub, which has all the time it needs.
      const [wait] = party.waits()
      if (wait !== undefined && wait !== patience) party.timePasses()
      throw new Error(`hears ${JSON.stringify(now)}`)
    },
    { timeout: 9000, interval: 5 },
  )
  // Now it is recorded.
  await vi.waitFor(() => {
    if ([...world.jobs.keys()].every(key => before.has(key))) throw new Error('nothing is recorded')
  })
}
