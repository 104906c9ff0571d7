/** SIP messages (RFC 3261), as far as a client behind its own proxy writes and reads them. Over a WebSocket each is one frame. */

export interface SipMessage {
  /** Request line or status line. */
  readonly start: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Compact forms (RFC 3261 section 7.3.3) of what is read here. */
const long: Readonly<Record<string, string>> = { f: 'from', t: 'to', i: 'call-id', m: 'contact', v: 'via', o: 'event' }

export function parseSip(text: string): SipMessage {
  const end = text.indexOf('\r\n\r\n')
  const head = end < 0 ? text : text.slice(0, end)
  // A line that begins with a blank goes on with the one before (section 7.3.1).
  const [start = '', ...lines] = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = lines.map(line => {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    return [long[name] ?? name, line.slice(colon + 1).trim()] as const
  })
  return { start, headers, body: end < 0 ? '' : text.slice(end + 4) }
}

export const sipText = ({ start, headers, body }: SipMessage): string =>
  [
    start,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')

/** Names in small letters. */
export const allOf = ({ headers }: SipMessage, name: string): string[] =>
  headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value)
export const headerOf = (message: SipMessage, name: string): string => allOf(message, name)[0] ?? ''

/** 0 for a request. */
export const statusOf = ({ start }: SipMessage): number => Number(/^SIP\/2\.0 (\d{3})/.exec(start)?.[1] ?? 0)
/** Of a request, or of what a response answers. */
export const methodOf = (message: SipMessage): string =>
  /^([A-Z]+) /.exec(message.start)?.[1] ?? headerOf(message, 'cseq').split(' ')[1] ?? ''
export const tagOf = (address: string): string => /;\s*tag=([^;\s]+)/i.exec(address)?.[1] ?? ''
export const uriOf = (address: string): string => /<([^>]*)>/.exec(address)?.[1] ?? address.split(';')[0] ?? ''

/** Values of a header that may hold several, separated by commas outside of angle brackets. */
export const listOf = (message: SipMessage, name: string): string[] =>
  allOf(message, name)
    .flatMap(value => value.match(/[^<,]*<[^>]*>[^,]*/g) ?? [value])
    .map(value => value.trim())
