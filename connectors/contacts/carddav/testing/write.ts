/** A card as another program writes it: vCard 3.0, as most do. */
import type { LooseCard } from '../../card.ts'

const escaped = (text: string) => text.replaceAll(/[\\,;]/g, '\\$&').replaceAll('\n', '\\n')
const types: Readonly<Record<string, string>> = { mobile: 'CELL', work: 'WORK,VOICE', home: 'HOME' }

/** RFC 2426 section 2.6: lines of 75 octets. */
const folded = (line: string) => line.replaceAll(/.{60}(?=.)/gu, '$&\r\n ')

export function vcardOf(card: LooseCard, picture?: Uint8Array): string {
  const { id, name = '', nickname, organisation, department, title, birthday, notes, categories = [] } = card
  const lines = [
    ...['BEGIN:VCARD', 'VERSION:3.0', `UID:${id}`, `FN:${escaped(name ?? '')}`, `N:${escaped(name ?? '')};;;;`],
    nickname && `NICKNAME:${escaped(nickname)}`,
    organisation && `ORG:${escaped(organisation)};${escaped(department ?? '')}`,
    title && `TITLE:${escaped(title)}`,
    ...(card.phones ?? []).map(({ kind, number }, at) => `item${at}.TEL;TYPE=${types[kind]}:${number}`),
    ...(card.emails ?? []).map(email => `EMAIL;TYPE=INTERNET:${email}`),
    ...(card.addresses ?? []).map(address => {
      const [street = '', town = '', country = ''] = address.split(', ')
      return `ADR;TYPE=WORK:;;${street};${town.slice(7)};;${town.slice(0, 6)};${country}`
    }),
    ...(card.urls ?? []).map(url => `X-SOCIALPROFILE;TYPE=linkedin:${url}`),
    ...(card.chats ?? []).map(chat => `IMPP:${chat.replace(': ', ':')}`),
    birthday && `BDAY:${birthday}`,
    notes && `NOTE:${escaped(notes)}`,
    categories.length > 0 && `CATEGORIES:${categories.map(escaped).join(',')}`,
    picture && `PHOTO;ENCODING=b;TYPE=GIF:${Buffer.from(picture).toString('base64')}`,
    'END:VCARD',
  ]
  return lines.flatMap(line => (line ? [`${folded(line)}\r\n`] : [])).join('')
}
