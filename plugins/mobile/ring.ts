/** Her phones ring, and her mobile beside them. */
import type { z } from 'zod'
import type { Verdict } from '../../connectors/telephony/port.ts'
import type { Voice } from '../../connectors/voice/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub, RunAction } from '../../core/hub.ts'
import { afterRinging, type CallData, type Calls, whoCalls } from '../calls/contract.ts'
import type { Directory } from '../directory/contract.ts'
import type { Book } from './book.ts'
import type { Confirm } from './confirm.ts'
import { mobileFact, ringMobile } from './contract.ts'

export interface Parts {
  readonly directory: Directory
  readonly calls: Calls
  readonly voice: Voice
  readonly book: Book
  readonly confirm: Confirm
}

export function provideRinging(hub: Hub, { directory, calls, voice, book, confirm }: Parts): void {
  hub.fact(mobileFact, (_, { parties }) => {
    const { callee, caller } = parties
    if (callee?.person === undefined || voice.absent !== undefined) return 'never'
    const { number, rings } = book.of(callee.person)
    // Who calls from her mobile doesn't want it to ring.
    const isHer = caller?.person === callee.person || caller?.number === number
    return number === undefined || isHer ? 'never' : rings
  })

  function mobileOf({ callee }: CallData) {
    const person = callee.person === undefined ? undefined : directory.person(callee.person)
    const { number } = person ? book.of(person.id) : {}
    if (!person || number === undefined) throw new HubError('mobile.none', 409)
    return { person, number }
  }

  const ring: RunAction<z.infer<typeof ringMobile.args>> = async ({ seconds, callerName }, { occurrence }) => {
    const { organisation } = occurrence
    const data = occurrence.data as CallData
    const { call, caller, diversions } = data
    const { person, number } = mobileOf(data)
    // She pays, as if she forwarded, and the rules see her call.
    const pays = { person: person.id, number: person.number, name: person.name, hidden: false }
    const leg = { organisation, call, caller: pays, diversions: diversions + 1, answers: person.id }
    const target = calls.legTo({ ...leg, to: number })
    if (!target) throw new HubError('mobile.none', 409)
    const name = caller.hidden ? undefined : (callerName ?? caller.name)
    const first = await confirm.incoming(name, person.language)
    const { extension } = await voice.expect({
      about: `mobile:${call}`,
      steps: [
        {
          do: 'dial',
          name: 'mobile',
          call: { ...target, seconds },
          first,
          otherwise: [{ do: 'hangUp', sipStatus: 480 }],
        },
      ],
    })
    const verdict = calls.standIn(occurrence, extension)
    return {
      ...verdict,
      extensions: [person.extension, extension],
      // She has these seconds, and the mobile network some to find her.
      seconds: seconds + confirming,
      show: { ...verdict.show, name: callerName ?? caller.name },
      standIn: false,
    } as Verdict
  }

  hub.action(ringMobile, ring, ({ seconds }, context) => {
    const { person, number } = mobileOf(context.occurrence.data as CallData)
    if (voice.absent !== undefined) throw new HubError('mobile.none', 409)
    const { language } = context.reader
    const say = ringing[language](person.name, context.number(number), seconds)
    const tone = { sv: 'hör att det ringer', en: 'hears that it rings' }[language]
    return {
      outcomes: [{ say }, { say: `${whoCalls(context)} ${tone}.` }],
      steps: afterRinging(context, seconds + confirming),
    }
  })
}

const ringing = {
  sv: (who: string, number: string, seconds: number) =>
    `Telefonerna ringer hos ${who}, och mobilen ${number}, högst ${seconds} s. Den som svarar i mobilen trycker 1.`,
  en: (who: string, number: string, seconds: number) =>
    `The phones of ${who} ring, and the mobile ${number}, ${seconds} s at most. Whoever answers the mobile presses 1.`,
}

/** What pressing 1 may take beyond the ringing. */
const confirming = 15
