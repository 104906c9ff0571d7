import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serviceAccountKey } from '../../google/testing/identity.ts'
import { mailConformance } from '../conformance.ts'
import { googleMail } from './index.ts'
import { gmailServer } from './testing/gmail-server.ts'

const user = 'svara@norrsken.example'
const refused = 'nobody@norrsken.example'
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'svara-gmail-'))
  await writeFile(join(folder, 'key.json'), JSON.stringify(serviceAccountKey))
})
afterAll(() => rm(folder, { recursive: true }))

async function open(from: string) {
  const server = await gmailServer(user, refused)
  const mail = googleMail({ from, serviceAccount: join(folder, 'key.json'), fetch: server.fetch })
  return { server, mail }
}

mailConformance('Gmail', async () => {
  const { server, mail } = await open(`Svara <${user}>`)
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
    reachable: async yes => {
      server.away(!yes)
      server.identity.endAccessTokens()
    },
  }
})

test('a service account that may not send is no fault of the letter', async () => {
  const { server, mail } = await open('another@norrsken.example')
  const letter = { key: 'a', to: 'anna@norrsken.example', subject: 'Hej', text: 'Hej' }
  await expect(mail.send(letter)).rejects.toMatchObject({ code: 'mail.unavailable', status: 503 })
  expect(await mail.alive()).toBe(false)
  await server.stop()
})
