/** A person's mobile as a leg of her extension: rung with her phones, called back through, known when it calls. */
import { z } from 'zod'
import { defineAction, defineFact, defineLive, defineRoute } from '../../core/define.ts'
import { callIncoming, callsIn } from '../calls/contract.ts'

/** `away`: when no other phone of hers is registered. */
export const ringings = ['always', 'away', 'never'] as const
/** How calls that she makes in the app go: by her phone here, or by the mobile network, which the hub calls first. */
export const ways = ['ip', 'mobile'] as const

export const mobileSettings = z.object({
  /** E.164; none: no mobile. */
  number: z.string().max(40).optional(),
  rings: z.enum(ringings),
  /** Calls that come from it are hers: colleagues see her name, her short number, and she reaches what colleagues reach. */
  known: z.boolean(),
  calls: z.enum(ways),
})
export type MobileSettings = z.infer<typeof mobileSettings>

export const usual: MobileSettings = { rings: 'never', known: false, calls: 'ip' }

export const setMobile = defineRoute({
  method: 'PUT',
  path: '/mobile',
  allow: 'member',
  input: mobileSettings,
  output: mobileSettings,
  say: 'Sets my mobile: its number, when it rings, how I call.',
})

export const callByMobile = defineRoute({
  method: 'POST',
  path: '/mobile/calls',
  allow: 'member',
  input: z.object({ to: z.string().trim().min(1).max(40) }),
  output: z.object({}),
  say: 'Rings my mobile and, when I press 1 there, calls that number with my landline number shown.',
})

export const mobileView = defineLive<MobileSettings, MobileSettings>({
  name: 'mobile.mine',
  allow: 'member',
  state: mobileSettings,
  message: mobileSettings,
  apply(state, message) {
    for (const key of Object.keys(state)) Reflect.deleteProperty(state, key)
    Object.assign(state, message)
  },
})

export const mobileFact = defineFact('mobile.rings', {
  params: z.object({}),
  value: z.enum(ringings),
  say: { sv: 'mobilen ringer', en: 'the mobile rings' },
  values: {
    always: { sv: 'alltid', en: 'always' },
    away: { sv: 'när ingen annan telefon är inloggad', en: 'when no other phone is registered' },
    never: { sv: 'aldrig', en: 'never' },
  },
  events: callsIn,
  reads: {
    $: {
      is: { sv: 'mobilen är inställd på att ringa {value}', en: 'the mobile is set to ring {value}' },
      isNot: { sv: 'mobilen inte är inställd på att ringa {value}', en: 'the mobile is not set to ring {value}' },
      values: {
        always: { sv: 'tillsammans med telefonerna', en: 'together with the phones' },
        away: { sv: 'när ingen annan telefon är inloggad', en: 'when no other phone is registered' },
        never: { sv: 'vid inga samtal', en: 'for no calls' },
      },
    },
  },
  told: {
    heading: ({ language, yours }) =>
      language === 'sv' ? (yours ? 'Din mobil' : 'Mobilen') : yours ? 'Your mobile' : 'The mobile',
    value: (rings, { language }) =>
      ({
        always: { sv: 'ringer alltid', en: 'always rings' },
        away: { sv: 'ringer när ingen annan telefon är inloggad', en: 'rings when no other phone is registered' },
        never: { sv: 'ringer inte', en: "doesn't ring" },
      })[rings][language],
    clause: (_, rings, { language }) =>
      ({
        always: { sv: 'mobilen ringer alltid', en: 'the mobile always rings' },
        away: {
          sv: 'mobilen ringer när ingen annan telefon är inloggad',
          en: 'the mobile rings when no other phone is registered',
        },
        never: { sv: 'mobilen ringer inte', en: "the mobile doesn't ring" },
      })[rings][language],
  },
})

export const ringMobile = defineAction('mobile.ring', {
  route: true,
  retry: 'never',
  expires: 0,
  args: z.object({
    seconds: z
      .number()
      .int()
      .min(5)
      .max(120)
      .default(25)
      .meta({ kind: 'duration', say: { sv: 'hur länge', en: 'how long' } }),
    /** Said to whoever answers the mobile. */
    callerName: z
      .string()
      .optional()
      .meta({ say: { sv: 'namn som sägs', en: 'name that is said' } }),
  }),
  events: [callIncoming.name],
  reads: { sv: 'ring telefonerna och mobilen i {seconds}', en: 'ring the phones and the mobile for {seconds}' },
  say: {
    sv: 'telefonerna och mobilen ringer, högst {seconds} s; mobilen svarar med 1',
    en: 'the phones and the mobile ring, {seconds} s at most; the mobile answers by 1',
  },
})
