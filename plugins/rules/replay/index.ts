/** Replays that people ask for. Each stands in the database, as another hub may be asked how far it is. */
import { Op } from 'sequelize'
import { v7 } from 'uuid'
import { HubError } from '../../../core/error.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import { readerFor } from '../../../core/flow/reader.ts'
import type { Replayer, ReplayNews } from '../../../core/flow/replayer.ts'
import type { Rule } from '../../../core/flow/rule.ts'
import type { Hub, Who } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { cancelReplay, mostDifferences, type Replay, readReplay, startReplay } from '../contract.ts'
import { ownersOf } from '../versions/owners.ts'
import { differenceOf } from './difference.ts'
import { replayTable } from './table.ts'

/** How often the database is told how far a replay is, in milliseconds; it is taken for lost when that was long ago. */
const tellEveryMs = 1000
const lostAfterMs = 15_000

interface Parts {
  readonly desk: Pick<RuleDesk, 'problems'>
  readonly directory: Directory
  readonly replayer: Replayer
}

interface Running {
  readonly who: Who
  replay: Replay
  readonly abort: AbortController
}

/** Gives what forgets replays: they have in them what decisions have. */
export function provideReplays(hub: Hub, { desk, directory, replayer }: Parts) {
  const table = replayTable(hub)
  const ownerFor = ownersOf(directory)
  const running = new Map<string, Running>()
  const mine = ({ organisation, person }: Who) => ({ organisationId: organisation, person })

  /** False when somebody has ended it meanwhile, on whatever hub. */
  async function write({ who, replay: { id, state, ...found } }: Running): Promise<boolean> {
    const row = { state, found: JSON.stringify(found) }
    const [written] = await table.update(row, { where: { ...mine(who), id, state: 'running' } })
    return written > 0
  }

  function heard(one: Running, news: ReplayNews, began: number): void {
    const { organisation, person } = one.who
    const reader = readerFor({
      organisation: directory.organisation(organisation),
      person: directory.person(person),
    })
    const { done, of, counts } = news
    const added = news.differences.map(difference => differenceOf(difference, { hub, directory, reader }))
    const differences = [...one.replay.differences, ...added]
    one.replay = { ...one.replay, ...counts, done, of, differences, tookMs: Math.round(performance.now() - began) }
  }

  async function run(one: Running, request: Parameters<Replayer['run']>[0]): Promise<void> {
    const began = performance.now()
    const { signal } = one.abort
    const telling = setInterval(() => {
      write(one)
        .then(goesOn => goesOn || one.abort.abort())
        .catch((error: unknown) => hub.log.warn({ err: error }, 'how far a replay is was not written'))
    }, tellEveryMs)
    let state: Replay['state'] = 'done'
    try {
      await replayer.run(request, news => heard(one, news, began), signal)
    } catch (error) {
      state = signal.aborted ? 'cancelled' : 'failed'
      if (!signal.aborted) hub.log.error({ err: error }, 'a replay failed')
    }
    clearInterval(telling)
    one.replay = { ...one.replay, state, tookMs: Math.round(performance.now() - began) }
    await write(one)
    running.delete(one.replay.id)
  }

  async function end(who: Who, id?: string): Promise<number> {
    for (const [key, one] of running) {
      if (one.who.person === who.person && (id === undefined || id === key)) one.abort.abort()
    }
    const where = { ...mine(who), state: 'running', ...(id !== undefined && { id }) } as const
    const [ended] = await table.update({ state: 'cancelled' }, { where })
    return ended
  }

  hub.route(startReplay, async ({ owner, rules, from, to }, who) => {
    const request = { owner: ownerFor(owner, who), rules, from: new Date(from), to: new Date(to) }
    if (request.from >= request.to) throw new HubError('rules.no-time', 400, { field: 'to' })
    mustBeSound(rules ?? [], desk)
    await end(who)
    const id = v7()
    const found = { done: 0, of: 0, tookMs: 0, same: 0, changed: 0, published: 0, untold: 0, differences: [] }
    await table.create({ id, ...mine(who), state: 'running', found: JSON.stringify(found) })
    const one: Running = { who, replay: { id, state: 'running', ...found }, abort: new AbortController() }
    running.set(id, one)
    run(one, { ...request, most: mostDifferences }).catch((error: unknown) => {
      running.delete(id)
      hub.log.error({ err: error }, 'what a replay found was not written')
    })
    return { id }
  })

  hub.route(readReplay, async ({ id }, who) => {
    const here = running.get(id)
    if (here?.who.person === who.person) return here.replay
    const row = (await table.findOne({ where: { ...mine(who), id } }))?.get()
    if (!row) throw new HubError('rules.no-such-replay', 404)
    const isLost = row.state === 'running' && row.updatedAt.getTime() < Date.now() - lostAfterMs
    return { ...(JSON.parse(row.found) as Omit<Replay, 'id' | 'state'>), id, state: isLost ? 'failed' : row.state }
  })

  hub.route(cancelReplay, async ({ id }, who) => {
    if (!(await table.count({ where: { ...mine(who), id } }))) throw new HubError('rules.no-such-replay', 404)
    await end(who, id)
    return {}
  })

  hub.onStop(() => {
    for (const { abort } of running.values()) abort.abort()
  })

  return async (organisationId: string): Promise<void> => {
    await table.destroy({ where: { organisationId, createdAt: { [Op.lt]: new Date(Date.now() - dayMs) } } })
  }
}

/** A replay is looked at and gone: it is there once more tomorrow, by a press. */
const dayMs = 86_400_000

function mustBeSound(rules: readonly Rule[], desk: Pick<RuleDesk, 'problems'>): void {
  for (const [at, rule] of rules.entries()) {
    const [problem] = desk.problems(rule)
    if (!problem) continue
    throw new HubError('rule.invalid', 400, {
      ...{ field: `rules.${at}.${problem.field}`, rule: rule.name, why: problem.code },
    })
  }
}
