import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

/** As RFC 4180 has it read: fields between quotes, a quote in one doubled. */
function read(csv: string, separator: string): string[][] {
  const rows: string[][] = []
  let [row, text, at] = [[] as string[], '', 0]
  while (at < csv.length) {
    if (csv[at] !== '"') throw new Error(`no quote at ${at}`)
    for (at += 1; csv[at] !== '"' || csv[at + 1] === '"'; at += 1) {
      if (csv[at] === '"') at += 1
      text += csv[at]
    }
    row.push(text)
    text = ''
    at += 1
    if (csv[at] === separator) {
      at += 1
      continue
    }
    if (!csv.startsWith('\r\n', at)) throw new Error(`no end of a row at ${at}`)
    at += 2
    rows.push(row)
    row = []
  }
  return rows
}

test('begins with the mark by which Excel knows UTF-8', () => {
  expect(csvOf([['Å;"b"', '2']], ';')).toBe('\uFEFF"Å;""b""";"2"\r\n')
})

test('what is written is read again, but for formulas, which are text', () => {
  const cells = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 4 }), fc.constantFrom(';', ','), (rows, separator) => {
      const again = read(csvOf(rows, separator).slice(1), separator)
      const text = rows.map(row => row.map(one => (/^[=+\-@\t\r\n＝＋－＠]/.test(one) ? `'${one}` : one)))
      expect(again).toEqual(text)
    }),
  )
})

test.each(['=1+1', '+46701740605', '-2', '@SUM(A1)', '\t=1', '\r=1', '＝1', '=HYPERLINK("http://x","y")'])(
  '%j is no formula',
  name => {
    expect(csvOf([[name]], ',').slice(1, 3)).toBe(`"'`)
  },
)
