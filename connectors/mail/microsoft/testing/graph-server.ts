/** Mail of Microsoft Graph 1.0, as far as it is asked here: https://learn.microsoft.com/graph/outlook-send-mime-message */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { type Answer, application, identityPlatform } from '../../../microsoft/testing/identity.ts'
import { listenTrusted } from '../../../microsoft/testing/tls.ts'
import type { Received } from '../../conformance.ts'
import { readLetter } from '../../conformance-letter.ts'

export async function graphServer(mailbox: string, refused: string) {
  const complaints: string[] = []
  const identity = identityPlatform('Mail.Send', complaint => complaints.push(complaint))
  const received: Received[] = []
  let away = false
  const failed = (status: number, code: string, message: string): Answer => ({
    status,
    body: { error: { code, message } },
  })

  async function sendMail({ headers, method, url }: IncomingMessage, body: string): Promise<Answer> {
    if (identity.whose(headers.authorization?.replace('Bearer ', '') ?? '') !== '*') {
      return failed(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.')
    }
    if (away) return failed(503, 'ServiceUnavailable', 'The service is not available.')
    if (method !== 'POST' || url !== `/v1.0/users/${mailbox}/sendMail`) complaints.push(`${method} ${url}`)
    if (headers['content-type'] !== 'text/plain') complaints.push(`content-type ${headers['content-type']}`)
    if (!/^[A-Za-z\d+/]+=*$/.test(body))
      return failed(400, 'ErrorMimeContentInvalidBase64String', 'Invalid base64 string.')
    const letter = await readLetter(Buffer.from(body, 'base64'))
    if (letter.to === refused) {
      return failed(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
    }
    received.push(letter)
    return { status: 202 }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const { url = '', method = '' } = request
    const isToken = url.endsWith('/token')
    if (isToken && away) return void response.destroy()
    const { status, body: said } = isToken
      ? identity.token(url, method, Object.fromEntries(new URLSearchParams(body)))
      : await sendMail(request, body)
    if (said === undefined) response.writeHead(status).end()
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
  }
  const server = await listenTrusted((request, response) => {
    serve(request, response).catch((error: unknown) => {
      complaints.push(String(error))
      response.destroy()
    })
  })
  return {
    options: { ...application, graph: `${server.origin}/`, login: server.origin },
    ...{ received, identity },
    away(yes: boolean): void {
      away = yes
      identity.endAccessTokens()
    },
    async stop(): Promise<void> {
      await server.stop()
      if (complaints.length) throw new Error([...new Set(complaints)].join('\n'))
    },
  }
}
