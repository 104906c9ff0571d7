/** What stands in the letter of an invitation, and how one joins the call. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { DateTime } from 'luxon'
import type { Letter } from '../../connectors/mail/port.ts'
import type { Language } from '../../core/define.ts'
import type { Organisation, Person } from '../directory/contract.ts'
import type { Call, InviteeStored } from './tables.ts'

export interface About {
  readonly call: Call
  /** All who are asked to it. */
  readonly invitees: readonly InviteeStored[]
  /** Whom the letter is to, and in which language. */
  readonly to: InviteeStored
  readonly language: Language
  readonly host: Person
  readonly organisation: Organisation
  /** E.164 at which others reach the host: her own, else the organisation's. */
  readonly number: string | undefined
}

const words = {
  sv: {
    asks: (host: string) => `${host} bjuder in dig till ett samtal.`,
    changed: (host: string) => `${host} har ändrat samtalet.`,
    off: (host: string) => `${host} har ställt in samtalet.`,
    when: "cccc d LLLL yyyy 'kl.' HH:mm",
    call: (host: string, number: string) => `Så är du med: ring ${host} på ${number} vid den tiden.`,
    called: (host: string, number: string) => `Så är du med: ${host} ringer dig. Du kan också ringa ${number}.`,
    with: (names: string) => `Inbjudna: ${names}`,
    invitation: 'Inbjudan',
    changedSubject: 'Ändrat',
    cancelled: 'Inställt',
    phone: 'Telefon',
  },
  en: {
    asks: (host: string) => `${host} invites you to a call.`,
    changed: (host: string) => `${host} has changed the call.`,
    off: (host: string) => `${host} has called the call off.`,
    when: "cccc d LLLL yyyy 'at' HH:mm",
    call: (host: string, number: string) => `To join, call ${host} at ${number} at that time.`,
    called: (host: string, number: string) => `To join, wait for ${host} to call you. You can also call ${number}.`,
    with: (names: string) => `Invited: ${names}`,
    invitation: 'Invitation',
    changedSubject: 'Changed',
    cancelled: 'Cancelled',
    phone: 'Phone',
  },
} as const

/** "+46 8 465 004 01": whoever reads it may be in another country. */
const international = (number: string) => parsePhoneNumberFromString(number)?.formatInternational() ?? number

export function letterFor(about: About): Letter {
  const { call, to, invitees, host, organisation, language } = about
  const { zone } = organisation
  const say = words[language]
  const asked = to.wanted && !call.cancelled
  const again = to.sentWanted === true
  const start = DateTime.fromJSDate(call.start, { zone }).setLocale(language)
  const end = DateTime.fromJSDate(call.end, { zone })
  const time = `${start.toFormat(say.when)}–${end.toFormat('HH:mm')} (${zone})`
  const head = asked ? (again ? say.changed : say.asks) : say.off
  const join = asked ? joining(about) : undefined
  const others = invitees.map(({ name }) => name).join(', ')
  const mark = asked ? (again ? say.changedSubject : say.invitation) : say.cancelled
  const note = asked && call.note !== '' ? [call.note, ''] : []
  const lines = [head(host.name), '', call.subject, `${capital(time)}`, '', ...note]
  if (join !== undefined) lines.push(join, say.with(others))
  return {
    key: `invitation.${to.id}.${call.sequence}.${asked ? 'request' : 'cancel'}`,
    to: to.address,
    subject: `${mark}: ${call.subject}`,
    text: `${lines.join('\n').trimEnd()}\n`,
    invitation: {
      method: asked ? 'request' : 'cancel',
      id: `call.${call.id}`,
      sequence: call.sequence,
      ...{ start: call.start.toISOString(), end: call.end.toISOString(), zone, subject: call.subject },
      ...(join !== undefined && { text: [...note, join].join('\n') }),
      ...(join !== undefined && { place: `${say.phone} ${numberFor(about)}` }),
      organiser: { name: host.name, address: host.email },
      // Who is asked no more is told so alone: the others stay as they are.
      attendees: (asked ? invitees : [to]).map(({ name, address }) => ({ name, address })),
    },
  }
}

/** Colleagues know the short number. */
const numberFor = ({ to, host, number }: About): string =>
  to.personId === null && number !== undefined ? international(number) : host.short

/**
 * There is no number yet that many can dial into. One alone calls the host; of several, the host calls those whom she can, and each of them
 * into the same call.
 */
function joining(about: About): string {
  const { to, host, invitees, language } = about
  const say = words[language]
  const comes = invitees.length > 1 && to.personId !== null
  return comes ? say.called(host.name, numberFor(about)) : say.call(host.name, numberFor(about))
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
