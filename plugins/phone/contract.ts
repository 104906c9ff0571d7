/** The app as a phone: what it registers with, and what others put beside its calls. */
import { z } from 'zod'
import { defineRoute, defineSlot, type SlotView } from '../../core/define.ts'

export const startPhone = defineRoute({
  method: 'POST',
  path: '/phone',
  allow: 'member',
  input: z.object({}),
  output: z.object({
    /** SIP address of record to register: "1001@norrsken.svara.localhost". */
    extension: z.string(),
    /** For the digest authentication (RFC 3261 section 22); the realm is the extension's domain. */
    authName: z.string(),
    secret: z.string(),
    /** As WebRTC takes them. */
    iceServers: z.array(
      z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }),
    ),
  }),
  say: 'A secret of its own for the app in this browser, in place of the one it had. It goes when the session ends.',
})

export const callOfPhone = defineRoute({
  method: 'GET',
  path: '/phone/calls/:callId',
  allow: 'member',
  input: z.object({ callId: z.string().min(1).max(200) }),
  output: z.object({
    /** Its id in the log; undefined of one that the hub doesn't know, or not yet. */
    call: z.string().optional(),
  }),
  say: 'Which of my calls a SIP Call-ID belongs to.',
})

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
