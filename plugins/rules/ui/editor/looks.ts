/** What a condition may look at, and what an argument may be taken from, as options to choose from. */
import type {
  CatalogueDescription,
  FactDescription,
  Look,
  ParamDescription,
} from '../../../../core/flow/description.ts'
import type { LeafCondition, Reference } from '../../../../core/flow/rule.ts'
import { said } from '../../../../ui/words.ts'
import type { Option } from './choose.tsx'
import { firstValue, isList } from './values.ts'

export interface Looked {
  readonly fact: FactDescription
  readonly look: Look
}

export function lookedAt(catalogue: CatalogueDescription, { fact: name, path }: Reference): Looked | undefined {
  const fact = catalogue.facts.find(one => one.name === name)
  const look = fact?.looks.find(one => (one.path ?? '$') === (path ?? '$'))
  return fact && look && { fact, look }
}

/** Something that is so or isn't reads as a whole clause; everything else as a thing. */
export const saidLook = ({ type, say, reads }: Look): string =>
  said(type.kind === 'boolean' ? (reads?.is ?? say) : (reads?.noun ?? say))

const upper = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)

function looksFor(catalogue: CatalogueDescription, event: string, fits: (look: Look) => boolean): Option<Looked>[] {
  return catalogue.facts
    .filter(({ events }) => events?.includes(event) ?? true)
    .flatMap(fact =>
      fact.looks.filter(fits).map(look => ({
        key: `${fact.name} ${look.path ?? '$'}`,
        value: { fact, look },
        say: saidLook(look),
        group: upper(said(fact.say)),
      })),
    )
}

export const comparable = (catalogue: CatalogueDescription, event: string): Option<Looked>[] =>
  looksFor(catalogue, event, ({ operators }) => operators.length > 0)

/** From which an argument of such a type may be taken when the rule has won. */
export const takenFrom = (
  catalogue: CatalogueDescription,
  event: string,
  { type }: ParamDescription,
): Option<Looked>[] =>
  type.kind === 'choice' || type.kind === 'boolean' || type.kind === 'other'
    ? []
    : looksFor(catalogue, event, look => look.type.kind === type.kind && look.type.list === type.list)

export const referenceTo = ({ fact, look }: Looked): Reference => ({
  fact: fact.name,
  ...(look.path !== undefined && { path: look.path }),
})

/** A comparison to begin with. */
export function leafOf({ fact, look }: Looked): LeafCondition {
  const [operator = 'equal'] = look.operators
  return {
    fact: fact.name,
    ...(look.path !== undefined && { path: look.path }),
    ...{ operator, value: firstValue(look.type, isList(operator)) },
  }
}
