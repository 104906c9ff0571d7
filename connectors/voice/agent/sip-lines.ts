/** What all lines of an agent share. */
import type { Session, UserAgentCore } from 'sip.js/lib/core/index.js'
import type { Media } from '../../media/port.ts'
import type { Asking, Referred } from './dialogue.ts'

export interface LineSurroundings {
  readonly core: UserAgentCore
  /** IP address to receive RTP at: one that the media server sends to. */
  readonly address: string
  readonly media: Media
  readonly log?: { warn(details: object, message: string): void } | undefined
  /** The dialog is confirmed: whoever comes after this process can end it by what is in there. */
  readonly confirmed: (session: Session) => void
  readonly asking?: Asking | undefined
  readonly referred?: Referred | undefined
}
