import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { e164 } from './number.ts'

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
    expect(e164(written, 'SE')).toBe('+46846500401')
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
        expect(ways.map(way => e164(way, 'SE'))).toEqual(ways.map(() => whole))
      }),
    )
  })

  test('spaces, hyphens and brackets change nothing', () => {
    const gap = fc.constantFrom('', ' ', '-', ' - ')
    fc.assert(
      fc.property(fc.array(gap, { minLength: 9, maxLength: 9 }), gaps => {
        const written = `0${Array.from('846500401', (digit, index) => `${digit}${gaps[index] ?? ''}`).join('')}`
        expect(e164(written.trim(), 'SE')).toBe('+46846500401')
      }),
    )
  })
})

test.each(['112', '1177', '90 000', '90000', '118 118', '118118', '11414', '1001', '1', '', 'anonymous', '+', '+46'])(
  '%s is a service number, a short number or none',
  written => {
    expect(e164(written, 'SE')).toBeUndefined()
  },
)

test('no short number that an administrator can give is one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 999_999 }), short => {
      expect(e164(String(short), 'SE')).toBeUndefined()
    }),
  )
})

test.each([
  ['+47 22 12 34 56', '+4722123456'],
  ['004722123456', '+4722123456'],
  ['+1 212-555-0123', '+12125550123'],
  ['+358 9 1234567', '+35891234567'],
])('%s keeps its country', (written, normal) => {
  expect(e164(written, 'SE')).toBe(normal)
})

test('what it gives, it gives again', () => {
  const digits = fc.stringMatching(/^(\+|00|0)?[0-9 -]{5,18}$/)
  fc.assert(
    fc.property(fc.oneof(digits, fc.string({ unit: 'grapheme' })), written => {
      const normal = e164(written, 'SE')
      if (normal === undefined) return
      expect(normal).toMatch(/^\+[1-9]\d{6,14}$/)
      expect(e164(normal, 'SE')).toBe(normal)
      expect(e164(normal, 'NO')).toBe(normal)
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
        expect(() => e164(written, country)).not.toThrow()
      },
    ),
    { numRuns: 2000 },
  )
})
