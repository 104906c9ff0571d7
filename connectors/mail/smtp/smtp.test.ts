import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { callbackify } from 'node:util'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { mailConformance, type Received } from '../conformance.ts'
import { readLetter } from '../conformance-letter.ts'
import { smtpMail } from './index.ts'

/** `to`: whom the envelope names, which is who gets it. */
async function read(stream: Readable, to: string): Promise<Received> {
  return { ...(await readLetter(stream)), to }
}

/** A server on a free port, or on one it had before. */
async function serve(received: Received[], port = 0, host = '127.0.0.1') {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _, done) {
      if (address.startsWith('nobody@')) done(Object.assign(new Error('no such mailbox'), { responseCode: 550 }))
      else done()
    },
    onData(stream, { envelope }, done) {
      const to = envelope.rcptTo.map(({ address }) => address).join()
      callbackify(async () => void received.push(await read(stream, to)))(done)
    },
  })
  server.on('error', () => {})
  server.listen(port, host)
  await once(server.server, 'listening')
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

mailConformance('SMTP', async () => {
  const received: Received[] = []
  let server = await serve(received)
  const { port } = server
  const mail = smtpMail({ url: `smtp://127.0.0.1:${port}`, from: 'Svara <svara@norrsken.example>' })
  return {
    mail: {
      ...mail,
      async stop() {
        await mail.stop()
        await server.close()
      },
    },
    refused: 'nobody@norrsken.example',
    received: async () => received,
    async reachable(yes) {
      if (yes) server = await serve(received, port)
      else await server.close()
    },
  }
})

test('a server that is not this machine gets nothing without TLS', async () => {
  const received: Received[] = []
  // Loopback too, but not the name of it.
  const server = await serve(received, 0, '127.0.0.2')
  const mail = smtpMail({ url: `smtp://127.0.0.2:${server.port}`, from: 'svara@norrsken.example' })
  const letter = { key: 'a', to: 'anna@norrsken.example', subject: 'Hej', text: 'Hej' }
  await expect(mail.send(letter)).rejects.toMatchObject({ code: 'mail.unavailable' })
  expect(received).toEqual([])
  await mail.stop()
  await server.close()
})
