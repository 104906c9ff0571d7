/** What an event is, by the words that calendar programs have for it. */
import type { CalendarEvent } from '../port.ts'
import { type Component, first, type Property, textOf } from './components.ts'

export type Details = Omit<CalendarEvent, 'id' | 'series' | 'calendar' | 'when'>

/** Nobody reads more than this of it. */
const most = { text: 300, categories: 20, attendees: 1_000 }

/** @param owner Addresses that are hers, in lower case and without "mailto:". */
export function detailsOf(event: Component, owner: ReadonlySet<string>): Details {
  const organizer = first(event, 'organizer')
  const hers = organizer === undefined || owner.has(addressOf(organizer))
  const subject = textOf(event, 'summary')?.slice(0, most.text).trim()
  const meeting = meetingOf(event)
  return {
    kind: kindOf(event),
    shows: showsOf(event),
    response: hers ? 'organiser' : responseOf(event, owner),
    private: /^(private|confidential)$/i.test(textOf(event, 'class') ?? ''),
    cancelled: /^cancelled$/i.test(textOf(event, 'status') ?? ''),
    ...(subject && { subject }),
    ...(organizer && !hers && { organiser: (organizer.parameters.cn || addressOf(organizer)).slice(0, most.text) }),
    categories: (event.properties.get('categories') ?? [])
      .flatMap(({ values }) => values.filter(value => typeof value === 'string'))
      .map(value => value.trim().slice(0, most.text))
      .filter(Boolean)
      .slice(0, most.categories),
    ...(meeting !== undefined && { meeting }),
  }
}

/** Outlook's, also by those who synchronise with it: [MS-OXCICAL] section 2.1.3.1.1.20.31. */
const busyStatus = (event: Component) => textOf(event, 'x-microsoft-cdo-busystatus')?.toUpperCase()

function kindOf(event: Component): Details['kind'] {
  const status = busyStatus(event)
  if (status === 'OOF') return 'out-of-office'
  if (status === 'WORKINGELSEWHERE') return 'working-elsewhere'
  // Nextcloud's calendar of the birthdays of one's contacts.
  return textOf(event, 'x-nextcloud-bc-field-type') === 'BDAY' ? 'birthday' : 'ordinary'
}

function showsOf(event: Component): Details['shows'] {
  const status = busyStatus(event)
  if (status === 'FREE' || status === 'WORKINGELSEWHERE') return 'free'
  if (/^transparent$/i.test(textOf(event, 'transp') ?? '')) return 'free'
  return status === 'TENTATIVE' || /^tentative$/i.test(textOf(event, 'status') ?? '') ? 'tentative' : 'busy'
}

const answers: Readonly<Record<string, Details['response']>> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
  // Somebody else goes in her place.
  DELEGATED: 'declined',
}

/** An invitation that names her nowhere, because it came to a list or to an address that nobody told, has no answer that is known. */
function responseOf(event: Component, owner: ReadonlySet<string>): Details['response'] {
  const attendees = event.properties.get('attendee')?.slice(0, most.attendees) ?? []
  const herself = attendees.find(each => owner.has(addressOf(each)))
  return answers[herself?.parameters.partstat?.toUpperCase() ?? ''] ?? 'none'
}

/** RFC 6638 section 7.1: some servers write a path instead of an address, and the address beside it. */
function addressOf({ values, parameters }: Property): string {
  const value = typeof values[0] === 'string' ? values[0] : ''
  const address = /^mailto:/i.test(value) ? value : (parameters.email ?? value)
  return address.replace(/^mailto:/i, '').toLowerCase()
}

/** RFC 7986 section 5.11 first, then what programs had before it; a place that is nothing but an address is one too. */
function meetingOf(event: Component): string | undefined {
  const names = ['conference', 'x-google-conference', 'x-microsoft-skypeteamsmeetingurl', 'url', 'location']
  const found = names.flatMap(name => event.properties.get(name) ?? []).map(({ values }) => values[0])
  return found.find(isHttps)?.trim()
}

const isHttps = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length < 2_000 &&
  /^\s*https:\/\/\S+\s*$/i.test(value) &&
  URL.canParse(value.trim())
