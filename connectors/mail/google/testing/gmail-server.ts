/** Gmail's API v1, as far as it is asked here: https://developers.google.com/workspace/gmail/api/guides/sending */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Answer, failed } from '../../../google/testing/answer.ts'
import { accounts } from '../../../google/testing/identity.ts'
import type { Received } from '../../conformance.ts'
import { readLetter } from '../../conformance-letter.ts'

const scopes = ['https://www.googleapis.com/auth/gmail.send']

export async function gmailServer(user: string, refused: string) {
  const complaints: string[] = []
  const identity = accounts(
    scopes,
    complaint => complaints.push(complaint),
    address => address === user,
  )
  const received: Received[] = []
  let away = false

  async function send(method: string | undefined, path: string | undefined, body: string): Promise<Answer> {
    if (method !== 'POST' || path !== '/gmail/v1/users/me/messages/send') complaints.push(`${method} ${path}`)
    const { raw, ...rest } = JSON.parse(body) as { raw?: string }
    if (Object.keys(rest).length > 0 || !/^[\w-]+$/.test(raw ?? ''))
      complaints.push('raw, in base64url, and nothing else')
    const letter = await readLetter(Buffer.from(raw ?? '', 'base64url'))
    if (letter.to === refused) return failed(400, 'invalidArgument', 'Invalid To header')
    received.push(letter)
    return { status: 200, body: { id: '18c', threadId: '18c', labelIds: ['SENT'] } }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const { url, method = '', headers } = request
    if (away) return void response.destroy()
    const user = identity.whose(headers.authorization?.replace('Bearer ', '') ?? '')
    const { status, body: said } =
      url === '/token'
        ? identity.token(method, Object.fromEntries(new URLSearchParams(body)))
        : user === undefined
          ? failed(401, 'authError', 'Invalid Credentials')
          : await send(method, url, body)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
  }
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      complaints.push(String(error))
      response.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    ...{ identity, received },
    /** Where Google is meant, this server is asked. */
    fetch: ((input, init) => {
      const meant = new URL(input instanceof Request ? input.url : input)
      return fetch(`${origin}${meant.pathname}${meant.search}`, init)
    }) satisfies typeof fetch,
    away(yes: boolean): void {
      away = yes
    },
    async stop(): Promise<void> {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      if (complaints.length) throw new Error([...new Set(complaints)].join('\n'))
    },
  }
}
