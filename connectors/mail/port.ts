/**
 * Mail that the hub sends. Errors are HubError `mail.unavailable` (503: the server isn't there, or can't take it now: try again later)
 * and `mail.refused` (422: it won't take this letter, however often it is asked).
 */
import { definePort } from '../../core/define.ts'

export interface Letter {
  /**
   * The same for every try: it becomes the letter's Message-ID (RFC 5322 section 3.6.4), by which a server or a reader knows one that
   * came twice. Letters, digits, dots and hyphens.
   */
  readonly key: string
  /** An address. */
  readonly to: string
  readonly subject: string
  /** Plain text, lines ended by \n. */
  readonly text: string
  readonly attachments?: readonly Attachment[] | undefined
}

export interface Attachment {
  /** Absolute path. */
  readonly file: string
  /** As the reader sees it. */
  readonly name: string
  /** Media type, as in "audio/mpeg". */
  readonly type: string
}

export interface Mail {
  /** Resolves when the server has taken it. */
  send(letter: Letter): Promise<void>
  /** Set where there is no mail, and that is meant so: why. `send` is then `mail.unavailable`. */
  readonly absent?: string | undefined
  /** Asks the server whether it would take something. */
  alive(): Promise<boolean>
  stop(): Promise<void>
}

export const mail = definePort<Mail>('mail')
