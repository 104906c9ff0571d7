import { z } from 'zod'

/** What the signalling side says on its own. Every hub hears every event; they may repeat and come out of order. */
export const telephonyEvent = z.discriminatedUnion('kind', [
  /** One extension's devices began to ring. `from`: extension or number of who calls. */
  z.object({
    kind: z.literal('ringing'),
    callId: z.string(),
    extension: z.string(),
    from: z.string().optional(),
  }),
  /** No device rings any more, and nobody has answered: what comes next is being asked. */
  z.object({ kind: z.literal('stopped'), callId: z.string() }),
  /** `from`, `to`: extension or number. `to` is who answered. */
  z.object({ kind: z.literal('answered'), callId: z.string(), from: z.string(), to: z.string() }),
  /** Somebody left a call that goes on without them: a voice agent stands in. */
  z.object({ kind: z.literal('left'), callId: z.string(), extension: z.string() }),
  z.object({
    kind: z.literal('ended'),
    callId: z.string(),
    seconds: z.number(),
    by: z.enum(['caller', 'callee', 'system']),
  }),
  /** Never answered: the caller hung up, or everything tried failed. */
  z.object({ kind: z.literal('failed'), callId: z.string(), sipStatus: z.number() }),
  /** The caller hung up before answer (CANCEL); `failed` follows. */
  z.object({ kind: z.literal('cancelled'), callId: z.string() }),
  /** 112 went out by itself, whatever any rule says. */
  z.object({ kind: z.literal('emergency'), callId: z.string(), from: z.string(), dialled: z.string() }),
  /** No hub answered in time and the number map decided. */
  z.object({ kind: z.literal('fallback'), callId: z.string(), dialled: z.string() }),
  z.object({
    kind: z.literal('registered'),
    extension: z.string(),
    contact: z.string(),
    device: z.string(),
    userAgent: z.string(),
    expires: z.number(),
  }),
  /** `contact` is "*" when all of the extension's devices went at once. */
  z.object({ kind: z.literal('unregistered'), extension: z.string(), contact: z.string() }),
  /** What the other side of a trunk said when it was asked whether it is there: 408 is silence. */
  z.object({ kind: z.literal('trunk'), trunk: z.string(), sipStatus: z.number() }),
  /** The link came (back) up or went: what is held of calls and registrations must be read again. */
  z.object({ kind: z.literal('connected') }),
  z.object({ kind: z.literal('disconnected') }),
])
export type TelephonyEvent = z.infer<typeof telephonyEvent>
