/** The demonstration's people with their phones, what callers of the public network hear, and what the hub says of it afterwards. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, type TestContext, vi } from 'vitest'
import { espeakSpeech } from '../../connectors/speech/espeak/index.ts'
import type { Language } from '../../core/define.ts'
import { ApiError } from '../../core/http/client.ts'
import { likeness } from './alike.ts'
import { type Baresip, baresip } from './baresip.ts'
import { type CallEntry, callLog, lines, tryRules, whyCall } from './contracts.ts'
import { type Behaviour, type Device, deskPhone, type Phone, phone } from './phones.ts'
import type { Session } from './session.ts'
import { measure } from './sound.ts'
import type { Stack } from './stack.ts'

type Finished = Pick<TestContext, 'onTestFinished'>

export interface Person {
  readonly session: Session
  /** Registers a desk phone of hers for this test; resolves when the hub knows that she can be reached. */
  phone(test: Finished, behaviour: Behaviour): Promise<Phone>
  /** The same with sound: answers, and sends a tone. */
  soundingPhone(test: Finished, tone: number, quieter?: number): Promise<Baresip>
  readonly email: string
  /** Resolves when she has a phone registered. */
  reachable(): Promise<void>
  /** Resolves when she has no phone registered. */
  readonly unreachable: () => Promise<void>
}

const shorts = { anna: '1001', bjorn: '1002', cecilia: '1003', david: '1004', elin: '1005', farid: '1006' }
export type Name = keyof typeof shorts
export const deviceOf = (name: Name): Device => deskPhone(shorts[name])

/** `voicemail`: where that is a plugin of the hub, callers may leave messages; tests of all else hear announcements. */
export async function person(stack: Stack, name: Name, { voicemail = false } = {}): Promise<Person> {
  const email = `${name}@norrsken.example`
  const session = await stack.signIn(email)
  await hasVoicemail(session, voicemail)
  const device = deviceOf(name)
  const reachable = (is: boolean) =>
    session.seen(lines, state => (state.reachable[session.person] === true) === is).then(() => undefined)
  return {
    session,
    async phone({ onTestFinished }, behaviour) {
      const registered = await phone(stack, device, behaviour)
      onTestFinished(() => registered.close())
      await reachable(true)
      return registered
    },
    async soundingPhone({ onTestFinished }, tone, quieter) {
      const registered = await baresip({
        ...{ server: stack.sipPort, as: device, answers: true, tone },
        ...(quieter !== undefined && { quieter }),
      })
      onTestFinished(() => registered.stop())
      await registered.event('REGISTERED')
      await reachable(true)
      return registered
    },
    email,
    reachable: () => reachable(true),
    unreachable: () => reachable(false),
  }
}

/** Where voicemail is a plugin of the hub; nothing happens otherwise. */
export async function hasVoicemail({ fetch, csrf }: Session, on: boolean): Promise<void> {
  await fetch('/api/voicemail/settings', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
    body: JSON.stringify({ on }),
  })
}

/** Where presence is a plugin of the hub; nothing happens otherwise. */
export async function does({ fetch, csrf }: Session, activity: string, until: string | null = null): Promise<void> {
  await fetch('/api/activity', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
    body: JSON.stringify({ activity, until }),
  })
}

/** The other network's end of the trunk: whoever is called there answers. */
export async function farSide({ onTestFinished }: Finished, stack: Stack): Promise<Phone> {
  const pstn = { user: 'pstn', domain: '127.0.0.1', authName: '', secret: '' }
  const far = await phone(stack, pstn, { does: 'answers' }, { registered: false, port: stack.outPort })
  onTestFinished(() => far.close())
  return far
}

export interface Heard {
  /** As in "480 Temporarily Unavailable". */
  readonly end: string
  /** Names of what baresip saw happen. */
  readonly events: readonly string[]
  /** WAV of what was heard. */
  readonly file: string
}

/** Calls with baresip by the trunk, as `number`, and listens to the end. */
export async function listenTo({ onTestFinished }: Finished, stack: Stack, number: string, to: string): Promise<Heard> {
  const caller = await baresip({ server: stack.trunkPort, as: number })
  onTestFinished(() => caller.stop())
  return listen(caller, `sip:${to}@svara.localhost`)
}

export async function listen(caller: Baresip, uri: string): Promise<Heard> {
  caller.dial(uri)
  const { param } = await caller.event('CALL_CLOSED')
  return { end: param, events: caller.events().map(({ type }) => type), file: await caller.heard() }
}

/** Before answer, whole, as loud as it was made, and these words and no others. */
export async function expectHeard({ file, events }: Heard, text: string, language: Language = 'sv'): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-said-'))
  try {
    const said = await espeakSpeech({ folder }).say(text, language)
    const [was, should] = [await measure(file), await measure(said)]
    const length = ({ seconds, silence }: typeof was) => seconds - silence.start - silence.end
    expect(events).toContain('CALL_PROGRESS')
    expect(events).not.toContain('CALL_ESTABLISHED')
    expect(Math.abs(length(was) - length(should)), 'seconds').toBeLessThan(0.25)
    expect(Math.abs(was.rms - should.rms), 'dB').toBeLessThan(2)
    expect(await likeness(file, said)).toBeGreaterThan(0.9)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** After answer: these words, whatever comes behind them. */
export async function expectBeginning(file: string, text: string, language: Language = 'sv'): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'svara-said-'))
  try {
    const said = await espeakSpeech({ folder }).say(text, language)
    const beginning = join(folder, 'beginning.wav')
    await promisify(execFile)('sox', ['-V1', file, beginning, 'trim', '0', String((await measure(said)).seconds)])
    expect(await likeness(beginning, said)).toBeGreaterThan(0.85)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Why = Awaited<ReturnType<typeof why>>

/** The newest call with this number (none: hidden), once it is over and written down, and what was decided about it. */
export function why(session: Session, number: string | undefined) {
  return vi.waitFor(
    async () => {
      const { calls } = await session.call(callLog, { limit: 50 })
      const entry = calls.find(({ other }) => other.number === number)
      if (!entry?.endedAt) throw new Error(`no ended call with ${number} in ${JSON.stringify(calls.slice(0, 3))}`)
      return explained(session, entry)
    },
    { timeout: 10_000, interval: 50 },
  )
}

export async function explained(session: Session, entry: CallEntry) {
  const { decisions } = await session.call(whyCall, { id: entry.id })
  if (decisions.length === 0) throw new Error('nothing is written of it yet')
  return { entry, decisions }
}

/** The rule that won each decision, in order: its name without whose it is. */
export const winners = ({ decisions }: Why): string[] =>
  decisions.map(({ tried }) => tried.find(({ outcome }) => outcome === 'won')?.rule.replace(/.*\//, '') ?? 'none')

/** The rule that would win, where rules may be tried; undefined where no plugin offers that. */
export async function tried(session: Session, from: string, to: string): Promise<string[] | undefined> {
  const fields = { caller: { number: from }, dialled: { number: to } }
  try {
    const { course } = await session.call(tryRules, { trial: 'call', fields, states: [], facts: [] })
    return winners({ decisions: [course.told] } as unknown as Why)
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

/** The whole of it in one text. */
export const sentences = ({ decisions }: Why): string =>
  decisions.flatMap(({ outcome, tried }) => [outcome, ...tried.map(({ sentence }) => sentence)]).join('\n')
