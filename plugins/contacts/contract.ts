/** Who people know: personal and company-wide contacts, VIP, Block, favourites. */
import { z } from 'zod'
import { defineFact } from '../../core/define.ts'

export * from './contract/contact.ts'
export * from './contract/routes.ts'
export * from './contract/views.ts'

/** What the called person's own book, then the company's, says of the caller. A colleague may be VIP or blocked too. */
export const callerContactFact = defineFact('contacts.caller', {
  params: z.object({}),
  value: z.object({
    known: z.boolean(),
    name: z.string().optional(),
    company: z.string().optional(),
    vip: z.boolean(),
    blocked: z.boolean(),
    favourite: z.boolean(),
  }),
  say: { sv: 'den som ringer', en: 'the caller' },
  paths: {
    '$.known': { sv: 'den som ringer finns bland kontakterna', en: 'the caller is among the contacts' },
    '$.vip': { sv: 'den som ringer är VIP', en: 'the caller is VIP' },
    '$.blocked': { sv: 'den som ringer är blockerad', en: 'the caller is blocked' },
    '$.favourite': { sv: 'den som ringer är favorit', en: 'the caller is a favourite' },
  },
})
