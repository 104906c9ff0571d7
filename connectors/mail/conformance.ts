/** What every mail connector does. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Mail } from './port.ts'

export interface Received {
  readonly key: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly content: Buffer }[]
}

export interface MailUnderTest {
  readonly mail: Mail
  /** All that came, oldest first. */
  received(): Promise<readonly Received[]>
  reachable(yes: boolean): Promise<void>
  /** An address that the server won't have. */
  readonly refused: string
}

export function mailConformance(name: string, open: () => Promise<MailUnderTest>): void {
  describe(`mail by ${name}`, () => {
    let under: MailUnderTest
    let folder = ''
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'svara-mail-'))
      under = await open()
    })
    afterAll(async () => {
      await under.mail.stop()
      await rm(folder, { recursive: true })
    })
    const letter = { key: 'voicemail.1', to: 'anna@norrsken.example', subject: 'Röstmeddelande', text: 'Från Åsa.\n' }

    test('arrives as it was written, with its file', async () => {
      const file = join(folder, 'a.mp3')
      await writeFile(file, Buffer.from([0xff, 0xe3, 0, 1, 2]))
      await under.mail.send({ ...letter, attachments: [{ file, name: 'Åsa 14.10.mp3', type: 'audio/mpeg' }] })
      const last = (await under.received()).at(-1)
      expect(last).toMatchObject({ ...letter, text: expect.stringContaining('Från Åsa.') })
      expect(last?.attachments).toMatchObject([{ name: 'Åsa 14.10.mp3', type: 'audio/mpeg' }])
      expect(last?.attachments[0]?.content).toEqual(Buffer.from([0xff, 0xe3, 0, 1, 2]))
    })

    test('line breaks make no header fields', async () => {
      await under.mail.send({ ...letter, key: 'voicemail.2', subject: 'a\r\nBcc: b@c.example' })
      const all = await under.received()
      expect(all.at(-1)?.to).toBe(letter.to)
      expect(all.at(-1)?.key).toBe('voicemail.2')
    })

    test('what the server will never take is told apart from what can be tried again', async () => {
      const before = (await under.received()).length
      await expect(under.mail.send({ ...letter, to: under.refused })).rejects.toMatchObject({ code: 'mail.refused' })
      expect(await under.mail.alive()).toBe(true)
      await under.reachable(false)
      await expect(under.mail.send(letter)).rejects.toMatchObject({ code: 'mail.unavailable', status: 503 })
      expect(await under.mail.alive()).toBe(false)
      await under.reachable(true)
      await under.mail.send(letter)
      expect(await under.received()).toHaveLength(before + 1)
    })
  })
}
