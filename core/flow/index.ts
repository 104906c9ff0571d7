/** The spine: occurrence, facts, rules, decision, actions. Everything else in the repository serves what stands here. */
import type { Logger } from 'pino'
import { writeBehind } from '../behind.ts'
import { HubError } from '../error.ts'
import { act } from './act.ts'
import { factsBeside } from './beside.ts'
import type { Catalogue } from './catalogue.ts'
import { decide } from './decide.ts'
import type { Decision } from './decision.ts'
import { deadlineMs, factsFor } from './facts.ts'
import type { Journal } from './journal.ts'
import { deepest, type Occurrence } from './occurrence.ts'
import { keyedQueue } from './queue.ts'
import type { RuleIndex } from './rules.ts'
import type { Supposing } from './suppose.ts'
import { type Try, trying } from './trying.ts'

/** How often a hub looks for what another left behind, in milliseconds. */
const sweepMs = 5_000
/** How long to wait for another hub's flow of the same subject before looking again, in milliseconds. */
const waitMs = 100

export interface Spine {
  /** Journal, facts, rules, decision, actions. Resolves when it is journalled; the rest follows in order. */
  flow(occurrence: Occurrence): Promise<void>
  /** For who can't wait: decides, carries out the route, gives its result; the trace is written behind it. */
  ask(occurrence: Occurrence, causedBy?: Occurrence): Promise<{ decision: Decision; result: unknown }>
  /** Decides and does nothing: no action is carried out, nothing is journalled. */
  judge(occurrence: Occurrence, supposing?: Supposing): Promise<Decision>
  /** Called on the hub that decided, when what was decided is done or on its way; never for what was only judged. */
  onDecided(listener: (decision: Decision) => void): void
  /** The same, with what would come of it. */
  readonly try: Try
  start(): void
  /** Resolves when all that was begun is done and written. */
  stop(): Promise<void>
  readonly tracesWaiting: number
  readonly tracesLost: number
}

export function spine(catalogue: Catalogue, rules: RuleIndex, journal: Journal, log: Logger): Spine {
  const inTurn = keyedQueue()
  const acts = act(catalogue, journal, log)
  const traces = writeBehind(writeAnswered, log)
  const running = new Set<Promise<void>>()
  const listeners: ((decision: Decision) => void)[] = []
  let sweeper: NodeJS.Timeout | undefined

  function tell(decision: Decision): void {
    for (const listener of listeners) {
      try {
        listener(decision)
      } catch (error) {
        log.error({ err: error, decision: decision.id }, 'a listener to decisions failed')
      }
    }
  }

  async function writeAnswered(decisions: readonly Decision[]): Promise<void> {
    const plain = decisions.filter(({ also }) => also.length === 0)
    if (plain.length > 0) await journal.recordAll(plain)
    for (const decision of decisions) {
      if (decision.also.length > 0) follow(acts.side(await journal.record(decision)), decision.occurrence)
    }
  }

  /** Whether any rule could do anything about it; most of what happens concerns none. */
  function concerns(occurrence: Occurrence): boolean {
    const { route, side } = rules.ladder(occurrence)
    return route.length + side.length > 0 || catalogue.events.get(occurrence.type)?.otherwise !== undefined
  }

  async function decided(
    occurrence: Occurrence,
    failed?: ReadonlyMap<string, string>,
    supposing?: Supposing,
  ): Promise<Decision> {
    const facts = factsFor(catalogue, occurrence, deadlineMs, supposing)
    try {
      return await decide(occurrence, { catalogue, rules: supposing?.rules ?? rules, facts }, failed)
    } finally {
      facts.end()
    }
  }

  /** With what a replay may want to know, read before anything is carried out. */
  async function decidedForGood(occurrence: Occurrence, failed?: ReadonlyMap<string, string>): Promise<Decision> {
    const decision = await decided(occurrence, failed)
    if (!catalogue.events.get(occurrence.type)?.otherwise) return decision
    return { ...decision, beside: factsBeside(catalogue, occurrence, decision.facts ?? []) }
  }

  function follow(work: Promise<void>, occurrence: Occurrence): void {
    const settled = work
      .catch((error: unknown) =>
        log.error({ err: error, occurrence: occurrence.id, type: occurrence.type }, 'a flow failed'),
      )
      .finally(() => running.delete(settled))
    running.add(settled)
  }

  async function proceed(occurrence: Occurrence): Promise<void> {
    while (await journal.waitsForOther(occurrence)) await new Promise(resolve => setTimeout(resolve, waitMs))
    const decision = await decidedForGood(occurrence)
    const items = await journal.record(decision)
    await acts.route(decision)
    tell(decision)
    await acts.side(items)
  }

  /** The first route that can be carried out, and its result. */
  async function answered(occurrence: Occurrence): Promise<{ decision: Decision; result: unknown }> {
    const failed = new Map<string, string>()
    for (;;) {
      const decision = await decidedForGood(occurrence, failed)
      try {
        return { decision, result: await acts.route(decision) }
      } catch (error) {
        const rule = decision.route?.rule
        // The event's own `otherwise` is the last resort: nothing stands behind it.
        if (rule === undefined || failed.has(rule)) throw error
        log.warn({ err: error, rule, occurrence: occurrence.id }, 'a route could not be carried out')
        failed.set(rule, error instanceof Error ? error.message : String(error))
      }
    }
  }

  /** The first call of the day shall not wait for what is compiled at first use: one decision of each kind, about nothing. */
  function warmUp(): void {
    for (const type of catalogue.events.keys()) {
      const about = { organisation: '', subject: '', scope: {}, parties: {}, data: {}, depth: 0 }
      void decidedForGood({ id: '', type, at: new Date(), ...about }).catch(() => undefined)
    }
  }

  async function sweep(): Promise<void> {
    const { occurrences, items } = await journal.abandoned()
    for (const occurrence of occurrences)
      follow(
        inTurn(occurrence.subject, () => proceed(occurrence)),
        occurrence,
      )
    await acts.side(items)
  }

  return {
    async flow(occurrence) {
      if (occurrence.depth > deepest) {
        log.error({ type: occurrence.type, causedBy: occurrence.causedBy }, 'actions cause each other without end')
        return
      }
      if (!concerns(occurrence)) return
      if (!(await journal.accept(occurrence))) return
      follow(
        inTurn(occurrence.subject, () => proceed(occurrence)),
        occurrence,
      )
    },
    async ask(occurrence, causedBy) {
      // What an action of this very subject asks is part of its turn: to queue would be to wait for oneself.
      const nested = causedBy?.subject === occurrence.subject
      if (occurrence.depth > deepest) throw new HubError('flow.too-deep', 500, { type: occurrence.type })
      const answer = await (nested ? answered(occurrence) : inTurn(occurrence.subject, () => answered(occurrence)))
      traces.add(answer.decision, answer.decision.also.length > 0)
      tell(answer.decision)
      return answer
    },
    onDecided: listener => void listeners.push(listener),
    judge: (occurrence, supposing) => decided(occurrence, undefined, supposing),
    try: trying(catalogue, decided),
    start() {
      warmUp()
      const again = () => {
        sweeper = setTimeout(() => {
          void sweep()
            .catch((error: unknown) => log.warn({ err: error }, 'could not look for what was left behind'))
            .then(again)
        }, sweepMs)
      }
      again()
    },
    async stop() {
      clearTimeout(sweeper)
      await traces.stop()
      while (running.size > 0) await Promise.all(running)
    },
    get tracesWaiting() {
      return traces.waiting
    },
    get tracesLost() {
      return traces.lost
    },
  }
}
