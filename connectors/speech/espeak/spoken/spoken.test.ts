import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Language } from '../../../../core/define.ts'
import { spoken } from './index.ts'

const cases: Readonly<Record<string, readonly [Language, string, string][]>> = {
  times: [
    ['sv', 'tillbaka kl. 14.30.', 'tillbaka klockan 14:30.'],
    ['sv', 'tillbaka klockan 14:30', 'tillbaka klockan 14:30'],
    ['sv', 'från 8.00 till 17.00', 'från 8:00 till 17:00'],
    ['sv', 'öppet 8.00-17.00', 'öppet 8:00 till 17:00'],
    ['en', 'open 08:00 – 17:00', 'open 8 am to 5 pm'],
    ['sv', 'version 2.10, klockan 25.10', 'version 2.10, klockan 25.10'],
    ['sv', 'klockan 00:00', 'klockan noll noll noll noll'],
    ['en', 'back at 14.30.', 'back at 2:30 pm.'],
    ['en', 'back at 14:30', 'back at 2:30 pm'],
    ['en', 'from 9:00 to 12:00', 'from 9 am to 12 noon'],
    ['en', '0:00, 0:05, 12:01, 23:59', 'midnight, 12 oh 5 am, 12 oh 1 pm, 11:59 pm'],
    ['en', '2:30 pm, 9:15am', '2:30 pm, 9:15am'],
    ['en', 'costs 14.30', 'costs 14.30'],
  ],
  dates: [
    ['sv', 'tillbaka 24 november', 'tillbaka 24:e november'],
    ['sv', 'tillbaka 2026-11-24', 'tillbaka 24:e november 2026'],
    [
      'en',
      'back on 1 May, 2 May, 3 May, 11 May',
      'back on the 1st of May, the 2nd of May, the 3rd of May, the 11th of May',
    ],
    ['en', 'back on the 24 November', 'back on the 24th of November'],
    ['en', 'back on 2026-11-24', 'back on the 24th of November 2026'],
    ['sv', '2026-13-45', '2026-13-45'],
  ],
  numbers: [
    ['sv', 'ring +46701740605', 'ring 0 7 0, 1 7 4, 0 6, 0 5'],
    ['sv', 'ring 08-465 004 01', 'ring 0 8, 4 6 5, 0 0 4, 0 1'],
    ['en', 'call +46701740605', 'call plus 4 6, 7 0, 1 7 4, 0 6, 0 5'],
    ['sv', 'anknytning 1003', 'anknytning 1 0 0 3'],
    ['en', 'press 1003', 'press 1 0 0 3'],
    ['sv', 'år 2026, 1003 samtal, 1,5 timme', 'år 2026, 1003 samtal, 1 komma 5 timme'],
  ],
  abbreviations: [
    ['sv', 'Norrsken AB, t.ex. ankn. 1003 m.m.', 'Norrsken A B, till exempel anknytning 1 0 0 3 med mera'],
    ['sv', 'Kl. 14:30 om 5 min. Boken är min.', 'klockan 14:30 om 5 minuter Boken är min.'],
    ['sv', 'Klara, klok', 'Klara, klok'],
    ['en', 'Norrsken AB, e.g. ext. 1003', 'Norrsken A B, for example extension 1 0 0 3'],
    ['en', 'no. 5, and no.', 'number 5, and no.'],
  ],
  'marks that would be commands or ornaments': [
    ['sv', '\u0001100S hej\u0000', '100S hej'],
    ['sv', '[[h@l0U]] <break time="20s"/> hej', 'h@l0U break time "20s"/ hej'],
    ['sv', '  Anna\n\tSvensson 😀 ☎️ ', 'Anna Svensson'],
    ['sv', 'A\u030ake O\u0308berg', 'Åke Öberg'],
    ['sv', '…!? ☎', ''],
  ],
}

describe.each(Object.entries(cases))('%s', (_, rows) => {
  test.each(rows)('%s: %j', (language, text, expected) => {
    expect(spoken(text, language)).toBe(expected)
  })
})

test('every time of day is said in English as the clock that shows it', () => {
  fc.assert(
    fc.property(fc.nat(23), fc.nat(59), (hour, minute) => {
      const said = spoken(`at ${hour}:${String(minute).padStart(2, '0')}`, 'en')
      const onTheHour =
        said === 'at midnight' ? ['12', '0', 'am'] : said === 'at 12 noon' ? ['12', '0', 'pm'] : undefined
      const [shownHour, shownMinute, half] =
        onTheHour ?? /^at (\d+)(?: oh |:)?(\d+)? (am|pm)$/.exec(said)?.slice(1) ?? []
      expect((Number(shownHour) % 12) + (half === 'pm' ? 12 : 0)).toBe(hour)
      expect(Number(shownMinute ?? 0)).toBe(minute)
    }),
  )
})

test('nothing that espeak-ng takes for an instruction gets through, whatever is written', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('[', ']', '<', '\u0001', '\u200b'),
    ),
  })
  fc.assert(
    fc.property(text, fc.constantFrom<Language>('sv', 'en'), (written, language) => {
      expect(spoken(written, language)).not.toMatch(/[\p{C}<>[\]{}]|^\s|\s$/u)
    }),
    { numRuns: 1000 },
  )
})

test('a name is left as it is', () => {
  for (const name of ['Cecilia Öberg', "Conan O'Brien", 'Jean-Luc Ek', 'Farid Nazari', 'Berg & Söner']) {
    expect(spoken(name, 'sv')).toBe(name)
    expect(spoken(name, 'en')).toBe(name)
  }
})
