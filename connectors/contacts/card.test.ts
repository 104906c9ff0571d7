import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardOf } from './card.ts'
import { pictureOf } from './picture.ts'

test('whoever has no name is called by what is known', () => {
  expect(cardOf({ id: '1', organisation: 'Holm AB' })?.name).toBe('Holm AB')
  expect(cardOf({ id: '1', name: ' ', phones: [{ kind: 'other', number: '112' }] })?.name).toBe('112')
  expect(cardOf({ id: '1', name: '\u0007', notes: 'nobody' })).toBeUndefined()
})

test('only pages that a browser may be sent to', () => {
  const urls = [
    ...['javascript:alert(1)', 'https://anna:secret@bank.example/', 'file:///etc/passwd', 'data:text/html,x'],
    ...['www.strom.example/om', 'https://www.facebook.com/eva', 'https://www.facebook.com/eva'],
  ]
  expect(cardOf({ id: '1', name: 'Eva', urls })?.urls).toEqual([
    'https://www.strom.example/om',
    'https://www.facebook.com/eva',
  ])
})

test('birthdays are days that there are', () => {
  const birthday = (text: string) => cardOf({ id: '1', name: 'Eva', birthday: text })?.birthday
  expect(['1980-03-12', '--02-29', '1980-13-01', '--02-30', '12 mars'].map(birthday)).toEqual([
    ...['1980-03-12', '--02-29', undefined, undefined, undefined],
  ])
})

test('whatever comes, what is kept is bounded and printable', () => {
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 60 })
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), texts, fc.string({ unit: 'binary' }), (name, many, notes) => {
      const card = cardOf({ id: '1', name, emails: many, urls: many, notes, addresses: many, categories: many })
      if (!card) return
      expect(card.name).toMatch(/^[^\p{Cc}]{1,190}$/u)
      expect(card.emails.length).toBeLessThanOrEqual(20)
      expect(card.notes ?? '').not.toMatch(/[^\P{Cc}\n]/u)
    }),
    { numRuns: 50 },
  )
  const long = cardOf({ id: '1', name: '😀'.repeat(10_000), notes: 'a'.repeat(1_000_000) })
  expect([long?.name.length, long?.notes?.length]).toEqual([190, 4_000])
})

test('a picture is what its bytes are', () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0])
  expect(pictureOf(png)?.type).toBe('image/png')
  expect(pictureOf(Buffer.from('<svg onload="alert(1)"/>'))).toBeUndefined()
  expect(pictureOf(Buffer.concat([png, Buffer.alloc(2_000_000)]))).toBeUndefined()
})
