/** Only here does a decision change the world. */
import type { Logger } from 'pino'
import type { Catalogue } from './catalogue.ts'
import type { Decision } from './decision.ts'
import type { Journal, OutboxItem } from './journal.ts'

export interface Act {
  /** The route's result, for whoever asked. Rejects when it can't be carried out. */
  route(decision: Decision): Promise<unknown>
  /** Side actions, each by one sender; a failure is written down and harms no other. */
  side(items: readonly OutboxItem[]): Promise<void>
}

export function act(catalogue: Catalogue, journal: Journal, log: Logger): Act {
  async function run(type: string, params: unknown, decision: Decision, key: string): Promise<unknown> {
    const action = catalogue.actions.get(type)
    if (!action) throw new Error(`there is no action ${type}`)
    return action.run(action.definition.args.parse(params ?? {}), { occurrence: decision.occurrence, decision, key })
  }

  async function one({ key, type, params, decision }: OutboxItem): Promise<void> {
    if (!(await journal.claim(key))) return
    try {
      await run(type, params, decision, key)
      await journal.settle(key, 'done')
    } catch (error) {
      log.error({ err: error, action: type, decision: decision.id }, 'an action failed')
      await journal.settle(key, 'failed', error instanceof Error ? error.message : String(error))
    }
  }

  return {
    async route(decision) {
      const { route } = decision
      return route && run(route.action.type, route.action.params, decision, decision.id)
    },
    async side(items) {
      await Promise.all(items.map(one))
    },
  }
}
