/** What Kamailio lists over RPC, in the port's words. */
import { type Aor, type Dialog, sidesOf } from 'kamailio-rpc'
import type { OngoingCall, Registration } from '../port.ts'
import { deviceAndAgent } from './wire.ts'
import type { OngoingDialog } from './within-call.ts'

/** `now`: Kamailio tells the seconds that are left. */
export function asRegistrations(aors: readonly Aor[], now = Date.now()): Registration[] {
  return aors.flatMap(({ AoR, Contacts }) =>
    Contacts.flatMap(({ Contact }) => {
      if (typeof Contact.Expires !== 'number' || Contact.Expires <= 0) return []
      return [
        {
          extension: AoR,
          contact: Contact.Address,
          ...deviceAndAgent(Contact['User-Agent']),
          expiresAt: new Date(now + Contact.Expires * 1000),
          instance: instanceOf(Contact.Instance),
        },
      ]
    }),
  )
}

/** None for a dialog that is over, or was not begun by kamailio.cfg. States: https://www.kamailio.org/docs/modules/5.6.x/modules/dialog.html */
export function asOngoingCall(dialog: Dialog): OngoingCall[] {
  const variables = variablesOf(dialog)
  const state = dialog.state <= 2 ? 'early' : 'confirmed'
  if (dialog.state >= 5) return []
  const since = state === 'confirmed' && dialog.start_ts > 0 ? dialog.start_ts : dialog.init_ts
  return [
    {
      callId: dialog['call-id'],
      from: variables.caller ?? '',
      to: variables.callee ?? '',
      state,
      ringing: state === 'early' ? (variables.rings ?? '').split(',').filter(Boolean) : [],
      startedAt: new Date(since * 1000),
      instances: [variables.caller_instance, variables.callee_instance].flatMap(one => instanceOf(one) ?? []),
    },
  ]
}

/** Whether a voice agent stands in for somebody in it (take.cfg): it alone knows who is where. */
export const isTaken = (dialog: Dialog): boolean => variablesOf(dialog).taken !== undefined

/** Undefined for a call that was not answered yet, or is over. */
export function ongoingDialog(dialog: Dialog): OngoingDialog | undefined {
  const { caller_at: caller, callee_at: callee } = variablesOf(dialog)
  const sides = sidesOf(dialog, { ...(caller && { caller }), ...(callee && { callee }) })
  return sides && { callId: dialog['call-id'], sides }
}

const variablesOf = ({ variables = [] }: Dialog): Readonly<Record<string, string>> => Object.assign({}, ...variables)

/** "<urn:uuid:…>" as registered, "urn:uuid:…" in a GRUU; other phones register instances too, and are no matter here. */
const instanceOf = (text: string | undefined) => /urn:uuid:[0-9a-f-]+/i.exec(text ?? '')?.[0]
