/** SIP messages (RFC 3261), as far as a test reads and writes them. */
import { createHash } from 'node:crypto'

export interface Message {
  /** Request line or status line. */
  readonly start: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

export function parse(text: string): Message {
  const end = text.indexOf('\r\n\r\n')
  const [start = '', ...lines] = text.slice(0, end < 0 ? undefined : end).split('\r\n')
  const headers = lines.map(line => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const
  })
  return { start, headers, body: end < 0 ? '' : text.slice(end + 4) }
}

export const text = ({ start, headers, body }: Message) =>
  [
    start,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body && !headers.some(([name]) => name === 'Content-Type') ? ['Content-Type: application/sdp'] : []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')

export const all = (message: Message, name: string): string[] =>
  message.headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
/** The first header of that name, or ''. */
export const header = (message: Message, name: string): string => all(message, name)[0] ?? ''

export const status = (message: Message): number => Number(/^SIP\/2\.0 (\d{3})/.exec(message.start)?.[1] ?? 0)
export const method = (message: Message): string => /^([A-Z]+) /.exec(message.start)?.[1] ?? ''
export const target = (message: Message): string => message.start.split(' ')[1] ?? ''
export const uriIn = (value: string): string => /<([^>]*)>/.exec(value)?.[1] ?? value.split(';')[0] ?? ''

const md5 = (value: string) => createHash('md5').update(value).digest('hex')
export const ha1 = (name: string, realm: string, secret: string) => md5(`${name}:${realm}:${secret}`)

/** RFC 2617 without qop. */
export function authorization(challenge: string, how: { name: string; secret: string; method: string; uri: string }) {
  const realm = /realm="([^"]*)"/.exec(challenge)?.[1] ?? ''
  const nonce = /nonce="([^"]*)"/.exec(challenge)?.[1] ?? ''
  const response = md5(`${ha1(how.name, realm, how.secret)}:${nonce}:${md5(`${how.method}:${how.uri}`)}`)
  return `Digest username="${how.name}", realm="${realm}", nonce="${nonce}", uri="${how.uri}", response="${response}"`
}
