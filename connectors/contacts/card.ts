/** What came from outside made into a card: bounded, without control characters, and with a name. */
import type { Card, Phone } from './port.ts'

/** As loosely as books say it. */
export interface LooseCard {
  readonly id: string
  readonly name?: string | null | undefined
  readonly nickname?: string | null | undefined
  readonly organisation?: string | null | undefined
  readonly department?: string | null | undefined
  readonly title?: string | null | undefined
  readonly phones?: readonly Phone[] | undefined
  readonly emails?: readonly string[] | undefined
  readonly addresses?: readonly string[] | undefined
  readonly urls?: readonly string[] | undefined
  readonly chats?: readonly string[] | undefined
  readonly birthday?: string | null | undefined
  readonly notes?: string | null | undefined
  readonly categories?: readonly string[] | undefined
  readonly photo?: string | null | undefined
}

/** Cards that are read of one book: what is more is left out, whoever filled it. */
export const mostCards = 20_000
/** Bytes of a picture. */
export const mostPicture = 1_000_000
const mostOfKind = 20
const lineLength = 190
const notesLength = 4_000
/** RFC 6350 section 6.7.6: a UID may be a URI, and so may the path that a server gives. */
const idLength = 1_000

const characters = new Intl.Segmenter('sv', { granularity: 'grapheme' })

/** In one line. */
const line = (text: string | null | undefined, most = lineLength): string =>
  cut((text ?? '').slice(0, most * 4).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' '), most)

/** Between two letters as people count them, not inside one. */
function cut(text: string, most: number): string {
  const trimmed = text.trim()
  if (trimmed.length <= most) return trimmed
  return trimmed.slice(0, characters.segment(trimmed).containing(most)?.index ?? most).trim()
}

const notesOf = (text: string | null | undefined): string =>
  cut(
    (text ?? '')
      .slice(0, notesLength * 4)
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/[^\P{Cc}\n]+/gu, ' '),
    notesLength,
  )

function lines(texts: readonly (string | null | undefined)[] = []): readonly string[] {
  const all = texts.slice(0, mostOfKind * 2).map(text => line(text))
  return [...new Set(all.filter(text => text !== ''))].slice(0, mostOfKind)
}

function pages(urls: readonly string[] | undefined): readonly string[] {
  const found = lines(urls).flatMap(text => {
    // "www.example.com" is how people write it.
    const given = /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`
    const url = URL.parse(given)
    // Nothing that a browser would run, and nothing that signs in somewhere.
    return url && ['http:', 'https:'].includes(url.protocol) && url.hostname.includes('.') && !url.username
      ? [url.href]
      : []
  })
  return [...new Set(found)]
}

function phonesOf(phones: readonly Phone[] = []): readonly Phone[] {
  const found = new Map<string, Phone>()
  for (const { kind, number } of phones.slice(0, mostOfKind * 2)) {
    const text = line(number, 60)
    if (text !== '' && !found.has(text)) found.set(text, { kind, number: text })
  }
  return [...found.values()].slice(0, mostOfKind)
}

const day = /^(?:\d{4}|-)-(\d{2})-(\d{2})$/
function birthdayOf(text: string | null | undefined): string | undefined {
  const [all, month = '', date = ''] = day.exec(text ?? '') ?? []
  // A leap year has all the days that there are.
  const real = new Date(`2000-${month}-${date}T00:00:00Z`)
  return all !== undefined && real.toJSON()?.slice(5, 10) === `${month}-${date}` ? all : undefined
}

/** Undefined where nothing is said that anybody could be found by. */
export function cardOf(loose: LooseCard): Card | undefined {
  if (loose.id === '' || loose.id.length > idLength) return undefined
  const [organisation, nickname] = [line(loose.organisation), line(loose.nickname)]
  const [phones, emails, chats] = [phonesOf(loose.phones), lines(loose.emails), lines(loose.chats)]
  const names = [line(loose.name), nickname, organisation, emails[0], phones[0]?.number, chats[0]]
  const name = names.find(Boolean)
  if (name === undefined) return undefined
  const said = {
    ...{ nickname, organisation, department: line(loose.department), title: line(loose.title) },
    ...{ birthday: birthdayOf(loose.birthday), notes: notesOf(loose.notes), photo: line(loose.photo) },
  }
  return {
    ...{ id: loose.id, name, phones, emails, chats },
    ...{ addresses: lines(loose.addresses), urls: pages(loose.urls), categories: lines(loose.categories) },
    ...Object.fromEntries(Object.entries(said).filter(([, text]) => text)),
  }
}
