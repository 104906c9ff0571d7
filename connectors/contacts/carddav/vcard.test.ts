import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardIn, photoIn } from './vcard.ts'

const written = (lines: readonly string[], version = '4.0') =>
  ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n')

test('a vCard 4.0', () => {
  const text = written([
    ...[
      'N:Ström;Eva;;;',
      'ORG:Ström & Söner AB;Inköp;Norr',
      'TEL;VALUE=uri;TYPE="cell,voice":tel:+46-70-174-06-09;ext=1',
    ],
    ...[
      'TEL;TYPE=fax;TYPE=work:08-465 004 78',
      'BDAY:--0312',
      'CATEGORIES:Leverantör,Kund',
      'IMPP:xmpp:eva@strom.example',
    ],
    ...['item1.URL:https://www.facebook.com/eva', 'item1.X-ABLabel:Facebook', 'NOTE:Rad ett\\nrad\\, två'],
    ...['ADR:;;Kungsgatan 4;Stockholm;;111 43;Sverige', 'PHOTO:data:image/gif;base64,R0lGODlh'],
  ])
  expect(cardIn('1', text)).toEqual({
    ...{ id: '1', name: 'Eva Ström', organisation: 'Ström & Söner AB', department: 'Inköp, Norr' },
    phones: [
      { kind: 'mobile', number: '+46-70-174-06-09' },
      { kind: 'fax', number: '08-465 004 78' },
    ],
    ...{ birthday: '--03-12', categories: ['Leverantör', 'Kund'], chats: ['xmpp: eva@strom.example'], emails: [] },
    ...{ urls: ['https://www.facebook.com/eva'], notes: 'Rad ett\nrad, två' },
    ...{ addresses: ['Kungsgatan 4, 111 43 Stockholm, Sverige'], photo: expect.any(String) },
  })
  expect(Buffer.from(photoIn(text) ?? []).toString()).toBe('GIF89a'.slice(0, 6))
})

test('what other programs do differently', () => {
  const apple = [
    'FN:Eva',
    'BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-12',
    'ROLE:x',
    'REV:not a time',
    'EMAIL:eva@strom.example',
  ]
  expect(cardIn('1', written(apple, '3.0'))).toMatchObject({ birthday: '--03-12', emails: ['eva@strom.example'] })
  const broken = cardIn('1', written(['FN:Eva', 'BDAY:i går', 'en rad utan namn', 'TEL:112'], '3.0'))
  expect(broken).toMatchObject({ name: 'Eva', phones: [{ kind: 'other', number: '112' }] })
  expect(cardIn('1', written(['FN:Eva', 'PHOTO;VALUE=uri:http://10.0.0.1/eva.jpg']))?.photo).toBeUndefined()
})

test('what is nobody’s card is none', () => {
  expect(cardIn('1', written(['FN:Alla', 'X-ADDRESSBOOKSERVER-KIND:group'], '3.0'))).toBeUndefined()
  expect(cardIn('1', written(['FN:Alla', 'KIND:group']))).toBeUndefined()
  expect(cardIn('1', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n')).toBeUndefined()
  expect(cardIn('1', '')).toBeUndefined()
})

test('hostile text takes neither time nor the rest with it', () => {
  const lines = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('FN:Eva', 'TEL;;;:', 'ADR:', 'BDAY:x')),
  )
  fc.assert(
    fc.property(lines, some => {
      expect(() => cardIn('1', written(some))).not.toThrow()
    }),
    { numRuns: 30 },
  )
  const long = written(['FN:Eva', ...Array.from({ length: 50_000 }, (_, at) => `TEL:0701740${at}`)])
  expect(cardIn('1', long)?.phones.length).toBe(20)
})
