/** One request to a server that somebody named: to allowed places only, with an end to its time, its size and its redirects. */
import { type IncomingMessage, request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { HubError } from '../../core/error.ts'
import { lookupFor, mustBeReachable, type Reach } from './reach.ts'

export interface Limits {
  /** ms, for all of it. */
  readonly time: number
  /** Bytes of the answer. */
  readonly size: number
}
export const limits: Limits = { time: 30_000, size: 16 * 1024 * 1024 }

export interface Sent {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export interface Answer {
  /** Where it came from in the end. */
  readonly url: URL
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

const mostRedirects = 5

/**
 * Throws address for a place that is not allowed, unavailable when there is no answer. A redirected request is the same request
 * (RFC 9110 section 15.4 leaves that to methods other than POST), with what it says of who asks: on TLS, by somebody who was told that already.
 */
export async function request(address: URL, sent: Sent, reach: Reach, within: Limits = limits): Promise<Answer> {
  const signal = AbortSignal.timeout(within.time)
  let url = address
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    mustBeReachable(url, reach)
    const answer = await once(url, sent, reach, within, signal)
    const { location } = answer.headers
    if (![301, 302, 307, 308].includes(answer.status) || location === undefined) return answer
    if (!URL.canParse(location, url.href)) throw unavailable(reach, 'a redirect to nowhere')
    url = new URL(location, url)
  }
  throw unavailable(reach, 'redirects without end')
}

function once(
  url: URL,
  { method, headers, body }: Sent,
  reach: Reach,
  within: Limits,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(error instanceof HubError ? error : unavailable(reach, reasonOf(error)))
    const send = url.protocol === 'http:' ? plain : secure
    const options = { method, headers: { ...headers, connection: 'close' }, lookup: lookupFor(url, reach), signal }
    // Whoever is asked stands in the URL alone.
    const bare = new URL(url)
    bare.username = bare.password = ''
    const going = send(bare, options, response => {
      const parts: Buffer[] = []
      let size = 0
      response.on('data', (part: Buffer) => {
        size += part.length
        parts.push(part)
        if (size <= within.size) return
        reject(unavailable(reach, 'too long an answer'))
        going.destroy()
      })
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        resolve({ url: bare, status: response.statusCode ?? 0, headers: response.headers, body: text })
      })
      response.on('error', fail)
    })
    going.on('error', fail)
    going.end(body)
  })
}

export const unavailable = ({ port }: Pick<Reach, 'port'>, reason: string, retryAfter?: number): HubError =>
  new HubError(`${port}.unavailable`, 503, { reason, ...(retryAfter !== undefined && { retryAfter }) })

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
