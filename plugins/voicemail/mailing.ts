/** A message by e-mail, with its sound: a job of its own, tried again until the server takes it, and once for each message. */
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Mail } from '../../connectors/mail/port.ts'
import type { Language } from '../../core/define.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { mailMessage } from './contract.ts'
import type { Files } from './files.ts'
import type { Messages, Stored } from './messages.ts'

const letterFor = z.object({ organisation: z.string(), person: z.string(), id: z.string() })

interface Parts {
  readonly mail: Mail
  readonly messages: Messages
  readonly files: Files
  readonly directory: Directory
}

export function provideMailing(hub: Hub, { mail, messages, files, directory }: Parts): void {
  const sending = hub.job('mail', letterFor, async ({ id, ...owner }) => {
    const person = directory.person(owner.person)
    const row = await messages.find(owner, id).catch(() => undefined)
    // Sent by a try that died before it was written down, or deleted before it could be sent.
    if (!person || !row || row.mailedAt || row.deletedAt) return
    const zone = directory.organisation(owner.organisation)?.zone ?? 'UTC'
    const words = letter(row, person.language, zone)
    try {
      await mail.send({
        key: `voicemail.${id}`,
        to: person.email,
        ...{ subject: words.subject, text: words.text },
        attachments: [{ file: files.message(owner, id, 'mp3'), name: words.file, type: 'audio/mpeg' }],
      })
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'mail.refused') throw error
      hub.log.warn({ person: person.id, message: id, reason: error.details.reason }, 'a message was not taken as mail')
      return
    }
    await messages.mailed(owner, id)
  })

  hub.action(mailMessage, async (_, { occurrence }) => {
    const { message, person } = occurrence.data as { message: string; person: string }
    if (mail.absent !== undefined) throw new HubError('voicemail.no-mail', 409)
    await sending.at(new Date(), message, { organisation: occurrence.organisation, person, id: message })
  })
}

const duration = (milliseconds: number) => {
  const seconds = Math.max(1, Math.round(milliseconds / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

export function letter(
  row: Pick<Stored, 'at' | 'milliseconds' | 'callerHidden' | 'callerName' | 'callerNumber' | 'note'>,
  language: Language,
  zone: string,
) {
  const sv = language === 'sv'
  const at = DateTime.fromJSDate(row.at, { zone }).setLocale(language)
  const hidden = row.callerHidden || (row.callerName === null && row.callerNumber === null)
  const name = row.callerName ?? row.callerNumber ?? ''
  const from = hidden ? (sv ? 'dolt nummer' : 'hidden number') : name
  const number = !hidden && row.callerName !== null && row.callerNumber !== null ? `, ${row.callerNumber}` : ''
  const when = at.toFormat(sv ? "cccc d LLLL 'kl.' HH:mm" : "cccc d LLLL 'at' HH:mm")
  const length = duration(row.milliseconds)
  return {
    subject: sv ? `Röstmeddelande från ${from} (${length})` : `Voice message from ${from} (${length})`,
    text: [
      sv ? `Från ${from}${number}` : `From ${from}${number}`,
      `${when.charAt(0).toUpperCase()}${when.slice(1)}, ${length}`,
      ...(row.note === null ? [] : ['', row.note]),
      '',
      sv ? 'Lyssna på den bifogade filen, eller i appen.' : 'Listen to the attached file, or in the app.',
      '',
    ].join('\n'),
    file: `${at.toFormat('yyyy-MM-dd HH.mm')} ${from.replaceAll(/[^\p{L}\p{N} +.-]/gu, '')}.mp3`,
  }
}
