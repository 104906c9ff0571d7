/** A set of rules as the analysis wants it: in its place in the ladder, with what the directory knows. */
import type { RuleScope } from '../../../core/define.ts'
import type { Destination, Examined } from '../../../core/flow/analysis/ladder.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import type { Rule } from '../../../core/flow/rule.ts'
import type { RuleOwner } from '../../../core/flow/rule-store.ts'
import { type Directory, readNumber } from '../../directory/contract.ts'

interface Ports {
  readonly desk: Pick<RuleDesk, 'draft' | 'ladder' | 'describe' | 'values'>
  readonly directory: Directory
}

export function examined(owner: RuleOwner, rules: readonly Rule[], { desk, directory }: Ports): Examined {
  const { organisation } = owner
  const draft = desk.draft(owner, rules)
  const values = desk.values(organisation)

  function leads(number: string): Destination | undefined {
    const found = directory.destination(number, organisation)
    // A service takes the call itself.
    if (!found || found.kind === 'service') return undefined
    if (found.kind !== 'person') return { scope: scopeOf(found), name: found.name }
    return { scope: scopeOf(found), name: found.person.name }
  }

  return {
    catalogue: desk.describe(),
    scope: scopeOfOwner(owner, directory),
    isOwn: ({ rule, owner: id }) => rule.scope === owner.scope && (id ?? organisation) === owner.owner,
    ladder: (event, scope) => desk.ladder(organisation, event, scope, draft),
    events: [...new Set(rules.map(({ on }) => on))],
    exists(kind, value) {
      if (kind !== 'phone-number') return values[kind]?.some(one => one.value === value) ?? true
      const read = readNumber(directory, organisation, value)
      return read?.kind === 'inside' || read?.kind === 'outside'
    },
    leads,
  }
}

type Found = NonNullable<ReturnType<Directory['destination']>>

const scopeOf = (found: Found): RuleScope => ({
  number: found.number,
  ...(found.kind === 'person' && { person: found.person.id }),
  ...(found.kind === 'queue' && { queue: found.number }),
})

function scopeOfOwner({ scope, owner, organisation }: RuleOwner, directory: Directory): RuleScope {
  if (scope === 'organisation') return {}
  const short = scope === 'person' ? directory.person(owner)?.short : directory.number(owner)?.short
  const found = short === undefined ? undefined : directory.destination(short, organisation)
  return found ? scopeOf(found) : { [scope]: owner }
}
