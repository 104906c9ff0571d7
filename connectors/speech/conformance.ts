/** What every adapter of the speech port does. Run by the fake's tests and by those of each real system. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measure } from '../../test/harness/sound.ts'
import type { Speech } from './port.ts'

export function speechConformance(name: string, make: (folder: string) => Speech) {
  describe(`${name}: the speech port`, () => {
    let folder: string
    let speech: Speech

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'speech-'))
      speech = make(join(folder, 'not', 'yet', 'there'))
    })
    afterAll(() => rm(folder, { recursive: true }))

    test('can speak', async () => {
      expect(await speech.available()).toBe(true)
    })

    test.each([
      ['sv', 'Anna Svensson är i möte och är tillbaka klockan 14:30.'],
      ['en', 'Anna Svensson is in a meeting and is back at 14:30.'],
    ] as const)('says a sentence in %s as 8 kHz mono MP3', async (language, text) => {
      const file = await speech.say(text, language)
      expect(isAbsolute(file)).toBe(true)
      expect(file).toMatch(/\.mp3$/)
      const { rate, channels, seconds } = await measure(file)
      expect({ rate, channels }).toEqual({ rate: 8000, channels: 1 })
      expect(seconds).toBeGreaterThan(2)
      expect(seconds).toBeLessThan(7)
    })

    test('takes longer for more words', async () => {
      const [short, long] = await Promise.all([
        speech.say('Hej.', 'sv').then(measure),
        speech.say('Hej, du har kommit till Norrsken i Stockholm.', 'sv').then(measure),
      ])
      expect(long.seconds).toBeGreaterThan(short.seconds + 1)
    })

    test('gives the same file for the same text, another one for another text or language', async () => {
      const [once, again, other, english] = await Promise.all([
        speech.say('Lunch', 'sv'),
        speech.say('Lunch', 'sv'),
        speech.say('Möte', 'sv'),
        speech.say('Lunch', 'en'),
      ])
      expect(again).toBe(once)
      expect(new Set([once, other, english]).size).toBe(3)
    })

    test.each([
      ['quotes and semicolons', `Anna "Ann'a" Svensson; rm -rf /`],
      ['a shell', '$(touch /tmp/x) `id` | cat && true > y'],
      ['an option', '--version -w /dev/null'],
      ['lines', 'en rad\noch en till\r\n\tslut'],
      ['control characters', '\u0001100S hej \u0000\u001b[0m\u0007'],
      ['markup', '<speak><break time="20s"/>hej</speak> [[h@l0U]] &amp;'],
      ['letters of Swedish', 'Åke Öberg, Älvsjö'],
      ['another script', 'Фарид 法里德 😀'],
      ['a half of a pair', 'hej \ud83d du'],
    ])('says a text with %s', async (_, text) => {
      const { seconds } = await measure(await speech.say(text, 'sv'))
      expect(seconds).toBeGreaterThan(0.1)
      expect(seconds).toBeLessThan(15)
    })

    test('a name that somebody has recorded is heard as she says it, whatever is around it', async () => {
      const file = await speech.say('Jag heter Anna Svensson.', 'sv')
      speech.recordings(of => (of === 'anna' ? { words: 'Anna Svensson', file } : undefined))
      const text = 'Anna Svensson är i möte, åter 14:30.'
      const [plain, hers, unnamed, others] = await Promise.all([
        speech.say(text, 'sv'),
        speech.say(text, 'sv', 'anna'),
        speech.say('Växeln är stängd.', 'sv', 'anna'),
        speech.say(text, 'sv', 'björn'),
      ])
      expect(others).toBe(plain)
      expect(unnamed).toBe(await speech.say('Växeln är stängd.', 'sv'))
      expect(hers).not.toBe(plain)
      expect(await speech.say(text, 'sv', 'anna')).toBe(hers)
      const { rate, channels } = await measure(hers)
      expect({ rate, channels }).toEqual({ rate: 8000, channels: 1 })
    })

    test.each([
      ['', 'speech.failed'],
      [' \n\t', 'speech.failed'],
      ['…!?', 'speech.failed'],
      ['hej '.repeat(2500), 'speech.too-long'],
      ['sjuhundrasjuttiosju '.repeat(48), 'speech.too-long'],
    ])('refuses %j', async (text, code) => {
      await expect(speech.say(text, 'sv')).rejects.toMatchObject({ code })
    })
  })
}
