/** Asking about a decision: whoever may read it. */
import { isDeepStrictEqual } from 'node:util'
import { HubError } from '../../../core/error.ts'
import type { Decision } from '../../../core/flow/decision.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import { readerFor } from '../../../core/flow/reader.ts'
import type { Hub, Who } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { tryAgain, unwatch, watchDecision, watchesSeen } from '../contract.ts'
import { openWatches, type Watches } from './watches.ts'

/** Gives what forgets when the decisions are forgotten. */
export async function provideWhy(
  hub: Hub,
  { desk, directory }: { desk: RuleDesk; directory: Directory },
): Promise<Watches['forget']> {
  const watches = await openWatches(hub, { desk, directory })

  /** Whoever may not read it whole does not learn that there is one. */
  async function readable(id: string, who: Who): Promise<Decision> {
    const decision = await desk.decision(who.organisation, id)
    if (!decision || (await desk.mayRead(decision, who)) !== 'whole')
      throw new HubError('rules.decision-not-found', 404)
    return decision
  }

  hub.route(tryAgain, async ({ id, language }, who) => {
    const then = await readable(id, who)
    const at = new Date()
    const now = await desk.judge({ ...then.occurrence, at })
    const organisation = directory.organisation(who.organisation)
    const told = hub.trace(now, readerFor({ organisation, person: directory.person(who.person), language }))
    return { at: at.toISOString(), same: isDeepStrictEqual(now.route?.action, then.route?.action), now: told }
  })
  hub.route(watchDecision, async ({ id, sameCaller }, who) => watches.add(await readable(id, who), sameCaller, who))
  hub.route(unwatch, async ({ id }, who) => {
    await watches.remove(id, who)
    return {}
  })
  hub.route(watchesSeen, async (_, who) => ({ seenAt: await watches.seen(who) }))
  return (organisation, before) => watches.forget(organisation, before)
}
