/** What would become of something, by the rules and by what their actions would do: nothing is carried out, and nothing written. */
import type { ActionCall } from '../define.ts'
import { HubError } from '../error.ts'
import type { Catalogue } from './catalogue.ts'
import type { Decision } from './decision.ts'
import { deepest, type Occurrence, occurrence } from './occurrence.ts'
import { type Supposing, stateOf } from './suppose.ts'
import { capital, type Reader, said } from './telling.ts'
import type { Consequence, Course, TrialContext } from './trial.ts'

type Decide = (occurrence: Occurrence, failed: ReadonlyMap<string, string>, supposing: Supposing) => Promise<Decision>
export type Try = (occurrence: Occurrence, supposing: Supposing, reader: Reader) => Promise<Course>

export function trying(catalogue: Catalogue, decide: Decide): Try {
  /** As `ask` has it for what happens: a route that can't be carried out leaves it to the next rule. */
  async function course(about: Occurrence, supposing: Supposing, reader: Reader): Promise<Course> {
    if (about.depth > deepest) throw new HubError('flow.too-deep', 500, { type: about.type })
    const failed = new Map<string, string>()
    for (;;) {
      const decision = await decide(about, failed, supposing)
      try {
        return { decision, ...(await consequence(decision, supposing, reader)) }
      } catch (error) {
        const rule = decision.route?.rule
        if (rule === undefined || failed.has(rule)) throw error
        failed.set(rule, error instanceof Error ? error.message : String(error))
      }
    }
  }

  async function consequence(decision: Decision, supposing: Supposing, reader: Reader): Promise<Consequence> {
    const { occurrence: about, route, also } = decision
    const context: TrialContext = {
      ...{ occurrence: about, decision, reader, given: stateOf(supposing) },
      number: number => reader.number?.(number) ?? number,
      lead: (event, happening) =>
        course(occurrence(event, { at: about.at, ...happening, causedBy: about }), supposing, reader),
    }
    const come = route ? await of(route.action, context) : { outcomes: [] }
    const beside = also.map(({ action }) => inWords(action, context))
    return { ...come, outcomes: [...come.outcomes, ...beside] }
  }

  async function of(action: ActionCall, context: TrialContext): Promise<Consequence> {
    const known = catalogue.actions.get(action.type)
    if (!known?.tried) return { outcomes: [inWords(action, context)] }
    return known.tried(known.definition.args.parse(action.params ?? {}), context)
  }

  const inWords = (action: ActionCall, { reader, occurrence: { at } }: TrialContext) => ({
    say: `${capital(said(action, catalogue, { ...reader, at }))}.`,
  })

  return course
}

/** When, after what was decided, another decision may come of the same: when one of the facts that it saw may be another. */
export function nextChange(catalogue: Catalogue, decision: Decision, supposing: Supposing): Date | undefined {
  const given = stateOf(supposing)
  const times = (decision.facts ?? []).flatMap(({ fact, params }) => {
    const known = catalogue.facts.get(fact)
    const asked = known?.definition.params.safeParse(params ?? {})
    const next = asked?.success ? known?.supposed?.next?.(asked.data, decision.occurrence, given) : undefined
    return next && next > decision.occurrence.at ? [next.getTime()] : []
  })
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
}
