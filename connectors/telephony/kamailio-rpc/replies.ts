/** What Kamailio 5.6 answers. Fields that nobody here reads are let through unnamed. */
import { z } from 'zod'

/** `Expires`: seconds left, or words ("permanent", "expired", "deleted"). */
const contact = z.looseObject({
  Address: z.string(),
  Expires: z.union([z.number(), z.string()]),
  'User-Agent': z.string(),
  Received: z.string(),
  Path: z.string(),
  Ruid: z.string(),
  Instance: z.string(),
  Socket: z.string(),
})
export type Contact = z.infer<typeof contact>

export const aor = z.looseObject({ AoR: z.string(), Contacts: z.array(z.object({ Contact: contact })) })
export type Aor = z.infer<typeof aor>

const domain = z.looseObject({ Domain: z.string(), AoRs: z.array(z.object({ Info: aor })).default([]) })
export const aors = z.object({ Domains: z.array(z.object({ Domain: domain })) })

/** `socket`: where we speak to it, as "udp:192.0.2.1:5060". `cseq`: of its last request that began something; 0 for none. Of a side that has not answered nothing is known. */
const orNothing = z
  .string()
  .nullable()
  .transform(text => text ?? '')
const dialogSide = z.looseObject({
  tag: orNothing,
  contact: orNothing,
  cseq: z.coerce.number(),
  route_set: orNothing,
  socket: orNothing,
})

/**
 * `state`: 1 unconfirmed, 2 early, 3 confirmed without ACK, 4 confirmed, 5 deleted. Times are Unix seconds, 0 for not yet.
 * `variables`: an object for each.
 */
export const dialog = z.looseObject({
  h_entry: z.number(),
  h_id: z.number(),
  'call-id': z.string(),
  from_uri: z.string(),
  to_uri: z.string(),
  state: z.number(),
  start_ts: z.number(),
  init_ts: z.number(),
  variables: z.array(z.record(z.string(), z.string())).optional(),
  caller: dialogSide.optional(),
  callee: dialogSide.optional(),
})
export type Dialog = z.infer<typeof dialog>
export const dialogs = z.array(dialog)

const htableEntry = z.object({ name: z.string(), value: z.union([z.string(), z.number()]) })
export type HtableEntry = z.infer<typeof htableEntry>
export const htableSlots = z.array(
  z.looseObject({ slot: z.array(z.looseObject(htableEntry.shape)) }).transform(({ slot }) => slot),
)

const presentity = z.looseObject({ user: z.string(), domain: z.string(), event: z.string() })
export type Presentity = z.infer<typeof presentity>
export const presentityList = z.array(presentity)

/** Transactions: `current` and `waiting` now, the rest since the start. */
export const tmStats = z.looseObject({
  current: z.number(),
  waiting: z.number(),
  total: z.number(),
  '2xx': z.number(),
  '3xx': z.number(),
  '4xx': z.number(),
  '5xx': z.number(),
  '6xx': z.number(),
})
export type TmStats = z.infer<typeof tmStats>

/** `up_since`, sent as "Tue Nov 24 12:50:00 2026", in the zone that both processes are in. `uptime`: seconds. */
export const uptime = z.object({
  up_since: z.string().transform(text => new Date(Date.parse(text))),
  uptime: z.number(),
})
export type Uptime = z.infer<typeof uptime>
