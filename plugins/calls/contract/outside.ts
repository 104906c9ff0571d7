/** What others have a say in when a call leaves for the public network, or comes from it. */
import { definePort } from '../../../core/define.ts'
import type { OutgoingData } from './events.ts'

export interface Leaving extends OutgoingData {
  readonly organisation: string
}

export interface Outside {
  /** Ids of trunks in the order to try. Undefined: the environment's. */
  waysFor?(call: Leaving): readonly string[] | undefined
  /** Whose trunk it is: calls that come by it reach no other organisation's numbers. */
  ownerOf?(trunk: string): string | undefined
  /** Whose mobile it is that calls: she is then taken for who calls, as from one of her own phones. */
  personAt?(number: string, organisation: string): string | undefined
  /** Her own mobile number, E.164, that she was found to have: she may show it. */
  mobileOf?(person: string): string | undefined
  /**
   * The rules have let it out. Called before it goes, in the same turn as the verdict is made: throwing a HubError keeps it here, and the
   * rules are asked again. A call that is sent on leaves under the Call-ID that it came with.
   */
  leaves?(call: Leaving): void
}

export interface OutsideParts {
  /** Call it while setting up. Of several that answer a question, the first counts. */
  add(part: Outside): void
}

export const outsidePort = definePort<OutsideParts>('calls-outside')
