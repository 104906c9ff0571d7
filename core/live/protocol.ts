/**
 * What goes over /live, as JSON text, one object a frame.
 *
 *     client  { "subscribe": "people", "id": 1 }
 *     server  { "type": "snapshot", "view": "people", "epoch": "…", "seq": 41, "state": … }
 *     server  { "type": "message", "view": "people", "seq": 42, "message": … }
 *
 * `seq` counts a view's messages, without holes. A client that has missed one, or comes back after its socket broke, says how far it
 * got: { "subscribe": "people", "id": 2, "epoch": "…", "seq": 42 }. It then gets { "type": "resumed" } and the messages after that;
 * or, where the hub doesn't have them any more (or it is another hub: another epoch), a snapshot. Subscribing again on the same
 * socket replaces the subscription. A refusal carries the `id` that was asked with, and ends nothing else.
 *
 * Sockets are closed with 1001 when the hub stops, 1008 when the client breaks these rules, 1013 when it reads too slowly (come
 * back, and be brought up to date), and 4401 when the session ended or what its person may do has changed (ask GET /api/session).
 */
import { z } from 'zod'

const view = z.string().min(1).max(100)
const seq = z.number().int().nonnegative()

export const fromClient = z.union([
  z.object({
    subscribe: view,
    id: z.number().int(),
    epoch: z.string().max(64).optional(),
    seq: seq.optional(),
  }),
  z.object({ unsubscribe: view }),
  /** Answered by `pong`: a browser can't see WebSocket's own pings, and a dead network closes nothing. */
  z.object({ ping: z.literal(true) }),
])
export type FromClient = z.infer<typeof fromClient>

export const fromServer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), view, epoch: z.string(), seq, state: z.unknown() }),
  z.object({ type: z.literal('resumed'), view, epoch: z.string(), seq }),
  z.object({ type: z.literal('message'), view, seq, message: z.unknown() }),
  z.object({
    type: z.literal('refused'),
    view,
    id: z.number(),
    error: z.object({ code: z.string(), message: z.string() }),
  }),
  z.object({ type: z.literal('pong') }),
])
export type FromServer = z.infer<typeof fromServer>

export const closing = { stopping: 1001, misbehaving: 1008, tooSlow: 1013, accessChanged: 4401 } as const
