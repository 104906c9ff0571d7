/** Numbers, and the devices that ring: for administrators. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { name, short } from './fields.ts'
import { openingHours } from './opening.ts'

/** `free` is a landline number that leads nowhere yet. */
export const numberKinds = ['person', 'group', 'queue', 'voicemail', 'conference', 'free'] as const
export type NumberKind = (typeof numberKinds)[number]

const number = z.object({
  id: z.string(),
  kind: z.enum(numberKinds),
  name: z.string(),
  /** E.164. */
  e164: z.string().optional(),
  short: z.string().optional(),
  /** Whose it is. */
  person: z.string().optional(),
  /** Ids of the people that ring, in this order. */
  members: z.array(z.string()),
  closesOutsideHours: z.boolean(),
  /** None: those of the organisation. */
  openingHours: openingHours.optional(),
})
export type NumberEntry = z.infer<typeof number>

export const listNumbers = defineRoute({
  method: 'GET',
  path: '/administration/numbers',
  allow: 'administrator',
  input: z.object({}),
  output: z.object({ numbers: z.array(number) }),
  say: 'All numbers of the organisation, the free ones too.',
})

const members = z.array(z.string()).max(500)

export const createNumber = defineRoute({
  method: 'POST',
  path: '/administration/numbers',
  allow: 'administrator',
  input: z.object({
    kind: z.enum(['group', 'queue', 'voicemail', 'conference']),
    name,
    short,
    /** One of the free numbers, E.164. */
    e164: z.string().optional(),
    members: members.default([]),
    closesOutsideHours: z.boolean().default(true),
    openingHours: openingHours.optional(),
  }),
  output: number,
  say: 'Adds a group number, a queue or a service. A person’s number comes with the person.',
})

export const updateNumber = defineRoute({
  method: 'PATCH',
  path: '/administration/numbers/:id',
  allow: 'administrator',
  input: z.object({
    id: z.string(),
    name: name.optional(),
    short: short.optional(),
    e164: z.string().nullable().optional(),
    members: members.optional(),
    closesOutsideHours: z.boolean().optional(),
    openingHours: openingHours.nullable().optional(),
  }),
  output: number,
  say: 'Changes a number. A person’s has the name and the short number of that person.',
})

export const deleteNumber = defineRoute({
  method: 'DELETE',
  path: '/administration/numbers/:id',
  allow: 'administrator',
  input: z.object({ id: z.string() }),
  output: z.void(),
  say: 'Takes a group number, a queue or a service away. Its landline number is free then.',
})

const device = z.object({
  id: z.string(),
  person: z.string(),
  label: z.string(),
  /** User name of the digest authentication (RFC 3261 section 22). */
  authName: z.string(),
  /** Its realm, and the domain of the SIP address. */
  domain: z.string(),
})
export type DeviceEntry = z.infer<typeof device>

export const listDevices = defineRoute({
  method: 'GET',
  path: '/administration/devices',
  allow: 'administrator',
  input: z.object({ person: z.string().optional() }),
  output: z.object({ devices: z.array(device) }),
  say: 'The devices of one person, or of all.',
})

export const createDevice = defineRoute({
  method: 'POST',
  path: '/administration/devices',
  allow: 'administrator',
  input: z.object({
    person: z.string(),
    label: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/\p{L}|\d/u),
  }),
  output: device.extend({
    /** Shown this once: the hub keeps a hash of it only. */
    secret: z.string(),
    /** SIP address of record to register. */
    extension: z.string(),
  }),
  say: 'Adds a desk phone or another device to a person’s extension.',
})

export const deleteDevice = defineRoute({
  method: 'DELETE',
  path: '/administration/devices/:id',
  allow: 'administrator',
  input: z.object({ id: z.string() }),
  output: z.void(),
  say: 'Takes a device away: its secret is worth nothing from then on.',
})
