import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { e164, isAreaCode, type Place } from './number.ts'

const sweden = { country: 'SE' }
const stockholm = { country: 'SE', areaCode: '08' }

describe('a Swedish number as people and trunks write it', () => {
  test.each([
    '08-465 004 01',
    '0846500401',
    '08 - 465 004 01',
    '(08) 465 004 01',
    '+46 8 465 004 01',
    '+46846500401',
    '+46 (0)8 465 004 01',
    '0046846500401',
    '00 46 8 465 004 01',
    '46846500401',
  ])('%s', written => {
    expect(e164(written, sweden)).toBe('+46846500401')
  })

  const subscriber = fc
    .constantFrom('8', '31', '40', '701', '73', '920')
    .chain(area =>
      fc
        .integer({ min: 0, max: 999_999 })
        .map(rest => ({ area, rest: `5${String(rest).padStart(6, '0')}`.slice(0, 9 - area.length) })),
    )

  test('all ways to write one give the same', () => {
    fc.assert(
      fc.property(subscriber, ({ area, rest }) => {
        const whole = `+46${area}${rest}`
        const ways = [
          `0${area}-${rest}`,
          `0${area}${rest}`,
          `+46 ${area} ${rest}`,
          `0046${area}${rest}`,
          `46${area}${rest}`,
        ]
        expect(ways.map(way => e164(way, sweden))).toEqual(ways.map(() => whole))
      }),
    )
  })

  test('spaces, hyphens and brackets change nothing', () => {
    const gap = fc.constantFrom('', ' ', '-', ' - ')
    fc.assert(
      fc.property(fc.array(gap, { minLength: 9, maxLength: 9 }), gaps => {
        const written = `0${Array.from('846500401', (digit, index) => `${digit}${gaps[index] ?? ''}`).join('')}`
        expect(e164(written.trim(), sweden)).toBe('+46846500401')
      }),
    )
  })
})

test.each(['112', '1177', '90 000', '90000', '118 118', '118118', '11414', '1001', '1', '', 'anonymous', '+', '+46'])(
  '%s is a service number, a short number or none',
  written => {
    expect(e164(written, sweden)).toBeUndefined()
  },
)

test('no short number that an administrator can give is one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 999_999 }), short => {
      expect(e164(String(short), sweden)).toBeUndefined()
    }),
  )
})

test.each([
  ['+47 22 12 34 56', '+4722123456'],
  ['004722123456', '+4722123456'],
  ['+1 212-555-0123', '+12125550123'],
  ['+358 9 1234567', '+35891234567'],
])('%s keeps its country', (written, normal) => {
  expect(e164(written, sweden)).toBe(normal)
})

test('what it gives, it gives again', () => {
  const digits = fc.stringMatching(/^(\+|00|0)?[0-9 -]{5,18}$/)
  fc.assert(
    fc.property(fc.oneof(digits, fc.string({ unit: 'grapheme' })), written => {
      const normal = e164(written, sweden)
      if (normal === undefined) return
      expect(normal).toMatch(/^\+[1-9]\d{6,14}$/)
      expect(e164(normal, sweden)).toBe(normal)
      expect(e164(normal, { country: 'NO' })).toBe(normal)
    }),
    { numRuns: 2000 },
  )
})

test('it throws on no string and no country', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.oneof(fc.constantFrom('SE', 'NO'), fc.string()),
      (written, country) => {
        expect(() => e164(written, { country })).not.toThrow()
      },
    ),
    { numRuns: 2000 },
  )
})

describe('a local number', () => {
  test.each([
    ['123 45 67', stockholm, '+4681234567'],
    ['465 004 01', stockholm, '+46846500401'],
    ['465-004 01', stockholm, '+46846500401'],
    ['20 12 34', stockholm, '+468201234'],
    ['390 06 01', { country: 'SE', areaCode: '031' }, '+46313900601'],
    ['1234567', { country: 'US', areaCode: '212' }, undefined],
    ['5550123', { country: 'US', areaCode: '212' }, '+12125550123'],
    ['1234567', { country: 'DE', areaCode: '030' }, '+49301234567'],
    // Those that are whole stay what they are.
    ['070-174 06 05', stockholm, '+46701740605'],
    ['031-390 06 01', stockholm, '+46313900601'],
    ['+47 22 12 34 56', stockholm, '+4722123456'],
    ['46846500401', stockholm, '+46846500401'],
  ] as [string, Place, string | undefined][])('%s at %j', (written, place, normal) => {
    expect(e164(written, place)).toBe(normal)
  })

  test.each(['112', '1177', '11313', '11414', '116 000', '118118', '118 118', '90 000', '1001', '12345'])(
    '%s is none in Stockholm',
    written => {
      expect(e164(written, stockholm)).toBeUndefined()
    },
  )

  test('is what it is with its area code', () => {
    const areas = fc.constantFrom('08', '031', '040', '0920', '0220')
    const digits = fc.stringMatching(/^[2-9]\d{4,7}$/)
    fc.assert(
      fc.property(areas, digits, (areaCode, written) => {
        const local = e164(written, { country: 'SE', areaCode })
        fc.pre(local === `+46${areaCode.slice(1)}${written}`)
        expect(local).toBe(e164(areaCode + written, sweden))
      }),
    )
  })

  test('no area code changes a number that is written whole', () => {
    const whole = fc.stringMatching(/^(\+|00|0)[1-9][0-9 -]{5,14}$/)
    fc.assert(
      fc.property(whole, fc.constantFrom('08', '031', '8', '212'), (written, areaCode) => {
        expect(e164(written, { country: 'SE', areaCode })).toBe(e164(written, sweden))
      }),
      { numRuns: 1000 },
    )
  })
})

test.each([
  ['08', 'SE', true],
  ['8', 'SE', true],
  ['0220', 'SE', true],
  ['212', 'US', true],
  ['99999', 'NO', false],
  ['030', 'DE', true],
])('%s is an area code of %s: %s', (areaCode, country, is) => {
  expect(isAreaCode(areaCode, country)).toBe(is)
})
