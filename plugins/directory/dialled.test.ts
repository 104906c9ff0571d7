import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Destination } from './contract.ts'
import { readNumber } from './dialled.ts'
import { e164 } from './number.ts'

const place = { id: 'norrsken', country: 'SE', areaCode: '08' }
const inside: Record<string, Destination> = {
  '1001': { kind: 'service', number: 'anna', organisation: 'norrsken', name: 'Anna', service: 'voicemail' },
  // A short number that would be a local one too.
  '465004': { kind: 'service', number: 'lager', organisation: 'norrsken', name: 'Lager', service: 'voicemail' },
}
const long: Record<string, string> = { '+46846500401': '1001' }
const directory = {
  organisation: () => place,
  destination: (dialled: string) => inside[dialled] ?? inside[long[e164(dialled, place) ?? ''] ?? ''],
} as unknown as Parameters<typeof readNumber>[0]

const read = (written: string) => {
  const found = readNumber(directory, 'norrsken', written)
  return found && `${found.kind} ${found.dialled}`
}

describe('a number that somebody in Stockholm has written or dialled', () => {
  test.each([
    ['123 45 67', 'outside +4681234567'],
    ['08-123 45 67', 'outside +4681234567'],
    ['070-174 06 05', 'outside +46701740605'],
    ['0046701740605', 'outside +46701740605'],
    ['+46 (0)70-174 06 05', 'outside +46701740605'],
    ['(070) 174 06 05', 'outside +46701740605'],
    ['00 47 22 12 34 56', 'outside +4722123456'],
    ['1001', 'inside 1001'],
    ['465 004 01', 'inside +46846500401'],
    ['08-465 004 01', 'inside +46846500401'],
    ['+46846500401', 'inside +46846500401'],
    ['465004', 'inside 465004'],
    ['112', 'emergency 112'],
    [' 1 1 2 ', 'emergency 112'],
    ['1177', 'national 1177'],
    ['118 118', 'national 118118'],
    ['90 000', 'national 90000'],
    ['1002', 'national 1002'],
    ['*71', 'code *71'],
    ['*31*0701740605', 'code *31*0701740605'],
    ['#31#0701740605', 'code #31#0701740605'],
    ['%2331%230701740605', 'code #31#0701740605'],
    ['070*1', undefined],
    ['*', undefined],
    ['7', undefined],
    ['', undefined],
    ['Anna', undefined],
    ['sip:anna@norrsken.example', undefined],
    ['070 174 06 05;phone-context=x', undefined],
  ])('%s', (written, is) => {
    expect(read(written)).toBe(is)
  })

  const gap = fc.constantFrom('', ' ', '-', '.')
  const spaced = (digits: string) =>
    fc
      .array(gap, { minLength: digits.length, maxLength: digits.length })
      .map(gaps => Array.from(digits, (digit, at) => `${at === 0 ? '' : gaps[at]}${digit}`).join(''))

  test('however it is spaced, with the area code, the country or neither', () => {
    const ways = ['1234567', '081234567', '+4681234567', '004681234567'].map(spaced)
    fc.assert(
      fc.property(fc.oneof(...ways), written => {
        expect(read(written)).toBe('outside +4681234567')
      }),
    )
  })

  test('112 is 112 with whatever signs between', () => {
    fc.assert(
      fc.property(spaced('112'), written => {
        expect(read(written)).toBe('emergency 112')
      }),
    )
  })

  test('what was read reads the same again: nothing changes what a rule or a setting has kept', () => {
    const typed = fc.oneof(fc.stringMatching(/^[+*#(]?[0-9 ()*#./-]{1,18}$/), fc.string({ unit: 'grapheme' }))
    fc.assert(
      fc.property(typed, written => {
        const first = readNumber(directory, 'norrsken', written)
        fc.pre(first !== undefined)
        expect(first && readNumber(directory, 'norrsken', first.dialled)).toEqual(first)
      }),
      { numRuns: 2000 },
    )
  })

  test('nothing but signs of a number comes out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), written => {
        expect(read(written) ?? 'none 1').toMatch(/^\w+ [\d+*#]+$/)
      }),
      { numRuns: 2000 },
    )
  })
})
