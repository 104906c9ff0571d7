/** Mail by SMTP (RFC 5321), submitted to a server that sends it on. */
import { createTransport } from 'nodemailer'
import { HubError } from '../../../core/error.ts'
import { composed } from '../composed.ts'
import type { Letter, Mail } from '../port.ts'

export interface SmtpOptions {
  /** smtp://user:password@host:587 (STARTTLS) or smtps://…:465. */
  readonly url: string
  /** What stands in From: "Svara <svara@example.com>". */
  readonly from: string
}

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 }

export function smtpMail({ url, from }: SmtpOptions): Mail {
  const server = new URL(url)
  const secure = server.protocol === 'smtps:'
  const near = ['127.0.0.1', '[::1]', 'localhost'].includes(server.hostname)
  const transport = createTransport({
    host: server.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(server.port) || (secure ? 465 : 587),
    secure,
    // Nothing leaves the machine in the clear.
    requireTLS: !secure && !near,
    ...(server.username && {
      auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
    }),
    ...patience,
  })

  return {
    async send(letter: Letter) {
      try {
        await transport.sendMail(composed(letter, from))
      } catch (error) {
        throw problem(error)
      }
    },
    alive: () =>
      transport.verify().then(
        () => true,
        () => false,
      ),
    async stop() {
      transport.close()
    },
  }
}

/** RFC 5321 section 4.2.1: 5yz is for good. Only of the letter and whom it is for: who we are, and TLS, somebody may yet set right. */
function problem(error: unknown): HubError {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const reason = error instanceof Error ? error.message : String(error)
  const aboutLetter = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (aboutLetter && Number(responseCode) >= 500) return new HubError('mail.refused', 422, { reason })
  return new HubError('mail.unavailable', 503, { reason })
}
