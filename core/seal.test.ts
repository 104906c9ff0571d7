import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSeal } from './seal.ts'

const key = () => randomBytes(32)

test('what was closed opens again, and shows nothing of itself', () => {
  const seal = openSeal([key()])
  fc.assert(
    fc.property(fc.string({ minLength: 8, unit: 'grapheme' }), fc.string(), (text, about) => {
      const sealed = seal.close(text, about)
      expect(sealed).not.toContain(text)
      expect(sealed).toMatch(/^[\w-]{8}\.[\w-]+$/)
      expect(seal.close(text, about)).not.toBe(sealed)
      expect(seal.open(sealed, about)).toBe(text)
    }),
  )
})

test('it opens nowhere but where it belongs, and not when anything of it was changed', () => {
  const seal = openSeal([key()])
  const sealed = seal.close('hemligt', 'trunk 1')
  expect(() => seal.open(sealed, 'trunk 2')).toThrowError('sealed.broken')
  const at = sealed.length - 4
  const other = sealed[at] === 'A' ? 'B' : 'A'
  expect(() => seal.open(sealed.slice(0, at) + other + sealed.slice(at + 1), 'trunk 1')).toThrowError('sealed.broken')
  expect(() => seal.open(sealed.slice(0, 20), 'trunk 1')).toThrowError('sealed.broken')
})

test('a new key is put before the old one, which goes on to open what it closed', () => {
  const [old, young] = [key(), key()]
  const before = openSeal([old]).close('hemligt', 'x')
  const both = openSeal([young, old])
  expect(both.open(before, 'x')).toBe('hemligt')
  const after = both.close('hemligt', 'x')
  expect(openSeal([young]).open(after, 'x')).toBe('hemligt')
  expect(() => openSeal([young]).open(before, 'x')).toThrowError('sealed.other-key')
  expect(() => openSeal([old]).open('plain', 'x')).toThrowError('sealed.other-key')
})
