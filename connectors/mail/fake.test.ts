import { readFile } from 'node:fs/promises'
import { mailConformance, type Received } from './conformance.ts'
import { fakeMail } from './fake.ts'
import { invitationText } from './invitation.ts'
import type { Letter } from './port.ts'

mailConformance('the fake', async () => {
  const mail = fakeMail()
  mail.refuse('nobody@norrsken.example')
  return {
    mail,
    refused: 'nobody@norrsken.example',
    received: () => Promise.all(mail.sent.map(receivedOf)),
    reachable: async yes => mail.reachable(yes),
  }
})

const receivedOf = async ({ attachments = [], invitation, ...letter }: Letter): Promise<Received> => ({
  ...letter,
  ...(invitation && {
    invitation: { method: invitation.method, text: invitationText(invitation, '2026-10-09T10:00:00.000Z') },
  }),
  attachments: await Promise.all(
    attachments.map(async ({ file, name, type }) => ({
      name,
      type,
      content: await readFile(file).catch(() => Buffer.alloc(0)),
    })),
  ),
})
