/** What a call's rules may do with it. Each gives the verdict for the signalling side. */
import type { z } from 'zod'
import type { Media } from '../../connectors/media/port.ts'
import type { Speech } from '../../connectors/speech/port.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import { HubError } from '../../core/error.ts'
import type { ActionContext, Hub } from '../../core/hub.ts'
import type { Directory, Person } from '../directory/contract.ts'
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
import { divertedBy, forwarder, passedBy, sendOn } from './forward.ts'
import type { Choices } from './identity/choices.ts'
import { showing } from './identity/desk.ts'
import { networkNumber } from './identity/shown.ts'
import type { Lines } from './lines.ts'
import { withNote, words } from './spoken.ts'
import type { SupposedLines } from './trying/lines.ts'
import { triedDialOut, triedForward, triedReject, triedRing, triedWords } from './trying/outcomes.ts'

/** `named`: who calls, whatever the phones show of it. */
type Ringing = Extract<Verdict, { verb: 'ring' }> & { readonly named: string | undefined }
type ShownNumber = Pick<z.infer<typeof dialOut.args>, 'show' | 'number'>

type RingArgs = z.infer<typeof ring.args>

interface Parts {
  readonly directory: Directory
  readonly lines: Lines
  readonly supposed: SupposedLines
  readonly pending: Pending
  readonly outside: Outside
  readonly choices: Pick<Choices, 'desk' | 'shows'>
  readonly media: Media
  readonly speech: Speech
}

export function provideActions(hub: Hub, parts: Parts): Announcer {
  const { directory, lines, supposed, pending, media, speech, outside, choices } = parts
  const sound = announcer(media, speech, pending, hub.log)

  /** Whose phones ring. */
  function ringing({ only }: RingArgs, { callee }: CallData, isFree: (person: Person) => boolean) {
    const people = callee.people
      .map(id => directory.person(id))
      .filter(person => person !== undefined)
      .filter(person => only === 'all' || isFree(person))
    if (people.length === 0) throw new HubError('calls.nobody-to-ring', 409)
    return people
  }

  /** What the phones show. */
  function shownAt({ callerName, shows }: RingArgs, data: CallData, organisation: string) {
    const { person } = data.callee
    const desk = shows ?? (person === undefined ? 'name' : choices.desk(person))
    const { country = 'SE' } = directory.organisation(organisation) ?? {}
    return showing(data, { name: callerName ?? data.caller.name, desk, country })
  }

  hub.action(
    ring,
    (args, { occurrence: { data: about, organisation } }): Ringing => {
      const data = about as CallData
      const people = ringing(args, data, ({ extension }) => lines.state(extension) === 'idle')
      return {
        verb: 'ring',
        extensions: people.map(({ extension }) => extension),
        seconds: args.seconds,
        context: pack({ kind: 'incoming', organisation, data }),
        show: shownAt(args, data, organisation),
        named: data.caller.hidden ? undefined : (args.callerName ?? data.caller.name),
        history: passedBy(data, 'inside'),
      }
    },
    (args, context) => {
      const { data: about, organisation, at } = context.occurrence
      const data = about as CallData
      const people = ringing(args, data, ({ id }) => supposed.state(id, at, context.given) === 'idle')
      return triedRing({ people, seconds: args.seconds, shown: shownAt(args, data, organisation) }, context)
    },
  )

  hub.action(
    dialOut,
    ({ show, number, seconds }, { occurrence }): Verdict => {
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
    },
    (args, context) => {
      const { data, organisation } = context.occurrence
      return triedDialOut(numberToShow(args, data as OutgoingData, organisation), context)
    },
  )

  /** Undefined: none. What a rule names must be the organisation's own: nobody calls in another's name. */
  function numberToShow({ show, number }: ShownNumber, { caller }: OutgoingData, organisation: string) {
    if (show === 'hidden') return undefined
    const mobile = caller.person === undefined ? undefined : outside.mobileOf?.(caller.person)
    if (show === 'mobile') return mobile ?? caller.number
    if (show === 'landline' || number === undefined) return caller.number
    return directory.destination(number, organisation) ? number : caller.number
  }

  const hides = (person: string) => choices.shows(person)?.shows === 'hidden'
  hub.action(forward, forwarder(hub, { directory, hides }), (args, context) =>
    triedForward(args.to, context, sendOn(args, context.occurrence, { directory, hides }, context.lead)),
  )

  const speaker = ({ occurrence }: Pick<ActionContext, 'occurrence'>) => {
    const { organisation, at } = occurrence
    const data = occurrence.data as CallData | OutgoingData
    // Calls out have none of ours.
    const callee = 'callee' in data ? data.callee : undefined
    const zone = directory.organisation(organisation)?.zone ?? 'Europe/Stockholm'
    return { data, callee, zone, at, language: languageFor(data.caller, organisation, directory) }
  }

  const announced = (args: z.infer<typeof announce.args>, context: Pick<ActionContext, 'occurrence'>) => {
    const { callee, zone, at, language } = speaker(context)
    const text = words({ ...args, name: args.name ?? callee?.name }, { language, zone, now: at })
    return { text, language }
  }
  hub.action(
    announce,
    (args, context): Promise<Verdict> => {
      const { data, callee } = speaker(context)
      const sipStatus = args.what === 'busy' ? 486 : 480
      return sound.announce(data.callId, { ...announced(args, context), sipStatus, of: callee?.person })
    },
    (args, context) => triedWords(announced(args, context), context),
  )

  const saying = ({ text, note }: z.infer<typeof say.args>, context: Pick<ActionContext, 'occurrence'>) => {
    const { language } = speaker(context)
    return { text: withNote(text[language], note), language }
  }
  hub.action(
    say,
    (args, context): Promise<Verdict> => {
      const { data, callee } = speaker(context)
      return sound.announce(data.callId, { ...saying(args, context), sipStatus: 480, of: callee?.person })
    },
    (args, context) => triedWords(saying(args, context), context),
  )

  hub.action(reject, ({ sipStatus, reason }): Verdict => ({ verb: 'reject', sipStatus, reason }), triedReject)

  return sound
}
