import { z } from 'zod'
import { transports } from '../../../connectors/telephony/port.ts'

/** By the address that it calls from and to, or by registering there with a secret. */
export const trunkKinds = ['address', 'registration'] as const
/** +46846500401, 46846500401, 0046846500401, 0846500401. */
export const formats = ['plus', 'digits', '00', 'national'] as const
/** Where the other side reads who calls: P-Asserted-Identity (RFC 3325), From alone, Remote-Party-ID. */
export const identities = ['pai', 'from', 'rpid'] as const

const hostname = /^(?=.{1,200}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i
const address = z.union([z.ipv4(), z.ipv6()])
const network = z.union([address, z.cidrv4(), z.cidrv6()])
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/)

export const range = z
  .object({ from: e164, to: e164 })
  // An organisation with more than this has several ranges.
  .refine(({ from, to }) => from.length === to.length && to >= from && Number(to) - Number(from) < 10_000, {
    path: ['to'],
  })
export type Range = z.infer<typeof range>

export const trunkFields = z.object({
  name: z.string().trim().min(1).max(60),
  kind: z.enum(trunkKinds),
  host: z.union([address, z.string().regex(hostname)]),
  port: z.number().int().min(1).max(65_535).default(5060),
  transport: z.enum(transports).default('udp'),
  /** Of a registration. */
  user: z
    .string()
    .max(64)
    .regex(/^[\w.+-]*$/)
    .default(''),
  /** Where the provider wants another name than the user's with the secret. */
  authName: z
    .string()
    .max(64)
    .regex(/^[^\s"\\@]*$/)
    .default(''),
  format: z.enum(formats).default('plus'),
  identity: z.enum(identities).default('pai'),
  /** Further addresses and networks that its calls come from. */
  addresses: z.array(network).max(20).default([]),
  /** Numbers that this provider has given: free ones to hand out, and as callers' numbers they go by it first. */
  ranges: z.array(range).max(50).default([]),
  /** The number that is meant when the provider calls the registration itself. */
  main: z.union([e164, z.literal('')]).default(''),
  /** Calls at once; null: as many as come. */
  most: z.number().int().min(1).max(10_000).nullable().default(null),
  on: z.boolean().default(true),
})
export type TrunkFields = z.infer<typeof trunkFields>

export const trunkEntry = trunkFields.extend({
  id: z.string(),
  /** The secret itself is never shown again. */
  hasSecret: z.boolean(),
})
export type TrunkEntry = z.infer<typeof trunkEntry>

export const numberKinds = ['mobile', 'landline', 'service', 'abroad'] as const
export type NumberKind = (typeof numberKinds)[number]

/** Which calls out. Countries by ISO 3166. */
export const match = z.discriminatedUnion('by', [
  z.object({ by: z.literal('prefix'), prefix: z.string().regex(/^\+?\d{1,15}$/) }),
  z.object({ by: z.literal('country'), country: z.string().regex(/^[A-Z]{2}$/) }),
  z.object({ by: z.literal('kind'), kind: z.enum(numberKinds) }),
  z.object({ by: z.literal('all') }),
])
export type Match = z.infer<typeof match>

/** "standard" among the trunks is the environment's. */
export const wayOut = z.object({ match, trunks: z.array(z.string()).min(1).max(20) })
export type WayOut = z.infer<typeof wayOut>
