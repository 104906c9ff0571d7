import { expect, test } from 'vitest'
import { isDialable, shownNumber } from './phone-number.ts'

test.each([
  ['+46846500401', '08-465 004 01'],
  ['+46701740605', '070-174 06 05'],
  ['+46313900601', '031-390 06 01'],
  ['+4722123456', '+47 22 12 34 56'],
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
