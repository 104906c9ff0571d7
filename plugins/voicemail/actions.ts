/** The two ways into voicemail, and what the voice agent tells and asks of the legs that go there. */
import { LRUCache } from 'lru-cache'
import type { z } from 'zod'
import type { VoiceEvent } from '../../connectors/voice/events.ts'
import type { Voice } from '../../connectors/voice/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub, RunAction } from '../../core/hub.ts'
import type { CallData, Calls } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import type { Boxes } from './boxes.ts'
import { answer, listen } from './contract.ts'
import { type Files, idOf } from './files.ts'
import { leaving } from './leaving.ts'
import { listening } from './listening.ts'
import type { Messages } from './messages.ts'
import type { OwnGreetings } from './own-greetings.ts'
import type { Pins } from './pins.ts'
import type { Prompts } from './prompts.ts'
import { mustBeThere, triedAnswer, triedListen } from './trying.ts'
import { about, type Visit, visitOf, voicemail } from './visit.ts'
import { openWaiting } from './waiting.ts'

interface Parts {
  readonly boxes: Boxes
  readonly pins: Pins
  readonly messages: Messages
  readonly greetings: OwnGreetings
  readonly files: Files
  readonly prompts: Prompts
  readonly directory: Directory
  readonly calls: Calls
  readonly voice: Voice
}

export function provideActions(hub: Hub, parts: Parts): void {
  const { boxes, messages, calls, voice } = parts
  const leaves = leaving(parts)
  const listens = listening(hub, parts)
  const waiting = openWaiting(hub, { ...parts, leaves })
  /** Calls that were sent to a box. One that comes back found no voice agent, and is not sent there again. */
  const sent = new LRUCache<string, true>({ max: 5_000, ttl: 600_000 })

  function onceOnly(call: string, person: string): void {
    const key = `${call} ${person}`
    if (sent.has(key)) throw new HubError('voicemail.away', 503)
    sent.set(key, true)
  }

  const answers: RunAction<z.infer<typeof answer.args>> = async (args, { occurrence }) => {
    const { organisation } = occurrence
    const { call, caller, callee, diversions } = occurrence.data as CallData
    const { person, name = '' } = callee
    if (person === undefined) throw new HubError('voicemail.nobodys', 409)
    const owner = { organisation, person }
    if (!boxes.of(owner).settings.on) throw new HubError('voicemail.off', 409)
    onceOnly(call, person)
    const { language, callerName, activity, text, note, busy, mayWait } = args
    const visit: Visit = {
      ...{ does: 'leave', owner, call, language, diversions },
      caller: { ...caller, name: caller.name ?? callerName },
    }
    const steps = await leaves.steps(visit, { owner, name, language, activity, text, note, busy, mayWait })
    const { extension } = await voice.expect({ steps, about: about(visit) })
    return calls.standIn(occurrence, extension)
  }
  hub.action(answer, answers, (args, context) => triedAnswer(args, context, parts))

  const listensIn: RunAction<z.infer<typeof listen.args>> = async ({ language }, { occurrence }) => {
    const { call, caller, diversions } = occurrence.data as CallData
    onceOnly(call, 'listen')
    const owner = { organisation: occurrence.organisation, person: caller.person ?? '' }
    const visit: Visit = { does: 'listen', owner, call, language, diversions, caller }
    const steps = await listens.steps(visit, caller.person !== undefined)
    const { extension } = await voice.expect({ steps, about: about(visit) })
    return calls.standIn(occurrence, extension)
  }
  hub.action(listen, listensIn, (_, context) => {
    mustBeThere(voice)
    return triedListen(context)
  })

  voice.answer(voicemail, async question => {
    const visit = question.kind === 'ask' ? visitOf(question.about) : undefined
    if (!visit || question.kind !== 'ask') throw new HubError('voicemail.not-asked', 404)
    const left =
      visit.does === 'leave'
        ? ((await waiting(visit, question.name)) ?? (await leaves.answer(visit, question)))
        : undefined
    const steps = left ?? (await listens.answer(visit, question))
    if (!steps) throw new HubError('voicemail.not-asked', 404)
    return steps
  })

  voice.listen(async (event: VoiceEvent) => {
    const visit = visitOf(event.about)
    if (visit?.does !== 'leave') return
    if (event.kind === 'ended') return messages.finishAll(event.leg)
    if ((event.kind !== 'recording' && event.kind !== 'recorded') || event.name !== 'message') return
    const id = idOf(event.file)
    if (event.kind === 'recording') return messages.begin(visit, id, event.leg, new Date(event.at))
    await messages.recorded(visit, id, event.leg, new Date(event.at))
    // Nobody is there any more who could want another.
    if (event.by === 'caller' || event.by === 'lost') await messages.finish(visit.owner, id)
  })
}
