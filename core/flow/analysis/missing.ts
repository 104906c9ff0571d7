/** What a rule names and is not there: people who left, numbers that were taken away. */
import type { Phrase } from '../../define.ts'
import type { CatalogueDescription, FactDescription, ParamDescription, ValueKind } from '../description.ts'
import { isReference, type PlacedRule, type Reference } from '../rule.ts'
import { type Finding, removal } from './finding.ts'
import { type Examined, named, quoted } from './ladder.ts'
import { leaves } from './variables.ts'

interface Mention {
  readonly kind: ValueKind
  readonly value: string
}

const gone: Partial<Record<ValueKind, (value: string) => Phrase>> = {
  person: () => ({ sv: 'en person som inte finns längre', en: 'a person who is no longer there' }),
  'own-number': () => ({ sv: 'ett nummer som inte finns längre', en: 'a number that is no longer there' }),
  team: team => ({ sv: `avdelningen ${team}, som inte finns`, en: `the team ${team}, which is not there` }),
  activity: () => ({ sv: 'en hänvisning som inte finns längre', en: 'an activity that is no longer there' }),
  'phone-number': number => ({ sv: `${number}, som inte leder någonstans`, en: `${number}, which leads nowhere` }),
}

export function* missing(rules: readonly PlacedRule[], examined: Examined): Generator<Finding> {
  for (const placed of rules) {
    const seen = new Set<string>()
    for (const { kind, value } of mentions(placed, examined.catalogue)) {
      const say = gone[kind]
      if (!say || seen.has(`${kind} ${value}`) || examined.exists(kind, value)) continue
      seen.add(`${kind} ${value}`)
      const rule = named({ placed, own: true })
      const [title, what] = [quoted(rule), say(value)]
      yield {
        code: 'missing',
        severity: 'stop',
        say: { sv: `${title.sv} nämner ${what.sv}.`, en: `${title.en} names ${what.en}.` },
        rules: [rule],
        fix: removal(rule.name),
      }
    }
  }
}

function* mentions({ rule }: PlacedRule, { facts, actions }: CatalogueDescription): Generator<Mention> {
  const factOf = new Map(facts.map(fact => [fact.name, fact]))
  for (const { fact, params, path, value } of leaves(rule.conditions)) {
    const described = factOf.get(fact)
    yield* ofParams(params, described)
    const kind = described?.looks.find(look => look.path === path)?.type.kind
    // Anybody may call, and a condition may be about the beginning of a number.
    if (kind !== 'phone-number') yield* texts(kind, value)
  }
  for (const { type, params = {} } of [rule.event, ...(rule.also ?? [])]) {
    const described = actions.find(({ name }) => name === type)
    for (const [name, value] of Object.entries(params)) {
      if (isReference(value)) yield* ofParams(value.params, factOf.get(value.fact))
      else yield* texts(kindOf(described?.params, name), value)
    }
  }
}

function* ofParams(params: Reference['params'], fact: FactDescription | undefined): Generator<Mention> {
  for (const [name, value] of Object.entries(params ?? {})) yield* texts(kindOf(fact?.params, name), value)
}

function* texts(kind: ValueKind | undefined, value: unknown): Generator<Mention> {
  if (kind === undefined) return
  for (const one of Array.isArray(value) ? value : [value]) if (typeof one === 'string') yield { kind, value: one }
}

const kindOf = (params: readonly ParamDescription[] | undefined, name: string) =>
  params?.find(one => one.name === name)?.type.kind
