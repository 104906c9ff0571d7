/** What a call's rules may do with it. Each gives the verdict for the signalling side. */
import type { Media } from '../../connectors/media/port.ts'
import type { Speech } from '../../connectors/speech/port.ts'
import type { Verdict } from '../../connectors/telephony/port.ts'
import { HubError } from '../../core/error.ts'
import type { ActionContext, Hub } from '../../core/hub.ts'
import { type Directory, e164 } from '../directory/contract.ts'
import { type Announcer, announcer } from './announcer.ts'
import { mostDiversions, type Pending } from './answer.ts'
import { pack } from './context.ts'
import {
  announce,
  type CallData,
  callIncoming,
  callOutgoing,
  dialOut,
  forward,
  type OutgoingData,
  type Outside,
  reject,
  ring,
  say,
} from './contract.ts'
import { languageFor } from './facts.ts'
import type { Lines } from './lines.ts'
import { calleeOf } from './parties.ts'
import { withNote, words } from './spoken.ts'

interface Parts {
  readonly directory: Directory
  readonly lines: Lines
  readonly pending: Pending
  readonly outside: Outside
  readonly media: Media
  readonly speech: Speech
}

export function provideActions(hub: Hub, { directory, lines, pending, media, speech, outside }: Parts): Announcer {
  const sound = announcer(media, speech, pending, hub.log)

  hub.action(ring, ({ seconds, callerName, only }, { occurrence }): Verdict => {
    const data = occurrence.data as CallData
    const extensions = data.callee.people
      .map(id => directory.person(id)?.extension)
      .filter(extension => extension !== undefined)
      .filter(extension => only === 'all' || lines.state(extension) === 'idle')
    if (extensions.length === 0) throw new HubError('calls.nobody-to-ring', 409)
    const { number, name, hidden } = data.caller
    return {
      verb: 'ring',
      extensions,
      seconds,
      context: pack({ kind: 'incoming', organisation: occurrence.organisation, data }),
      show: { number, name: callerName ?? name, hidden },
    }
  })

  hub.action(dialOut, ({ show, seconds }, { occurrence }): Verdict => {
    const data = occurrence.data as OutgoingData
    const { number } = data.caller
    const leaving = { ...data, organisation: occurrence.organisation }
    const trunks = outside.waysFor?.(leaving)
    outside.leaves?.(leaving)
    return {
      verb: 'dial',
      number: data.dialled,
      ...(trunks && { trunks }),
      seconds,
      context: pack({ kind: 'outgoing', organisation: occurrence.organisation, data }),
      show: { number, hidden: show === 'hidden' || number === undefined },
    }
  })

  hub.action(forward, async ({ to }, { occurrence }): Promise<unknown> => {
    const { organisation } = occurrence
    const data = occurrence.data as CallData
    if (data.diversions >= mostDiversions) throw new HubError('calls.too-many-diversions', 409)
    const diversions = data.diversions + 1
    const destination = directory.destination(to, organisation)
    if (destination) {
      const next = { ...data, callee: calleeOf(destination), dialled: to, diversions }
      return (await hub.ask(callIncoming, { organisation, data: next, causedBy: occurrence })).result
    }
    const { country = 'SE' } = directory.organisation(organisation) ?? {}
    const dialled = e164(to, country)
    if (dialled === undefined) throw new HubError('calls.no-such-number', 404, { number: to })
    // Forwarding counts as calling: whoever forwards is the caller that the rules for calls out see.
    const { call, callId, callee } = data
    const number = callee.person === undefined ? callee.number : directory.person(callee.person)?.number
    const caller = { person: callee.person, number, name: callee.name, hidden: false }
    const next: OutgoingData = { call, callId, caller, dialled, diversions }
    return (await hub.ask(callOutgoing, { organisation, data: next, causedBy: occurrence })).result
  })

  const speaker = ({ occurrence }: ActionContext) => {
    const { organisation, at } = occurrence
    const data = occurrence.data as CallData
    const zone = directory.organisation(organisation)?.zone ?? 'Europe/Stockholm'
    return { data, zone, at, language: languageFor(data.caller, organisation, directory) }
  }

  hub.action(announce, (args, context): Promise<Verdict> => {
    const { data, zone, at, language } = speaker(context)
    const text = words({ ...args, name: args.name ?? data.callee.name }, { language, zone, now: at })
    const sipStatus = args.what === 'busy' ? 486 : 480
    return sound.announce(data.callId, { text, language, sipStatus })
  })

  hub.action(say, ({ text, note }, context): Promise<Verdict> => {
    const { data, language } = speaker(context)
    return sound.announce(data.callId, { text: withNote(text[language], note), language, sipStatus: 480 })
  })

  hub.action(reject, ({ sipStatus, reason }): Verdict => ({ verb: 'reject', sipStatus, reason }))

  return sound
}
