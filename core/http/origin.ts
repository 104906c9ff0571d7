/** Which site a request comes from (RFC 6454): a page of another one may not act with our cookie. */
import type { IncomingMessage } from 'node:http'

export interface Site {
  /** As in "https://svara.example", where a proxy stands in front; otherwise what the request's Host says. */
  readonly publicOrigin: string | undefined
  /** The browser sees https, whoever does the TLS. */
  readonly secure: boolean
}

// What a Host may be: a name or IPv4 address, or an IPv6 address, with a port. It is put into headers, so nothing else passes.
const host = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** The origin of our own pages as this request reached them; undefined when Host is missing or odd. */
export function ownOrigin(request: IncomingMessage, { publicOrigin, secure }: Site): string | undefined {
  if (publicOrigin) return publicOrigin
  const named = request.headers.host
  if (!named || !host.test(named)) return undefined
  return `${secure ? 'https' : 'http'}://${named.toLowerCase()}`
}

/** Whether Origin says our own pages. Programs that aren't browsers send none. */
export function comesFromUs(request: IncomingMessage, site: Site): 'yes' | 'no' | 'unsaid' {
  const { origin } = request.headers
  if (origin === undefined) return 'unsaid'
  return origin.toLowerCase() === ownOrigin(request, site) ? 'yes' : 'no'
}
