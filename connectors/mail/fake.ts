/** A mail server of one's own: keeps what was sent. */
import { readFile } from 'node:fs/promises'
import { HubError } from '../../core/error.ts'
import type { Letter, Mail } from './port.ts'

export interface FakeMail extends Mail {
  readonly sent: readonly Letter[]
  /** As if the server were away, or there again. */
  reachable(yes: boolean): void
  /** An address that the server won't have. */
  refuse(address: string): void
}

export function fakeMail(): FakeMail {
  const sent: Letter[] = []
  const refused = new Set<string>()
  let there = true
  return {
    sent,
    reachable(yes) {
      there = yes
    },
    refuse: address => void refused.add(address),
    async send(letter) {
      if (!there) throw new HubError('mail.unavailable', 503)
      if (refused.has(letter.to)) throw new HubError('mail.refused', 422)
      // As a real one, it reads them before anything is sent.
      for (const { file } of letter.attachments ?? []) await readFile(file)
      sent.push(letter)
    },
    alive: async () => there,
    async stop() {},
  }
}
