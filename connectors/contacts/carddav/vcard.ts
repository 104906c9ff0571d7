/** vCard 3.0 (RFC 2426) and 4.0 (RFC 6350) as jCard (RFC 7095), which ical.js makes of it, and as a card. */
import { createHash } from 'node:crypto'
import ICAL from 'ical.js'
import { cardOf } from '../card.ts'
import type { Card, Phone, PhoneKind } from '../port.ts'

interface Property {
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly values: readonly unknown[]
}

/** What is above it is not read. Characters; a picture is most of it. */
const most = { text: 4_000_000, lines: 400, line: 20_000 }

const read = new Set(
  'fn n nickname org title tel email adr url impp bday note categories x-socialprofile x-skype'.split(' '),
)
const nameIn = (line: string) => /^(?:[a-z\d-]+\.)?([a-z\d-]+)[;:]/i.exec(line)?.[1]?.toLowerCase() ?? ''

/** Of the first card in the text; unfolded (RFC 6350 section 3.2). */
const linesOf = (text: string): readonly string[] =>
  text
    .slice(0, most.text)
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/^END:VCARD\s*$/im, 1)
    .flatMap(first => first.split(/\r?\n/))

/** Undefined for what is nobody's card: a group, or no vCard at all. */
export function cardIn(id: string, text: string): Card | undefined {
  const lines = linesOf(text)
  // Groups, as Apple wrote them before there was KIND.
  if (lines.some(line => /^(?:X-ADDRESSBOOKSERVER-)?KIND:(?:group|location|application)\s*$/i.test(line)))
    return undefined
  const kept = lines.filter(line => read.has(nameIn(line)) && line.length <= most.line).slice(0, most.lines)
  const version = lines.find(line => /^VERSION:/i.test(line))
  if (version === undefined) return undefined
  // A date that is none would take all the rest with it.
  const properties =
    parsed(version, kept) ??
    parsed(
      version,
      kept.filter(line => nameIn(line) !== 'bday'),
    )
  if (!properties) return undefined
  const photo = lines.find(line => nameIn(line) === 'photo')
  const all = (name: string) => properties.filter(property => property.name === name)
  const texts = (name: string) => all(name).flatMap(({ values }) => values.flatMap(partsOf))
  const [organisation, ...departments] = all('org')
    .slice(0, 1)
    .flatMap(({ values }) => values.flatMap(partsOf))
  return cardOf({
    id,
    name: texts('fn')[0] || fullName(all('n')[0]),
    ...{ nickname: texts('nickname').join(', '), organisation, department: departments.join(', ') },
    ...{ title: texts('title')[0], notes: texts('note').join('\n'), categories: texts('categories') },
    phones: all('tel').flatMap(phoneOf),
    emails: texts('email').map(text => text.replace(/^mailto:/i, '')),
    addresses: all('adr').map(addressOf),
    urls: [...texts('url'), ...texts('x-socialprofile').filter(text => /^https?:/i.test(text))],
    chats: [
      ...texts('impp').map(text => text.replace(/^([a-z\d-]+):(?:\/\/)?/i, '$1: ')),
      ...texts('x-skype').map(skype),
    ],
    birthday: birthdayOf(all('bday')[0]),
    // Only what stands in the card itself: an address of a picture would tell somebody else who looks at whom.
    photo: photo !== undefined && contentOf(photo) ? createHash('sha256').update(photo).digest('base64url') : undefined,
  })
}

/** The picture that stands in the card itself. */
export function photoIn(text: string): Uint8Array | undefined {
  const photo = linesOf(text).find(line => nameIn(line) === 'photo')
  return photo === undefined ? undefined : contentOf(photo)
}

/** "PHOTO;ENCODING=b;TYPE=JPEG:…" in 3.0 and "PHOTO:data:image/jpeg;base64,…" in 4.0. */
function contentOf(line: string): Uint8Array | undefined {
  const uri = /:data:[^,]*;base64,/i.exec(line)
  const plain = /^[^:]*;ENCODING=(?:b|base64)\b[^:]*:/i.exec(line)
  const begins = uri ? uri.index + uri[0].length : plain?.[0].length
  const content = begins === undefined ? undefined : Buffer.from(line.slice(begins), 'base64')
  return content?.length ? content : undefined
}

function parsed(version: string, lines: readonly string[]): readonly Property[] | undefined {
  try {
    const all: unknown = ICAL.parse(['BEGIN:VCARD', version, ...lines, 'END:VCARD'].join('\r\n'))
    const first = list(all)[0] === 'vcard' ? all : list(all)[0]
    const [name, properties] = list(first)
    if (name !== 'vcard') return undefined
    return list(properties).flatMap(property => {
      const [called, parameters, , ...values] = list(property)
      return typeof called === 'string' ? [{ name: called, parameters: Object(parameters), values }] : []
    })
  } catch {
    return undefined
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
/** Of text that has one value, ical.js leaves some characters escaped (RFC 2426 section 5). */
const unescaped = (text: string) => text.replaceAll(/\\([;,:])/g, '$1').trim()
const partsOf = (value: unknown): readonly string[] =>
  list(value).length > 0
    ? list(value).flatMap(partsOf)
    : typeof value === 'string' && value.trim()
      ? [unescaped(value)]
      : []
const skype = (name: string) => `skype: ${name}`

/** RFC 6350 section 6.2.2: family, given, additional, prefixes, suffixes. */
function fullName(property: Property | undefined): string {
  const [family, given, more] = list(property?.values[0]).map(part => partsOf(part).join(' '))
  return [given, more, family].filter(Boolean).join(' ')
}

/** RFC 6350 section 6.3.1: box, extended, street, locality, region, code, country. */
function addressOf({ values }: Property): string {
  const [box, extended, street, locality, region, code, country] = list(values[0]).map(part => partsOf(part).join(' '))
  const town = [code, locality].filter(Boolean).join(' ')
  return [street, extended, box, town, region, country].filter(Boolean).join(', ')
}

const phoneKinds: readonly (readonly [type: string, kind: PhoneKind])[] = [
  ...([
    ['fax', 'fax'],
    ['pager', 'pager'],
    ['cell', 'mobile'],
    ['iphone', 'mobile'],
  ] as const),
  ...([
    ['main', 'main'],
    ['work', 'work'],
    ['home', 'home'],
  ] as const),
]

function phoneOf({ parameters, values }: Property): readonly Phone[] {
  const types = [parameters.type]
    .flat()
    .flatMap(type => (typeof type === 'string' ? type.toLowerCase().split(',') : []))
  const kind = phoneKinds.find(([type]) => types.includes(type))?.[1] ?? 'other'
  // RFC 3966; its parameters say nothing that is dialled.
  return values.flatMap(partsOf).map(text => ({ kind, number: /^tel:([^;]*)/i.exec(text)?.[1] ?? text }))
}

function birthdayOf(property: Property | undefined): string | undefined {
  const [text = ''] = property?.values.flatMap(partsOf) ?? []
  const [, year, month, day] = /^(\d{4}|-)-?(\d\d)-?(\d\d)/.exec(text) ?? []
  if (year === undefined) return undefined
  // Apple's way of leaving the year out.
  const omitted = property?.parameters['x-apple-omit-year'] === year
  return `${omitted ? '-' : year}-${month}-${day}`
}
