/** Desk phones and other telephones of people: which there are, and how one is set up. */
import { z } from 'zod'
import { defineLive, defineRoute } from '../../core/define.ts'

/** Makes whose own format we write; `other`: the values are typed in by hand. */
export const makes = ['yealink', 'snom', 'linphone', 'other'] as const
export type Make = (typeof makes)[number]

const label = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/\p{L}|\d/u)
/** People whose lines its keys show, in order. */
const keys = z.array(z.string()).max(24)

const phone = z.object({
  id: z.string(),
  person: z.string(),
  label: z.string(),
  make: z.enum(makes),
  /** As the phone names itself when it registers. */
  model: z.string().optional(),
  online: z.boolean(),
  /** When it was last heard of, where it isn't online. */
  seenAt: z.iso.datetime().optional(),
  keys,
  /** A link that nobody has used yet, until then. */
  linkUntil: z.iso.datetime().optional(),
})
export type Phone = z.infer<typeof phone>

/** Where the phone finds its settings: a path on this server, to be kept to oneself. */
const link = z.object({ path: z.string(), until: z.iso.datetime() })
export type Link = z.infer<typeof link>

/** What is typed into a phone by hand. The secret is shown this once. */
const account = z.object({
  user: z.string(),
  authName: z.string(),
  secret: z.string(),
  domain: z.string(),
  sipPort: z.number().int(),
  /** Of signalling over TLS, where there is such a port. */
  tlsPort: z.number().int().optional(),
  voicemail: z.string().optional(),
})
export type Account = z.infer<typeof account>

export const listPhones = defineRoute({
  method: 'GET',
  path: '/phones',
  allow: 'administrator',
  input: z.object({}),
  output: z.object({ phones: z.array(phone) }),
  say: 'The telephones of everybody in the organisation',
})

export const addPhone = defineRoute({
  method: 'POST',
  path: '/phones',
  allow: 'member',
  input: z.object({
    label,
    make: z.enum(makes),
    keys: keys.default([]),
    /** Another's: for administrators. */
    person: z.string().optional(),
  }),
  output: z.object({ phone, link: link.optional(), account: account.optional() }),
  say: 'Adds a telephone to a person’s extension. Gives the link that sets it up, or what is to be typed into it',
})

export const changePhone = defineRoute({
  method: 'PATCH',
  path: '/phones/:id',
  allow: 'member',
  input: z.object({ id: z.string(), label: label.optional(), keys: keys.optional() }),
  output: phone,
  say: 'Another name, or other keys, which the phone has when it next fetches its settings',
})

export const openLink = defineRoute({
  method: 'POST',
  path: '/phones/:id/link',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: link,
  say: 'A new link for setting it up, for whatever phone uses it first; the one before is worth nothing',
})

export const renewSecret = defineRoute({
  method: 'POST',
  path: '/phones/:id/secret',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: account,
  say: 'A new secret, shown this once; with the old one nobody can call any more',
})

export const removePhone = defineRoute({
  method: 'DELETE',
  path: '/phones/:id',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: z.void(),
  say: 'Takes a telephone away: its secret and its link are worth nothing from then on',
})

/** A person's own telephones, by name. */
export const myPhones = defineLive({
  name: 'devices.mine',
  allow: 'member',
  state: z.object({ phones: z.array(phone) }),
  message: z.union([z.object({ phone }), z.object({ gone: z.string() })]),
  apply(state, message) {
    const id = 'gone' in message ? message.gone : message.phone.id
    const at = state.phones.findIndex(one => one.id === id)
    if ('gone' in message) {
      if (at >= 0) state.phones.splice(at, 1)
    } else if (at >= 0) state.phones[at] = message.phone
    else state.phones.push(message.phone)
  },
})
