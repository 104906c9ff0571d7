/** A rule for another event: what doesn't fit it any more goes. */
import type { CatalogueDescription } from '../../../../core/flow/description.ts'
import type { Condition, Rule } from '../../../../core/flow/rule.ts'

const fits = (events: readonly string[] | undefined, on: string) => events?.includes(on) ?? true

/** A route that needs nothing to be said comes first: the rule may be kept at once. */
export function firstRoute({ actions }: CatalogueDescription, on: string): string | undefined {
  const routes = actions.filter(({ route, events }) => route && fits(events, on))
  return (routes.find(({ params }) => params.every(({ required }) => !required)) ?? routes[0])?.name
}

export function eventChanged(rule: Rule, on: string, catalogue: CatalogueDescription): Rule {
  if (on === rule.on) return rule
  const known = (condition: Condition): boolean => {
    if ('fact' in condition) return fits(catalogue.facts.find(({ name }) => name === condition.fact)?.events, on)
    if ('not' in condition) return known(condition.not)
    return ('all' in condition ? condition.all : condition.any).every(known)
  }
  const action = catalogue.actions.find(({ name }) => name === rule.event.type)
  const event = action && fits(action.events, on) ? rule.event : { type: firstRoute(catalogue, on) ?? rule.event.type }
  const also = rule.also?.filter(({ type }) => fits(catalogue.actions.find(({ name }) => name === type)?.events, on))
  const { also: _, ...rest } = rule
  return {
    ...rest,
    ...{ on, event, conditions: known(rule.conditions) ? rule.conditions : { all: [] } },
    ...(also && also.length > 0 && { also }),
  }
}
