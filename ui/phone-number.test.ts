import { afterEach, beforeAll, expect, test } from 'vitest'
import { dialledDigits, isDialable, place, plans, shownDigits, shownNumber } from './phone-number.ts'

beforeAll(() => plans)

test.each([
  ['+46846500401', '08-465 004 01'],
  ['+46701740605', '070-174 06 05'],
  ['+46313900601', '031-390 06 01'],
  ['+4722123456', '+47 22 12 34 56'],
  ['+442079460123', '+44 20 7946 0123'],
  ['1001', '1001'],
  // A country whose plan the app doesn't have.
  ['+81312345678', '+81312345678'],
])('%s is written %s', (number, shown) => {
  expect(shownNumber(number)).toBe(shown)
})

test.each([
  ['08-465 004 01', true],
  ['(070) 174 06 05', true],
  ['+46 8 465 004 01', true],
  ['1003', true],
  ['112', true],
  ['7', false],
  ['Anna', false],
  ['', false],
  ['08-4', false],
  ['1740605', false],
])('whether %s can be dialled: %s', (typed, can) => {
  expect(isDialable(typed)).toBe(can)
})

afterEach(() => {
  place.value = { country: 'SE' }
})

test.each([
  ['123 45 67', true, '08-123 45 67'],
  ['465 004 01', true, '08-465 004 01'],
  ['1003', true, '1003'],
  ['118118', true, '118118'],
  ['070-174 06 05', true, '070-174 06 05'],
])('%s in Stockholm can be dialled: %s, and is shown as %s', (typed, can, shown) => {
  place.value = { country: 'SE', areaCode: '08' }
  expect(isDialable(typed)).toBe(can)
  expect(shownDigits(typed.replaceAll(/\D/g, ''))).toBe(shown)
})

test('in Norway a number of Norway has no country', () => {
  place.value = { country: 'NO' }
  expect(shownNumber('+4722123456')).toBe('22 12 34 56')
  expect(shownNumber('+46846500401')).toBe('+46 8 465 004 01')
  expect(dialledDigits('22123456')).toBe('+4722123456')
})
