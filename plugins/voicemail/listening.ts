/**
 * Somebody listens by phone. The hub says step by step what comes next: what it asks by carries all that it needs to know, so that a
 * hub that starts meanwhile goes on where the other was.
 */
import { LRUCache } from 'lru-cache'
import { v7 } from 'uuid'
import type { Sound, Step, VoiceQuestion } from '../../connectors/voice/port.ts'
import type { Hub } from '../../core/hub.ts'
import type { Calls } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import type { Boxes } from './boxes.ts'
import { always, boxLocked } from './contract.ts'
import { type Files, folderFor, type Owner } from './files.ts'
import type { Messages, Stored } from './messages.ts'
import { longestGreeting, type OwnGreetings } from './own-greetings.ts'
import type { Pins } from './pins.ts'
import { type Prompt, type Prompts, whenSpoken } from './prompts.ts'
import { sentences } from './spoken.ts'
import type { Visit } from './visit.ts'

/** Of one call. */
const mostTries = 3

interface Parts {
  readonly boxes: Boxes
  readonly pins: Pins
  readonly messages: Messages
  readonly greetings: OwnGreetings
  readonly files: Files
  readonly prompts: Prompts
  readonly directory: Directory
  readonly calls: Calls
}

type Ask = Extract<VoiceQuestion, { kind: 'ask' }>

export interface Listening {
  /** `ownPhone`: whoever calls does it from a phone of her own, so that it is known who she is. */
  steps(visit: Visit, ownPhone: boolean): Promise<readonly Step[]>
  /** Undefined for what it doesn't ask. */
  answer(visit: Visit, question: Ask): Promise<readonly Step[] | undefined>
}

export function listening(hub: Hub, parts: Parts): Listening {
  const { boxes, pins, messages, greetings, files, prompts, directory, calls } = parts

  async function ask(visit: Visit, name: string): Promise<Step> {
    return { do: 'ask', name, otherwise: [{ do: 'play', sounds: [await prompts.kept('away', visit.language)] }] }
  }
  const play = async (visit: Visit, ...wanted: Prompt[]): Promise<Step> => ({
    do: 'play',
    sounds: await Promise.all(wanted.map(prompt => prompts.kept(prompt, visit.language))),
  })

  /** Asks for the PIN of a box, or for nothing where there is no such box: which it is, nobody learns. */
  async function login(visit: Visit, person: string, tries = 0): Promise<readonly Step[]> {
    const sounds = await Promise.all(
      (tries > 0 ? (['wrong', 'pin'] as const) : (['pin'] as const)).map(one => prompts.kept(one, visit.language)),
    )
    return [
      { do: 'collect', name: 'pin', sounds, most: 8, seconds: 6, on: { '*': await whose(visit) } },
      await ask(visit, `pin ${person} ${tries}`),
    ]
  }

  /** Another box than one's own. */
  async function whose(visit: Visit): Promise<readonly Step[]> {
    const sounds = [await prompts.kept('whose', visit.language)]
    return [{ do: 'collect', name: 'whose', sounds, most: 8, seconds: 6 }, await ask(visit, 'whose')]
  }

  async function entered(visit: Visit, owner: Owner, tries: number, digits: string): Promise<readonly Step[]> {
    const found = directory.person(owner.person)
    if (found && !boxes.of(owner).hasPin) return [await play(visit, 'no-pin')]
    const answer = await pins.check(owner, digits)
    if (answer === 'right') return begin(visit, owner)
    if (answer === 'wrong') {
      return tries + 1 < mostTries ? login(visit, owner.person, tries + 1) : [await play(visit, 'wrong', 'goodbye')]
    }
    if (answer.now) await locked(visit, owner, answer.lockedUntil)
    return [await play(visit, 'locked')]
  }

  async function locked({ caller }: Visit, { organisation, person }: Owner, lockedUntil: Date): Promise<void> {
    const { person: by, number, hidden } = caller
    hub.log.warn({ person, by }, 'a voicemail box is locked after wrong PINs')
    const data = { person, until: lockedUntil.toISOString(), caller: { person: by, number, hidden } }
    await hub.publish(boxLocked, { organisation, data })
  }

  /** New ones first, each kind newest first. */
  async function ordered(owner: Owner): Promise<readonly Stored[]> {
    const all = await messages.of(owner)
    return [...all.filter(one => one.heardAt === null), ...all.filter(one => one.heardAt !== null)]
  }

  /** As it was when she began: what has been heard since keeps its place. */
  const orders = new LRUCache<string, readonly string[]>({ max: 1000 })

  async function begin(visit: Visit, owner: Owner, leg?: string): Promise<readonly Step[]> {
    const order = (await ordered(owner)).map(({ id }) => id)
    if (leg !== undefined) orders.set(leg, order)
    const [first] = order
    return first === undefined ? idle(visit, owner, 'none') : message(visit, owner, first)
  }

  async function next(visit: Visit, owner: Owner, id: string, leg: string): Promise<readonly Step[]> {
    const known = orders.get(leg)
    const order = known ?? (await ordered(owner)).map(one => one.id)
    if (!known) orders.set(leg, [id, ...order.filter(one => one !== id)])
    const at = order.indexOf(id)
    const there = new Set((await messages.of(owner)).map(one => one.id))
    const following = order.slice(at + 1).find(one => there.has(one))
    return following === undefined ? idle(visit, owner, 'no-more') : message(visit, owner, following)
  }

  async function message(visit: Visit, owner: Owner, id: string): Promise<readonly Step[]> {
    const row = await messages.find(owner, id)
    const zone = directory.organisation(owner.organisation)?.zone ?? 'UTC'
    const say = sentences[visit.language]
    const from = row.callerHidden ? say.hidden : (row.callerName ?? row.callerNumber ?? say.hidden)
    const when = whenSpoken(row.at, new Date(), zone, visit.language)
    const head = await prompts.now(say.message(row.heardAt === null, when, from), visit.language)
    await messages.hear(owner, id, true)
    const sounds: Sound[] = [
      ...(head ? [head] : []),
      { file: files.message(owner, id, 'mp3') },
      await prompts.kept('menu', visit.language),
    ]
    const go = async (what: string) => [await ask(visit, `${what} ${owner.person} ${id}`)]
    return [
      {
        ...{ do: 'collect', name: 'message', sounds, most: 1, seconds: 6 },
        on: {
          1: await go('next'),
          2: await go('call'),
          3: await go('greet'),
          4: await go('play'),
          7: await go('delete'),
          '*': await whose(visit),
          '#': [await play(visit, 'goodbye'), { do: 'hangUp' }],
        },
        otherwise: await go('next'),
      },
    ]
  }

  async function idle(visit: Visit, { person }: Owner, why: Prompt): Promise<readonly Step[]> {
    const sounds = await Promise.all([why, 'idle' as const].map(one => prompts.kept(one, visit.language)))
    return [
      {
        ...{ do: 'collect', name: 'idle', sounds, most: 1, seconds: 8 },
        on: {
          1: [await ask(visit, `begin ${person}`)],
          3: [await ask(visit, `greet ${person}`)],
          '*': await whose(visit),
        },
        otherwise: [await play(visit, 'goodbye')],
      },
    ]
  }

  async function callBack(visit: Visit, owner: Owner, id: string): Promise<readonly Step[]> {
    const { callerNumber, callerPerson, callerHidden } = await messages.find(owner, id)
    const after = [await ask(visit, `next ${owner.person} ${id}`)]
    const to = (callerPerson === null ? undefined : directory.person(callerPerson)?.short) ?? callerNumber
    const me = directory.person(owner.person)
    const caller = { person: owner.person, number: me?.short, name: me?.name, hidden: false }
    const call =
      callerHidden || to === null
        ? undefined
        : calls.legTo({ organisation: owner.organisation, call: visit.call, to, caller, diversions: visit.diversions })
    if (!call) return [await play(visit, 'no-number'), ...after]
    const otherwise = [await play(visit, 'not-there')]
    return [{ do: 'dial', name: 'back', call: { ...call, seconds: 40 }, after: [], otherwise }, ...after]
  }

  async function record(visit: Visit, owner: Owner): Promise<readonly Step[]> {
    const id = v7()
    const file = files.greeting(owner, id, 'wav')
    await folderFor(file)
    return [
      await play(visit, 'greeting'),
      { do: 'play', sounds: [{ tone: 'beep' }] },
      { do: 'record', name: 'greeting', file, longest: longestGreeting, silence: 5, end: '#' },
      await ask(visit, `greeted ${owner.person} ${id}`),
    ]
  }

  async function greeted(visit: Visit, owner: Owner, id: string): Promise<readonly Step[]> {
    const file = await greetings.make(owner, id)
    const back = [await ask(visit, `begin ${owner.person}`)]
    if (file === undefined) return [await play(visit, 'greeting-silent'), ...back]
    const sounds = [{ file }, await prompts.kept('greeting-kept', visit.language)]
    return [
      {
        ...{ do: 'collect', name: 'greeting-kept', sounds, most: 1, seconds: 8 },
        on: {
          1: [await ask(visit, `place ${owner.person} ${id}`)],
          3: [await ask(visit, `greet ${owner.person}`)],
        },
        otherwise: back,
      },
    ]
  }

  return {
    async steps(visit, ownPhone) {
      const { hasPin, settings } = boxes.of(visit.owner)
      if (!ownPhone) return whose(visit)
      if (hasPin && settings.pinAtOwnPhones) return login(visit, visit.owner.person)
      return [{ do: 'answer' }, await ask(visit, `begin ${visit.owner.person}`)]
    },
    async answer(visit, { name, leg, digits }) {
      const [what, person = visit.owner.person, id = ''] = name.split(' ')
      const owner = { organisation: visit.owner.organisation, person }
      switch (what) {
        case 'login':
          return login(visit, visit.owner.person)
        case 'whose': {
          const found = directory.destination(digits, owner.organisation)
          return login(visit, found?.kind === 'person' ? found.person.id : 'nobody')
        }
        case 'pin':
          return entered(visit, owner, Number(id), digits)
        case 'begin':
          return begin(visit, owner, leg)
        case 'next':
          return next(visit, owner, id, leg)
        case 'play':
          return message(visit, owner, id)
        case 'delete':
          await messages.remove(owner, id, true)
          return [await play(visit, 'deleted'), ...(await next(visit, owner, id, leg))]
        case 'call':
          return callBack(visit, owner, id)
        case 'greet':
          return record(visit, owner)
        case 'greeted':
          return greeted(visit, owner, id)
        case 'place':
          await greetings.place(owner, id, always)
          return [await play(visit, 'greeting-saved'), ...(await begin(visit, owner, leg))]
        default:
          return undefined
      }
    },
  }
}
