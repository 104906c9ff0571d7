/**
 * Forwarding is rules of the person's own, so that every trace tells of it as of any other rule. What is set is read from them again:
 * there is no second place where it stands.
 */
import type { Rule } from '../../core/flow/rule.ts'
import { type Forwarding, type Occasion, patience } from './contract.ts'

const prefix = 'forwarding-'
export const isOurs = ({ name }: Rule): boolean => name.startsWith(prefix)

interface Where {
  readonly name: string
  readonly on: string
  readonly stage: Rule['stage']
  readonly conditions: Rule['conditions']
}

const always: Rule['conditions'] = { all: [] }
const line = (state: string): Rule['conditions'] => ({
  all: [{ fact: 'calls.line', path: '$.state', operator: 'equal', value: state }],
})
const reachable = (is: boolean): Rule['conditions'] => ({
  all: [{ fact: 'calls.reachable', operator: 'equal', value: is }],
})

/** A closed activity and whoever is VIP come before all but busy: those have reasons of their own. */
const occasionsOf: Readonly<Record<Occasion, readonly Where[]>> = {
  always: [{ name: 'always', on: 'call.incoming', stage: 'reach', conditions: always }],
  busy: [
    { name: 'busy', on: 'call.incoming', stage: 'availability', conditions: line('in-call') },
    { name: 'busy-phone', on: 'call.busy', stage: 'availability', conditions: always },
  ],
  unanswered: [{ name: 'unanswered', on: 'call.unanswered', stage: 'availability', conditions: always }],
  unreachable: [
    { name: 'unreachable', on: 'call.incoming', stage: 'reach', conditions: reachable(false) },
    { name: 'unreachable-phone', on: 'call.unreachable', stage: 'availability', conditions: always },
  ],
}

const titles: Readonly<Record<Occasion, (to: string) => Rule['title']>> = {
  always: to => ({ sv: `Mina samtal medflyttas till ${to}`, en: `My calls are forwarded to ${to}` }),
  busy: to => ({
    sv: `Talar jag i telefon medflyttas samtalet till ${to}`,
    en: `While I am on the phone calls are forwarded to ${to}`,
  }),
  unanswered: to => ({
    sv: `Svarar jag inte medflyttas samtalet till ${to}`,
    en: `When I don't answer the call is forwarded to ${to}`,
  }),
  unreachable: to => ({
    sv: `Är ingen av mina telefoner inloggad medflyttas samtalet till ${to}`,
    en: `While none of my phones is there calls are forwarded to ${to}`,
  }),
}

/** In the words of other networks (RFC 5806). */
const reasons: Readonly<Record<Occasion, string>> = {
  always: 'unconditional',
  busy: 'user-busy',
  unanswered: 'no-answer',
  unreachable: 'unavailable',
}

export function rulesFor(set: Forwarding): Rule[] {
  const forwards = (['always', 'busy', 'unanswered', 'unreachable'] as const).flatMap(occasion => {
    const to = set[occasion]
    if (to === undefined) return []
    return occasionsOf[occasion].map(
      ({ name, ...where }): Rule => ({
        name: `${prefix}${name}`,
        title: titles[occasion](to),
        ...where,
        scope: 'person',
        event: { type: 'call.forward', params: { to, reason: reasons[occasion] } },
      }),
    )
  })
  return set.unanswered === undefined ? forwards : [...forwards, ringsFor(set.seconds)]
}

/** Behind "always" and "unreachable", which leave nothing to ring. */
const ringsFor = (seconds: number): Rule => ({
  name: `${prefix}ring`,
  title: { sv: `Mina telefoner rings i ${seconds} sekunder`, en: `My phones ring for ${seconds} seconds` },
  on: 'call.incoming',
  stage: 'reach',
  scope: 'person',
  conditions: reachable(true),
  event: {
    type: 'call.ring',
    params: { seconds, callerName: { fact: 'contacts.caller', path: '$.name', optional: true } },
  },
})

export function forwardingIn(rules: readonly Rule[]): Forwarding {
  const param = (name: string, key: string) => rules.find(rule => rule.name === `${prefix}${name}`)?.event.params?.[key]
  const to = (name: Occasion) => {
    const number = param(name, 'to')
    return typeof number === 'string' ? number : undefined
  }
  const seconds = param('ring', 'seconds')
  return {
    always: to('always'),
    busy: to('busy'),
    unanswered: to('unanswered'),
    unreachable: to('unreachable'),
    seconds: typeof seconds === 'number' ? seconds : patience.usual,
  }
}
