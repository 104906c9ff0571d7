import type { Demo } from '../../core/hub.ts'
import { addContacts } from './seed.ts'

/** Whom Anna knows, blocks and always answers, and one whom everybody knows. */
export async function demo({ database, transaction, organisations: { norrsken } }: Demo): Promise<void> {
  const anna = norrsken.people.get('anna@norrsken.example')
  if (anna === undefined) throw new Error('the demonstration has no Anna')
  const mobile = (e164: string) => [{ label: 'Mobil', e164 }]
  const contacts = [
    { owner: anna, name: 'Maria Holm', company: '', numbers: mobile('+46701740605') },
    { name: 'Olof Berg', company: '', numbers: mobile('+46701740607') },
  ]
  const marks = [
    { owner: anna, kind: 'vip', number: '+46701740605' },
    { owner: anna, kind: 'blocked', number: '+46701740606' },
  ] as const
  await addContacts(database.forPlugin('contacts'), norrsken.organisation, { contacts, marks }, transaction)
}
