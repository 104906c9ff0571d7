/** A letter as nodemailer takes it: the same for a server that it is submitted to and a vendor that it is handed to. */
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { Options } from 'nodemailer/lib/mailer/index.js'
import { invitationText } from './invitation.ts'
import type { Letter } from './port.ts'

/** `from`: what stands in From, "Svara <svara@example.com>". */
export function composed({ key, to, subject, text, attachments = [], invitation }: Letter, from: string): Options {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    from,
    // Not parsed as a list: one address is one recipient.
    to: { name: '', address: to },
    subject: subject.replaceAll(/\p{Cc}+/gu, ' '),
    text,
    messageId: `<${key}@${domain}>`,
    // RFC 3834 section 5: nobody's out-of-office answers a machine. An invitation is somebody's, and may be answered so.
    ...(!invitation && { headers: { 'Auto-Submitted': 'auto-generated' } }),
    // Beside the text, as another form of the same (RFC 6047 section 2.4), and once more as a file, for programs that only open files.
    ...(invitation && {
      icalEvent: {
        method: invitation.method,
        filename: 'invite.ics',
        content: invitationText(invitation, new Date().toISOString()),
      },
      ...(invitation.method === 'request' && { replyTo: { ...invitation.organiser } }),
    }),
    attachments: attachments.map(({ file, name, type }) => ({ path: file, filename: name, contentType: type })),
    // A letter's content is ours: it names no addresses that are to be fetched.
    disableUrlAccess: true,
  }
}

/** The whole letter (RFC 5322), for those who take it as it is. Reads its files. */
export const mimeOf = (letter: Letter, from: string): Promise<Buffer> =>
  new MailComposer(composed(letter, from)).compile().build()
