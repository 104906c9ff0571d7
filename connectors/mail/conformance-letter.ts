/** A letter (RFC 5322) as a mail program understands it. */
import type { Readable } from 'node:stream'
import { simpleParser } from 'mailparser'
import type { Received } from './conformance.ts'

export async function readLetter(source: Readable | Buffer): Promise<Received> {
  const { messageId = '', subject = '', text = '', to, attachments } = await simpleParser(source)
  const isInvitation = ({ contentType }: { contentType: string }) => contentType === 'text/calendar'
  const invitation = attachments.find(isInvitation)
  const type: unknown = invitation?.headers.get('content-type')
  const { params } = Object(type) as { params?: Readonly<Record<string, string>> }
  return {
    ...{ key: messageId.slice(1).replace(/@.*/, ''), subject, text },
    to: [to ?? []]
      .flat()
      .flatMap(({ value }) => value.map(({ address }) => address))
      .join(),
    attachments: attachments
      .filter(each => !isInvitation(each) && !each.contentType.startsWith('application/ics'))
      .map(({ filename = '', contentType, content }) => ({ name: filename, type: contentType, content })),
    ...(invitation && { invitation: { method: params?.method ?? '', text: invitation.content.toString() } }),
  }
}
