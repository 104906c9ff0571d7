import { expect, test } from 'vitest'
import { mailConformance } from '../conformance.ts'
import { microsoftMail } from './index.ts'
import { graphServer } from './testing/graph-server.ts'

const mailbox = 'svara@norrsken.example'
const refused = 'nobody@norrsken.example'
const from = `Svara <${mailbox}>`

mailConformance('Microsoft Graph', async () => {
  const server = await graphServer(mailbox, refused)
  const mail = microsoftMail({ ...server.options, from })
  return {
    mail: {
      ...mail,
      async stop() {
        await mail.stop()
        await server.stop()
      },
    },
    refused,
    received: async () => server.received,
    reachable: async yes => server.away(!yes),
  }
})

test('an application that may not send is no fault of the letter', async () => {
  const server = await graphServer(mailbox, refused)
  const mail = microsoftMail({ ...server.options, secret: 'another', from })
  const letter = { key: 'a', to: 'anna@norrsken.example', subject: 'Hej', text: 'Hej' }
  await expect(mail.send(letter)).rejects.toMatchObject({ code: 'mail.unavailable', status: 503 })
  expect(await mail.alive()).toBe(false)
  await server.stop()
})
