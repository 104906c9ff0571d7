/** What every mail connector does. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Invitation, Mail } from './port.ts'

export interface Received {
  readonly key: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly content: Buffer }[]
  /** iCalendar, and the method that its part names. */
  readonly invitation?: { readonly method: string; readonly text: string } | undefined
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

    test('an invitation, another time and its end are of one meeting', async () => {
      const invitation = {
        ...{ id: 'meeting.1', subject: 'Budget; hösten, möte', text: 'Ta med\nsiffror' },
        ...{ start: '2026-10-09T12:30:00.000Z', end: '2026-10-09T13:00:00.000Z', zone: 'Europe/Stockholm' },
        organiser: { name: 'Björn "Lind": chef', address: 'bjorn@norrsken.example' },
        attendees: [{ name: 'Åsa Ek', address: letter.to }],
        ...{ place: 'Rum 4', meeting: 'https://svara.example/meet/1' },
      }
      const about: [string, Invitation][] = [
        ['invitation.1', { ...invitation, method: 'request', sequence: 0 }],
        ['invitation.2', { ...invitation, method: 'request', sequence: 1, end: '2026-10-09T13:30:00.000Z' }],
        ['invitation.3', { ...invitation, method: 'cancel', sequence: 2 }],
      ]
      for (const [key, invitation] of about) await under.mail.send({ ...letter, key, invitation })
      const came = (await under.received()).slice(-3)
      expect(came.map(({ key }) => key)).toEqual(about.map(([key]) => key))
      for (const [at, [, sent]] of about.entries()) {
        const { method, text = '' } = came[at]?.invitation ?? {}
        expect(method?.toLowerCase()).toBe(sent.method)
        const calendar = new ICAL.Component(ICAL.parse(text) as [])
        expect(calendar.getFirstPropertyValue('method')).toBe(sent.method.toUpperCase())
        const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined)
        expect(event).toMatchObject({ uid: sent.id, summary: sent.subject, description: sent.text, location: 'Rum 4' })
        expect([event.sequence, event.organizer]).toEqual([sent.sequence, 'mailto:bjorn@norrsken.example'])
        expect([event.startDate, event.endDate].map(time => time.toJSDate().toISOString())).toEqual([
          sent.start,
          sent.end,
        ])
        expect([event.startDate.zone?.tzid, event.startDate.hour]).toEqual(['Europe/Stockholm', 14])
        expect(event.component.getFirstPropertyValue('status')).toBe(at === 2 ? 'CANCELLED' : 'CONFIRMED')
        expect(event.attendees.map(each => [each.getFirstValue(), each.getFirstParameter('cn')])).toEqual([
          [`mailto:${letter.to}`, 'Åsa Ek'],
        ])
        expect(text.split('\r\n').every(line => Buffer.byteLength(line) <= 75)).toBe(true)
      }
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
