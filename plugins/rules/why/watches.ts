/** "Tell me if this happens again": who wants to know of what, and the times that it came. */
import { isDeepStrictEqual } from 'node:util'
import { Op } from 'sequelize'
import { v7 } from 'uuid'
import { z } from 'zod'
import { HubError } from '../../../core/error.ts'
import type { Decision } from '../../../core/flow/decision.ts'
import type { RuleDesk } from '../../../core/flow/desk.ts'
import type { Hub, Who } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { type Watch, watchesView, watchSchema } from '../contract.ts'
import { whyTables } from './tables.ts'
import { isAgain, type Wanted, wantedOf, wantedSchema } from './wanted.ts'

/** Of one person. */
const most = 50
/** Of one watch that are shown. */
const shown = 20

interface Kept {
  readonly organisation: string
  readonly person: string
  readonly wanted: Wanted
  readonly watch: Watch
}

const keptSchema = z.object({
  organisation: z.string(),
  person: z.string(),
  wanted: wantedSchema,
  watch: watchSchema,
})
const newsSchema = z.union([
  keptSchema,
  z.object({ gone: z.string() }),
  z.object({ id: z.string(), hit: watchSchema.shape.hits.element }),
  z.object({ person: z.string(), seenAt: z.iso.datetime() }),
  z.object({ organisation: z.string(), before: z.iso.datetime() }),
])

export interface Watches {
  add(decision: Decision, sameCaller: boolean, who: Who): Promise<Watch>
  remove(id: string, who: Who): Promise<void>
  /** ISO 8601 UTC */
  seen(who: Who): Promise<string>
  /** Times that came before then, and those that are more than anybody is shown. */
  forget(organisation: string, before: Date): Promise<void>
}

const keyOf = (organisation: string, event: string, rule: string) => `${organisation} ${event} ${rule}`

export async function openWatches(
  hub: Hub,
  { desk, directory }: { desk: RuleDesk; directory: Directory },
): Promise<Watches> {
  const tables = whyTables(hub)
  const kept = new Map<string, Kept>()
  /** Ids of watches by what they wait for. */
  const asked = new Map<string, Set<string>>()
  const mine = (person: string) => [...kept.values()].filter(one => one.person === person)

  const tell = hub.live(watchesView, {
    key: ({ person }) => person,
    snapshot: (_, person) => ({ watches: mine(person).map(({ watch }) => watch) }),
  })
  function keep(one: Kept): void {
    kept.set(one.watch.id, one)
    const key = keyOf(one.organisation, one.wanted.event, one.wanted.rule)
    asked.set(key, (asked.get(key) ?? new Set()).add(one.watch.id))
  }
  function drop(one: Kept): void {
    kept.delete(one.watch.id)
    asked.get(keyOf(one.organisation, one.wanted.event, one.wanted.rule))?.delete(one.watch.id)
  }
  const show = (one: Kept) => {
    keep(one)
    tell({ organisation: one.organisation, key: one.person }, { watch: one.watch })
  }
  function forgotten(one: Kept, { organisation, before }: { organisation: string; before: string }): void {
    if (one.organisation !== organisation) return
    const hits = one.watch.hits.filter(({ at }) => at >= before)
    if (hits.length < one.watch.hits.length) show({ ...one, watch: { ...one.watch, hits } })
  }
  const news = hub.broadcast('watches', newsSchema, message => {
    if ('watch' in message) return show(message)
    if ('gone' in message) {
      const one = kept.get(message.gone)
      if (!one) return
      drop(one)
      tell({ organisation: one.organisation, key: one.person }, message)
      return
    }
    if ('hit' in message) {
      const one = kept.get(message.id)
      if (one) show({ ...one, watch: { ...one.watch, hits: [message.hit, ...one.watch.hits].slice(0, shown) } })
      return
    }
    if ('before' in message) {
      for (const one of kept.values()) forgotten(one, message)
      return
    }
    for (const one of mine(message.person)) show({ ...one, watch: { ...one.watch, seenAt: message.seenAt } })
  })

  const write = hub.writeBehind<{ organisationId: string; watchId: string; hit: Watch['hits'][number] }>(
    async items => {
      const rows = items.map(({ organisationId, watchId, hit: { decision: decisionId, event, subject, at } }) => ({
        id: v7(),
        ...{ organisationId, watchId, decisionId, event, subject },
        at: new Date(at),
      }))
      await tables.hits.bulkCreate(rows, { ignoreDuplicates: true })
    },
  )

  desk.onDecided(decision => {
    // Every call comes by here: only those who asked about this very rule are looked at.
    const { organisation, type } = decision.occurrence
    for (const id of asked.get(keyOf(organisation, type, decision.route?.rule ?? '')) ?? []) {
      const one = kept.get(id)
      if (one && isAgain(one.wanted, decision)) told(one, decision)
    }
  })

  /** What is about herself, or about anybody in the organisation while she is its administrator. */
  const mayKnow = ({ scope }: Wanted, person: string, organisation: string) => {
    const watcher = directory.person(person)
    if (watcher?.organisation !== organisation) return false
    return scope.person === person || watcher.role === 'administrator'
  }

  function told({ organisation, person, wanted, watch }: Kept, decision: Decision): void {
    if (!mayKnow(wanted, person, organisation)) return
    const { id, occurrence } = decision
    const { type: event, subject, at } = occurrence
    const hit = { decision: id, event, subject, at: at.toISOString() }
    write({ organisationId: organisation, watchId: watch.id, hit })
    news({ id: watch.id, hit })
  }

  async function load(): Promise<void> {
    const everywhere = { where: {}, everyOrganisation: true } as const
    const [rows, hits] = await Promise.all([
      tables.watches.findAll(everywhere),
      tables.hits.findAll({ ...everywhere, order: [['at', 'DESC']] }),
    ])
    const hitsOf = Map.groupBy(hits, hit => hit.get().watchId)
    kept.clear()
    asked.clear()
    for (const row of rows) {
      const { id, organisationId: organisation, personId: person, wanted: text, createdAt, seenAt } = row.get()
      const wanted = wantedSchema.parse(JSON.parse(text))
      const its = hitsOf.get(id)?.slice(0, shown) ?? []
      const watch = { ...watchOf(id, wanted, createdAt, seenAt), hits: its.map(hit => hitOf(hit.get())) }
      keep({ organisation, person, wanted, watch })
    }
  }
  hub.onResync(load)
  await load()

  function watchOf(id: string, wanted: Wanted, since: Date, seenAt: Date): Watch {
    const { event, title, scope, caller } = wanted
    return {
      id,
      happened: desk.catalogue.events.get(event)?.say ?? { sv: event, en: event },
      ...(title && { title }),
      ...(scope.person !== undefined && { about: scope.person }),
      ...(caller && { caller }),
      since: since.toISOString(),
      hits: [],
      seenAt: seenAt.toISOString(),
    }
  }

  return {
    async add(decision, sameCaller, { person, organisation }) {
      const wanted = wantedOf(decision, sameCaller)
      if (sameCaller && !wanted.caller) throw new HubError('rules.caller-unknown', 409, { field: 'sameCaller' })
      if (!mayKnow(wanted, person, organisation)) throw new HubError('rules.decision-not-found', 404)
      const before = mine(person).find(one => isDeepStrictEqual(one.wanted, wanted))
      if (before) return before.watch
      if (mine(person).length >= most) throw new HubError('rules.too-many-watches', 409, { most })
      const now = new Date()
      const row = { id: v7(), organisationId: organisation, personId: person, event: wanted.event, rule: wanted.rule }
      await tables.watches.create({ ...row, wanted: JSON.stringify(wanted), seenAt: now })
      const watch = watchOf(row.id, wanted, now, now)
      news({ organisation, person, wanted, watch })
      return watch
    },
    async remove(id, { person, organisation }) {
      const gone = await tables.watches.destroy({ where: { organisationId: organisation, personId: person, id } })
      if (gone === 0) throw new HubError('rules.watch-not-found', 404)
      await tables.hits.destroy({ where: { organisationId: organisation, watchId: id } })
      news({ gone: id })
    },
    async seen({ person, organisation }) {
      const now = new Date()
      await tables.watches.update({ seenAt: now }, { where: { organisationId: organisation, personId: person } })
      news({ person, seenAt: now.toISOString() })
      return now.toISOString()
    },
    async forget(organisationId, before) {
      await tables.hits.destroy({ where: { organisationId, at: { [Op.lt]: before } } })
      news({ organisation: organisationId, before: before.toISOString() })
      for (const { organisation, watch } of kept.values()) {
        const last = watch.hits[shown - 1]
        if (organisation !== organisationId || !last) continue
        const where = { organisationId, watchId: watch.id, at: { [Op.lt]: new Date(last.at) } }
        await tables.hits.destroy({ where })
      }
    },
  }
}

const hitOf = ({
  decisionId,
  event,
  subject,
  at,
}: {
  decisionId: string
  event: string
  subject: string
  at: Date
}) => ({
  decision: decisionId,
  event,
  subject,
  at: at.toISOString(),
})
