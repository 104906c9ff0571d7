import fc from 'fast-check'
import { expect, test } from 'vitest'
import { netstring, netstringReader } from './netstring.ts'

const cutAt = (whole: Buffer, cuts: readonly number[]) => {
  const at = [0, ...cuts.map(cut => cut % (whole.length + 1)).toSorted((a, b) => a - b), whole.length]
  return at.slice(1).map((end, index) => whole.subarray(at[index], end))
}

test('whatever its chunks, what was written is read', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat()), (texts, cuts) => {
      const read = netstringReader(1 << 20)
      const written = Buffer.concat(texts.map(netstring))
      expect(cutAt(written, cuts).flatMap(read)).toEqual(texts.map(text => Buffer.from(text).toString()))
    }),
  )
})

test.each(['x', '5x:hello,', ':a,', '3:abcd', '-1:,', '123456789:'])('%j is no netstring', text => {
  expect(() => netstringReader(1000)(Buffer.from(text))).toThrow('netstring')
})

test('a longer one than the limit is refused before it is held', () => {
  const read = netstringReader(10)
  expect(read(netstring('0123456789'))).toEqual(['0123456789'])
  expect(() => read(Buffer.from('11:'))).toThrow('11 bytes')
})
