/** What others put beside the calls of the phone in the browser. */
import { defineSlot, type SlotView } from '../../../core/define.ts'

/** A call at this browser's phone, as others see it. */
export interface PhoneCall {
  /** SIP Call-ID of the app's own leg. */
  readonly callId: string
  readonly direction: 'incoming' | 'outgoing'
  /** As shown or dialled: short, E.164; undefined where it is hidden. */
  readonly number: string | undefined
  readonly name: string | undefined
  readonly phase: 'ringing' | 'talking'
}

/** Beside hold, in the dock of a call that goes on: a Button. Transfer (order 10), add somebody (order 20). */
export const callControls = defineSlot<SlotView<{ readonly call: PhoneCall }>>('phone.call-controls')
