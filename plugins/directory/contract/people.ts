/** People, as colleagues and administrators see them. */
import { z } from 'zod'
import { defineLive, defineRoute, plans, roles } from '../../../core/define.ts'
import { language, name, short } from './fields.ts'

export const colleague = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  short: z.string(),
  /** E.164. */
  number: z.string().optional(),
  team: z.string(),
  role: z.enum(roles),
  plan: z.enum(plans),
})
export type Colleague = z.infer<typeof colleague>

export const listPeople = defineRoute({
  method: 'GET',
  path: '/people',
  allow: 'member',
  input: z.object({}),
  output: z.object({ people: z.array(colleague) }),
  say: 'All colleagues, by name.',
})

export const readPerson = defineRoute({
  method: 'GET',
  path: '/people/:id',
  allow: 'member',
  input: z.object({ id: z.string() }),
  output: colleague,
  say: 'One colleague.',
})

const profile = colleague.extend({
  language,
  /** SIP address of record. */
  extension: z.string(),
  closesOutsideHours: z.boolean(),
})

export const readProfile = defineRoute({
  method: 'GET',
  path: '/profile',
  allow: 'member',
  input: z.object({}),
  output: profile,
  say: 'What the directory says of me.',
})

export const updateProfile = defineRoute({
  method: 'PATCH',
  path: '/profile',
  allow: 'member',
  input: z.object({
    language: language.optional(),
    /** Whether my number closes outside opening hours. */
    closesOutsideHours: z.boolean().optional(),
  }),
  output: profile,
  say: 'Changes what I may change of it myself.',
})

/** As administrators see a person. */
export const employee = colleague.extend({
  teamId: z.string().optional(),
  language,
  disabled: z.boolean(),
})
export type Employee = z.infer<typeof employee>

const email = z.email().trim().toLowerCase().max(190)
const password = z.string().min(8).max(256)

export const listEmployees = defineRoute({
  method: 'GET',
  path: '/administration/people',
  allow: 'administrator',
  input: z.object({}),
  output: z.object({ people: z.array(employee) }),
  say: 'Everybody, those who are disabled too.',
})

export const createPerson = defineRoute({
  method: 'POST',
  path: '/administration/people',
  allow: 'administrator',
  input: z.object({
    name,
    email,
    short,
    /** One of the free numbers, E.164. */
    number: z.string().optional(),
    role: z.enum(roles).default('member'),
    plan: z.enum(plans),
    teamId: z.string().optional(),
    language: language.optional(),
    /** None: the person can't sign in until one is set. */
    password: password.optional(),
  }),
  output: employee,
  say: 'Adds a person. The language is the organisation’s where none is given.',
})

export const updatePerson = defineRoute({
  method: 'PATCH',
  path: '/administration/people/:id',
  allow: 'administrator',
  input: z.object({
    id: z.string(),
    name: name.optional(),
    email: email.optional(),
    short: short.optional(),
    /** null frees the number. */
    number: z.string().nullable().optional(),
    role: z.enum(roles).optional(),
    plan: z.enum(plans).optional(),
    teamId: z.string().nullable().optional(),
    language: language.optional(),
    password: password.optional(),
    /** Can't sign in, no phone works, no call comes. The numbers stay. */
    disabled: z.boolean().optional(),
  }),
  output: employee,
  say: 'Changes a person, or disables one.',
})

/** Colleagues, by id. */
export const peopleView = defineLive({
  name: 'directory.people',
  allow: 'member',
  state: z.object({ people: z.record(z.string(), colleague) }),
  /** Without `person`: nobody's colleague any more. */
  message: z.object({ id: z.string(), person: colleague.optional() }),
  apply(state, { id, person }) {
    if (person) state.people[id] = person
    else delete state.people[id]
  },
})
