/** What is known of a call in the benchmarks. */
import { Unknown } from '../../core/error.ts'
import type { Catalogue } from '../../core/flow/catalogue.ts'

export const facts: Record<string, unknown> = {
  call: {
    kind: 'person',
    hidden: false,
    callerNumber: '+46701740607',
    dialled: '+46846500401',
    diversions: 0,
    language: 'sv',
  },
  'directory.person': {
    id: 'p',
    name: 'Anna Svensson',
    short: '1001',
    team: 'Försäljning',
    role: 'member',
    plan: 'Pro',
    language: 'sv',
  },
  'directory.open': { open: true, applies: false, reason: 'open' },
  'directory.colleague': false,
  'contacts.caller': { known: true, name: 'Olof Berg', vip: false, blocked: false, favourite: false },
  'presence.activity': {
    key: 'available',
    name: { sv: '', en: '' },
    spoken: { sv: '', en: '' },
    closesPhone: false,
  },
  'calls.line': { state: 'idle' },
  'calls.reachable': true,
}

/** Facts as plugins give them: from memory, and not checked each time as a case's are. */
export function inMemory(catalogue: Catalogue): Catalogue {
  const nobody = new Unknown({ sv: 'okänt', en: 'unknown' })
  for (const [name, fact] of catalogue.facts) {
    const value = facts[name]
    const read = () => {
      if (value === undefined) throw nobody
      return value
    }
    catalogue.facts.set(name, { ...fact, read })
  }
  return catalogue
}
