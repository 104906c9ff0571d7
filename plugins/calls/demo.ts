/** What people of the demonstration have set for their own calls. */
import type { Rule } from '../../core/flow/rule.ts'
import { writeRules } from '../../core/flow/rule-store.ts'
import type { Demo } from '../../core/hub.ts'

/** Björn Lind: after 20 s without an answer his calls go on to Cecilia Öberg. */
const björns: readonly Rule[] = [
  {
    name: 'ring-20',
    title: { sv: 'Mina telefoner rings i 20 sekunder', en: 'My phones ring for 20 seconds' },
    on: 'call.incoming',
    stage: 'reach',
    scope: 'person',
    conditions: { all: [{ fact: 'calls.reachable', operator: 'equal', value: true }] },
    event: {
      type: 'call.ring',
      params: { seconds: 20, callerName: { fact: 'contacts.caller', path: '$.name', optional: true } },
    },
  },
  {
    name: 'then-cecilia',
    title: {
      sv: 'Svarar jag inte medflyttas samtalet till 1003',
      en: "When I don't answer the call is forwarded to 1003",
    },
    on: 'call.unanswered',
    stage: 'reach',
    scope: 'person',
    conditions: { all: [] },
    event: { type: 'call.forward', params: { to: '1003' } },
  },
]

export async function demo({ database, transaction, organisations: { norrsken } }: Demo): Promise<void> {
  const owner = norrsken.people.get('bjorn@norrsken.example')
  if (owner === undefined) throw new Error('Björn is not there')
  const scope = { scope: 'person', organisation: norrsken.organisation, owner } as const
  await writeRules(database.forPlugin('core'), scope, björns, transaction)
}
