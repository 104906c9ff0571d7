/** What a call's rules may do with it. Each gives the verdict for the signalling side. */
import type { z } from 'zod'
import type { Media } from '../../connectors/media/port.ts'
import type { Speech } from '../../connectors/speech/port.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import { HubError } from '../../core/error.ts'
import type { ActionContext, Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { type Announcer, announcer } from './announcer.ts'
import type { Pending } from './answer.ts'
import { pack } from './context.ts'
import {
  announce,
  type CallData,
  dialOut,
  forward,
  type OutgoingData,
  type Outside,
  reject,
  ring,
  say,
} from './contract.ts'
import { languageFor } from './facts.ts'
import { divertedBy, forwarder, passedBy } from './forward.ts'
import type { Choices } from './identity/choices.ts'
import { showing } from './identity/desk.ts'
import { networkNumber } from './identity/shown.ts'
import type { Lines } from './lines.ts'
import { withNote, words } from './spoken.ts'

/** `named`: who calls, whatever the phones show of it. */
type Ringing = Extract<Verdict, { verb: 'ring' }> & { readonly named: string | undefined }
type ShownNumber = Pick<z.infer<typeof dialOut.args>, 'show' | 'number'>

interface Parts {
  readonly directory: Directory
  readonly lines: Lines
  readonly pending: Pending
  readonly outside: Outside
  readonly choices: Pick<Choices, 'desk' | 'shows'>
  readonly media: Media
  readonly speech: Speech
}

export function provideActions(hub: Hub, parts: Parts): Announcer {
  const { directory, lines, pending, media, speech, outside, choices } = parts
  const sound = announcer(media, speech, pending, hub.log)

  hub.action(ring, ({ seconds, callerName, only, shows }, { occurrence }): Ringing => {
    const data = occurrence.data as CallData
    const extensions = data.callee.people
      .map(id => directory.person(id)?.extension)
      .filter(extension => extension !== undefined)
      .filter(extension => only === 'all' || lines.state(extension) === 'idle')
    if (extensions.length === 0) throw new HubError('calls.nobody-to-ring', 409)
    const { person } = data.callee
    const name = callerName ?? data.caller.name
    const desk = shows ?? (person === undefined ? 'name' : choices.desk(person))
    const { country = 'SE' } = directory.organisation(occurrence.organisation) ?? {}
    return {
      verb: 'ring',
      extensions,
      seconds,
      context: pack({ kind: 'incoming', organisation: occurrence.organisation, data }),
      show: showing(data, { name, desk, country }),
      named: data.caller.hidden ? undefined : name,
      history: passedBy(data, 'inside'),
    }
  })

  hub.action(dialOut, ({ show, number, seconds }, { occurrence }): Verdict => {
    const data = occurrence.data as OutgoingData
    const { organisation } = occurrence
    const leaving = { ...data, organisation }
    const shown = numberToShow({ show, number }, data, organisation)
    const trunks = outside.waysFor?.(leaving)
    outside.leaves?.(leaving)
    return {
      verb: 'dial',
      number: data.dialled,
      ...(trunks && { trunks }),
      seconds,
      context: pack({ kind: 'outgoing', organisation: occurrence.organisation, data }),
      show: { number: shown ?? data.caller.number, hidden: shown === undefined },
      asserted: networkNumber(data.caller, organisation, directory),
      diverted: divertedBy(data),
      history: passedBy(data, 'outside'),
    }
  })

  /** Undefined: none. What a rule names must be the organisation's own: nobody calls in another's name. */
  function numberToShow({ show, number }: ShownNumber, { caller }: OutgoingData, organisation: string) {
    if (show === 'hidden') return undefined
    const mobile = caller.person === undefined ? undefined : outside.mobileOf?.(caller.person)
    if (show === 'mobile') return mobile ?? caller.number
    if (show === 'landline' || number === undefined) return caller.number
    return directory.destination(number, organisation) ? number : caller.number
  }

  const hides = (person: string) => choices.shows(person)?.shows === 'hidden'
  hub.action(forward, forwarder(hub, directory, hides))

  const speaker = ({ occurrence }: ActionContext) => {
    const { organisation, at } = occurrence
    const data = occurrence.data as CallData | OutgoingData
    // Calls out have none of ours.
    const callee = 'callee' in data ? data.callee : undefined
    const zone = directory.organisation(organisation)?.zone ?? 'Europe/Stockholm'
    return { data, callee, zone, at, language: languageFor(data.caller, organisation, directory) }
  }

  hub.action(announce, (args, context): Promise<Verdict> => {
    const { data, callee, zone, at, language } = speaker(context)
    const text = words({ ...args, name: args.name ?? callee?.name }, { language, zone, now: at })
    const sipStatus = args.what === 'busy' ? 486 : 480
    return sound.announce(data.callId, { text, language, sipStatus, of: callee?.person })
  })

  hub.action(say, ({ text, note }, context): Promise<Verdict> => {
    const { data, callee, language } = speaker(context)
    return sound.announce(data.callId, {
      ...{ text: withNote(text[language], note), language, sipStatus: 480 },
      of: callee?.person,
    })
  })

  hub.action(reject, ({ sipStatus, reason }): Verdict => ({ verb: 'reject', sipStatus, reason }))

  return sound
}
