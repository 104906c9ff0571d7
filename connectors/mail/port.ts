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
  /** An invitation to `to`, which her mail program offers to put into her calendar; `text` is for programs that don't. */
  readonly invitation?: Invitation | undefined
}

/**
 * A meeting that somebody is asked to, or needs to come to no more (RFC 5546 sections 3.2.2 and 3.2.5). Later letters about the same meeting
 * have the same `id` and a higher `sequence`.
 */
export interface Invitation {
  readonly method: 'request' | 'cancel'
  /** The same for everybody and ever; unique in the world: letters, digits, dots and hyphens. */
  readonly id: string
  /** 0 at first, one more each time that the meeting is another. */
  readonly sequence: number
  /** ISO 8601 UTC; the end is later. */
  readonly start: string
  readonly end: string
  /** IANA: in which the time was agreed, and in which it stays should the clocks' rules become others. */
  readonly zone: string
  readonly subject: string
  readonly text?: string | undefined
  /** A room, or the address of an online meeting. */
  readonly place?: string | undefined
  /** https, of an online meeting. */
  readonly meeting?: string | undefined
  readonly organiser: Attendee
  /** All who are asked, whoever this letter is to among them. */
  readonly attendees: readonly Attendee[]
}

export interface Attendee {
  readonly name: string
  /** An e-mail address. */
  readonly address: string
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
