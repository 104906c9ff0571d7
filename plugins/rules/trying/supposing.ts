/** What somebody takes for granted, read and checked: with which rules, states set by hand, and facts. */
import type { z } from 'zod'
import { HubError } from '../../../core/error.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import type { Supposing } from '../../../core/flow/suppose.ts'
import type { Who } from '../../../core/hub.ts'
import type { tryRules } from '../contract.ts'

type Asked = Pick<z.infer<typeof tryRules.input>, 'rules' | 'states' | 'facts'>

/** Throws rules.not-yours (403) for rules that aren't the asker's to read, rules.try-fact and rules.try-state (422). */
export function supposed(asked: Asked, desk: RuleDesk, { organisation, person, role }: Who): Supposing {
  const { rules, states, facts } = asked
  if (rules) {
    const { scope, owner } = rules.owner
    const own = scope === 'person' && owner === person
    const ofOrganisation = scope === 'organisation' && owner !== organisation
    if (!own && (role !== 'administrator' || ofOrganisation)) throw new HubError('rules.not-yours', 403)
  }
  for (const { state, person: of, value } of states) {
    const known = desk.catalogue.states.get(state)
    if (!known?.options(of, organisation).some(option => option.value === value))
      throw new HubError('rules.try-state', 422, { field: 'states', state, value })
  }
  return {
    otherwise: 'supposed',
    states,
    facts: facts.map(({ fact, params, value }) => {
      const known = desk.catalogue.facts.get(fact)?.definition.value.safeParse(value)
      if (!known?.success) throw new HubError('rules.try-fact', 422, { field: 'facts', fact })
      return { fact, params, saw: { known: true, value: known.data } }
    }),
    ...(rules && { rules: desk.draft({ ...rules.owner, organisation }, rules.rules) }),
  }
}
