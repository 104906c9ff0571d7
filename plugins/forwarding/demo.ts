/** Björn Lind: after 20 s without an answer his calls go on to Cecilia Öberg. */
import { writeRules } from '../../core/flow/rule-store.ts'
import type { Demo } from '../../core/hub.ts'
import { rulesFor } from './rules.ts'

export async function demo({ database, transaction, organisations: { norrsken } }: Demo): Promise<void> {
  const owner = norrsken.people.get('bjorn@norrsken.example')
  if (owner === undefined) throw new Error('Björn is not there')
  const scope = { scope: 'person', organisation: norrsken.organisation, owner } as const
  await writeRules(database.forPlugin('core'), scope, rulesFor({ unanswered: '1003', seconds: 20 }), transaction)
}
