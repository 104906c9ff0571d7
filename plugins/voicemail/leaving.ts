/** A caller leaves a message: the steps of the voice agent, and what it asks on the way. */

import { LRUCache } from 'lru-cache'
import { v7 } from 'uuid'
import type { Sound, Step, VoiceQuestion } from '../../connectors/voice/port.ts'
import type { Calls } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import type { Boxes } from './boxes.ts'
import { type Files, folderFor } from './files.ts'
import { greeting, type Occasion, optionsFor, waitDigit } from './greetings.ts'
import { heardAs, longest, type Messages } from './messages.ts'
import type { Prompts } from './prompts.ts'
import { telephoneSound } from './sound.ts'
import type { Visit } from './visit.ts'
import { waitQuestion } from './waiting.ts'

/** Seconds: that a digit is waited for behind a greeting which offers some, and that are silent at the end of a message. */
const waits = 3
const silence = 8
/** Milliseconds: Kamailio waits a second for the hub, and a voice that has time for it takes a tenth of that. */
const ready = 400
/** A call is sent on so often at most: calls' own limit is the same. */
const mostDiversions = 5

interface Parts {
  readonly boxes: Boxes
  readonly files: Files
  readonly messages: Messages
  readonly prompts: Prompts
  readonly directory: Directory
  readonly calls: Calls
}

export interface Leaving {
  steps(visit: Visit, occasion: Occasion): Promise<readonly Step[]>
  /** After the tone, as for whoever pressed nothing. */
  recording(visit: Visit): Promise<readonly Step[]>
  /** Undefined for what it doesn't ask. */
  answer(visit: Visit, question: Extract<VoiceQuestion, { kind: 'ask' }>): Promise<readonly Step[] | undefined>
}

export function leaving(parts: Parts): Leaving {
  const { boxes, files, messages, prompts, directory, calls } = parts

  /** Keys for the person's own choices, and the star for herself. */
  function choices(visit: Visit, { activity, mayWait }: Occasion): Record<string, readonly Step[]> {
    const { owner } = visit
    const { options } = boxes.of(owner).settings
    const on: Record<string, readonly Step[]> = { '*': [{ do: 'ask', name: 'login', otherwise: [] }] }
    if (visit.diversions >= mostDiversions) return on
    const digit = mayWait ? waitDigit(options, activity) : undefined
    if (digit !== undefined) on[digit] = [{ do: 'ask', name: waitQuestion, otherwise: [] }]
    for (const { digit, to } of optionsFor(options, activity)) {
      const call = target(visit, to)
      // Nobody there: back to the greeting's end, where a message can be left.
      if (call) on[digit] = [{ do: 'dial', name: `option ${digit}`, call: { ...call, seconds: 25 } }]
    }
    return on
  }

  /** Outside it is the person who calls and pays, as with any call that is sent on; inside the caller is whoever called. */
  function target({ owner: { organisation, person }, call, caller, diversions }: Visit, to: string) {
    const leg = { organisation, call, diversions: diversions + 1 }
    if (directory.destination(to, organisation)) return calls.legTo({ ...leg, to, caller })
    const owner = directory.person(person)
    return calls.legTo({
      ...leg,
      to,
      caller: { person, number: owner?.number, name: owner?.name, hidden: false },
    })
  }

  async function recording(visit: Visit): Promise<readonly Step[]> {
    const id = v7()
    const file = files.message(visit.owner, id, 'wav')
    await folderFor(file)
    const thanks = await prompts.kept('thanks', visit.language)
    return [
      { do: 'play', sounds: [{ tone: 'beep' }] },
      { do: 'record', name: 'message', file, longest, silence, end: '#' },
      { do: 'ask', name: `after ${id}`, otherwise: [{ do: 'play', sounds: [thanks] }] },
    ]
  }

  /** What can be done with a message that was just left. */
  async function kept({ language }: Visit, id: string, first: readonly Step[] = []): Promise<readonly Step[]> {
    const thanks: Step = { do: 'play', sounds: [await prompts.kept('thanks', language)] }
    const otherwise = [thanks]
    return [
      ...first,
      {
        ...{ do: 'collect', name: 'kept', sounds: [await prompts.kept('kept', language)], most: 1, seconds: 4 },
        on: {
          1: [thanks],
          2: [{ do: 'ask', name: `hear ${id}`, otherwise }],
          3: [{ do: 'ask', name: `again ${id}`, otherwise }],
        },
        otherwise,
      },
    ]
  }

  async function greeted(
    visit: Visit,
    occasion: Occasion,
    sounds: readonly Sound[] | Promise<readonly Sound[]>,
  ): Promise<readonly Step[]> {
    const on = choices(visit, occasion)
    const offers = Object.keys(on).length > 1
    return [
      {
        ...{ do: 'collect', name: 'greeting', sounds: await sounds, most: 1 },
        ...{ seconds: offers ? waits : 0.2, on },
      },
      ...(await recording(visit)),
    ]
  }

  /** Greetings that weren't spoken when their call had to go on: asked for as soon as it is at the voice agent. */
  const late = new LRUCache<string, Promise<readonly Step[]>>({ max: 1000 })

  return {
    recording,
    async steps(visit, occasion) {
      const whole = greeted(visit, occasion, greeting(occasion, parts))
      const aWhile = new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), ready))
      const now = await Promise.race([whole, aWhile])
      if (now) return now
      late.set(visit.call, whole)
      whole.catch(() => {}) // Told when it is asked for.
      const plain = await Promise.all((['nobody', 'leave'] as const).map(one => prompts.kept(one, visit.language)))
      return [{ do: 'ask', name: 'greeting', otherwise: await greeted(visit, occasion, plain) }]
    },
    async answer(visit, { name }) {
      const [what, id = ''] = name.split(' ')
      if (what === 'greeting') return late.get(visit.call)
      if (what === 'after') return kept(visit, id)
      if (what === 'again') {
        await messages.drop(visit.owner, id)
        return recording(visit)
      }
      if (what !== 'hear') return undefined
      const file = files.draft(visit.owner, id)
      const made = await telephoneSound(files.message(visit.owner, id, 'wav'), file, heardAs)
      return kept(visit, id, made ? [{ do: 'play', sounds: [{ file }] }] : [])
    },
  }
}
