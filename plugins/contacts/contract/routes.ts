import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { contactEntry, contactFields, mark, markKinds, targetKinds } from './contact.ts'

const full = contactEntry.extend({ notes: z.string() })
const id = z.object({ id: z.string() })
const patch = z.object({
  id: z.string(),
  name: contactFields.shape.name.optional(),
  company: contactFields.shape.company.unwrap().optional(),
  numbers: contactFields.shape.numbers.unwrap().optional(),
  emails: contactFields.shape.emails.unwrap().optional(),
  notes: contactFields.shape.notes.unwrap().optional(),
})

export const listContacts = defineRoute({
  method: 'GET',
  path: '/contacts',
  allow: 'member',
  input: z.object({
    /** Part of a name, company, address or number; empty gives all. */
    search: z.string().trim().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ contacts: z.array(contactEntry) }),
  say: 'My contacts and the company’s, by name, mine first where names are the same.',
})

export const readContact = defineRoute({
  method: 'GET',
  path: '/contacts/:id',
  allow: 'member',
  input: id,
  output: full,
  say: 'One contact, with its notes.',
})

export const createContact = defineRoute({
  method: 'POST',
  path: '/contacts',
  allow: 'member',
  input: contactFields,
  output: full,
  say: 'Adds a contact to my own book.',
})

export const updateContact = defineRoute({
  method: 'PATCH',
  path: '/contacts/:id',
  allow: 'member',
  input: patch,
  output: full,
  say: 'Changes one of my own contacts.',
})

export const deleteContact = defineRoute({
  method: 'DELETE',
  path: '/contacts/:id',
  allow: 'member',
  input: id,
  output: z.void(),
  say: 'Takes one of my own contacts away, with its marks.',
})

export const createCompanyContact = defineRoute({
  method: 'POST',
  path: '/administration/contacts',
  allow: 'administrator',
  input: contactFields,
  output: full,
  say: 'Adds a contact for everybody.',
})

export const updateCompanyContact = defineRoute({
  method: 'PATCH',
  path: '/administration/contacts/:id',
  allow: 'administrator',
  input: patch,
  output: full,
  say: 'Changes one of the company’s contacts.',
})

export const deleteCompanyContact = defineRoute({
  method: 'DELETE',
  path: '/administration/contacts/:id',
  allow: 'administrator',
  input: id,
  output: z.void(),
  say: 'Takes one of the company’s contacts away, with its marks.',
})

const marking = z.object({
  kind: z.enum(markKinds),
  on: z.enum(targetKinds),
  /** Id of the contact or the colleague, or the number as people write it. */
  target: z.string().trim().min(3).max(40),
})

export const setMark = defineRoute({
  method: 'PUT',
  path: '/marks/:kind/:on/:target',
  allow: 'member',
  input: marking,
  output: mark,
  say: 'Marks somebody as VIP, blocked or favourite for me.',
})

export const clearMark = defineRoute({
  method: 'DELETE',
  path: '/marks/:kind/:on/:target',
  allow: 'member',
  input: marking,
  output: z.void(),
  say: 'Takes my mark away; harmless where there is none.',
})

const forAll = marking.extend({ kind: z.enum(['vip', 'blocked']) })

export const setCompanyMark = defineRoute({
  method: 'PUT',
  path: '/administration/marks/:kind/:on/:target',
  allow: 'administrator',
  input: forAll,
  output: mark,
  say: 'Marks somebody as VIP or blocked for everybody.',
})

export const clearCompanyMark = defineRoute({
  method: 'DELETE',
  path: '/administration/marks/:kind/:on/:target',
  allow: 'administrator',
  input: forAll,
  output: z.void(),
  say: 'Takes the organisation’s mark away.',
})
