/** What a SIP client wrote down of what it sent and received (sipp's -trace_msg). */

export interface SipMessage {
  readonly direction: 'sent' | 'received'
  /** Milliseconds since 1970, of the client's own clock. */
  readonly at: number
  readonly startLine: string
  /** Of a request; undefined for a response. */
  readonly method: string | undefined
  /** Of a response; undefined for a request. */
  readonly status: number | undefined
  /** The first with this name, whatever its case. */
  readonly header: (name: string) => string | undefined
  readonly body: string
  /** As it went over the wire. */
  readonly text: string
}

const divider = /^-{40,} (\d{4}-\d\d-\d\d)[ T\t]+(\d\d:\d\d:\d\d\.\d+).*$/m
const verb = /^(?:UDP|TCP|TLS|SCTP) message (sent|received)\b.*$/m

/** A message that is still being written is left for the next time. */
export function sipMessages(trace: string): SipMessage[] {
  // Split at the dividers, which keep their two groups: "", date, time, block, date, time, block, …
  const parts = trace.split(divider)
  const messages: SipMessage[] = []
  for (let i = 1; i + 2 < parts.length; i += 3) {
    const block = parts[i + 2] ?? ''
    const direction = verb.exec(block)?.[1]
    const text = block.slice(block.indexOf('\n\n') + 2)
    const [head = '', body = ''] = text.replaceAll('\r\n', '\n').split(/\n\n([\s\S]*)/)
    if ((direction !== 'sent' && direction !== 'received') || !/\n\r?\n/.test(text)) continue
    const at = Date.parse(`${parts[i]}T${(parts[i + 1] ?? '').slice(0, 12)}`)
    messages.push({ direction, at, body, text, ...headOf(head) })
  }
  return messages
}

function headOf(head: string): Pick<SipMessage, 'startLine' | 'method' | 'status' | 'header'> {
  const [startLine = '', ...lines] = head.split('\n')
  const status = /^SIP\/2\.0 (\d{3})/.exec(startLine)?.[1]
  return {
    startLine,
    status: status === undefined ? undefined : Number(status),
    method: status === undefined ? startLine.split(' ')[0] : undefined,
    header(name) {
      const prefix = `${name.toLowerCase()}:`
      const line = lines.find(one => one.toLowerCase().startsWith(prefix))
      return line?.slice(prefix.length).trim()
    },
  }
}
