/** A phone that declines every call at once, however odd, and keeps what came. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

export interface Listener {
  readonly port: number
  /** Call-IDs of the INVITEs that came. */
  rung(): readonly string[]
  close(): void
}

export async function listener(): Promise<Listener> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const rung = new Set<string>()
  socket.on('message', (message, { port, address }) => {
    const text = message.toString('latin1')
    const [start = ''] = text.split('\r\n', 1)
    const method = /^(\S+) \S+ SIP\/2\.0$/.exec(start)?.[1]
    if (!method || method === 'ACK') return
    const callId = /^(?:call-id|i)[ \t]*:[ \t]*(.*?)[ \t]*\r$/im.exec(text)?.[1] ?? ''
    if (method === 'INVITE') rung.add(callId)
    const kept = text
      .split(/\r\n(?![ \t])/)
      .filter(line => /^(via|v|from|f|call-id|i|cseq|record-route)[ \t]*:/i.test(line))
    const to = /^(?:to|t)[ \t]*:[ \t]*(.*?)\r$/im.exec(text)?.[1] ?? ''
    const status = method === 'INVITE' ? '603 Decline' : '200 OK'
    const answer = [`SIP/2.0 ${status}`, ...kept, `To: ${to};tag=l`, 'Content-Length: 0', '', '']
    socket.send(Buffer.from(answer.join('\r\n'), 'latin1'), port, address)
  })
  return { port: socket.address().port, rung: () => [...rung], close: () => void socket.close() }
}
