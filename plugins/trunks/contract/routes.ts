/** For administrators. */
import { z } from 'zod'
import { defineRoute } from '../../../core/define.ts'
import { trunkEntry, trunkFields, wayOut } from './trunk.ts'

const allow = 'administrator' as const
const secret = z
  .string()
  .max(64)
  .regex(/^[\x21-\x7e]*$/)
const id = z.object({ id: z.string() })

export const listTrunks = defineRoute({
  method: 'GET',
  path: '/administration/trunks',
  allow,
  input: z.object({}),
  output: z.object({ trunks: z.array(trunkEntry), ways: z.array(wayOut) }),
  say: 'The organisation’s trunks in their order, and which calls go by which.',
})

export const createTrunk = defineRoute({
  method: 'POST',
  path: '/administration/trunks',
  allow,
  input: trunkFields.extend({ secret: secret.default('') }),
  output: trunkEntry,
  say: 'Adds a trunk, behind the others.',
})

export const updateTrunk = defineRoute({
  method: 'PUT',
  path: '/administration/trunks/:id',
  allow,
  input: trunkFields.extend({ id: z.string(), secret: secret.optional() }),
  output: trunkEntry,
  say: 'Changes a trunk. Without a secret it keeps the one that it has.',
})

export const deleteTrunk = defineRoute({
  method: 'DELETE',
  path: '/administration/trunks/:id',
  allow,
  input: id,
  output: z.void(),
  say: 'Takes a trunk away. Its numbers stay the organisation’s.',
})

export const restoreTrunk = defineRoute({
  method: 'POST',
  path: '/administration/trunks/:id/restore',
  allow,
  input: id,
  output: trunkEntry,
  say: 'Brings a trunk back that was taken away in the last hour, with its secret.',
})

export const testTrunk = defineRoute({
  method: 'POST',
  path: '/administration/trunks/:id/test',
  allow,
  input: id,
  output: z.object({
    /** Of the answer to OPTIONS; 408 is silence. */
    sipStatus: z.number().int(),
    answers: z.boolean(),
  }),
  say: 'Asks the other side whether it is there.',
})

export const orderTrunks = defineRoute({
  method: 'PUT',
  path: '/administration/trunks/order',
  allow,
  input: z.object({ ids: z.array(z.string()).max(100) }),
  output: z.object({ trunks: z.array(trunkEntry) }),
  say: 'The order in which trunks are tried where nothing else is said.',
})

export const setWays = defineRoute({
  method: 'PUT',
  path: '/administration/ways-out',
  allow,
  input: z.object({ ways: z.array(wayOut).max(100) }),
  output: z.object({ ways: z.array(wayOut) }),
  say: 'Which calls go by which trunks: the first that fits counts. Others go by all trunks in their order, and the standard one last.',
})
