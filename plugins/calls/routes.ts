import type { z } from 'zod'
import type { Decision } from '../../core/flow/decision.ts'
import { readerFor } from '../../core/flow/reader.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { callLog, callsSeen, everyonesCalls, namesCallers, whyCall, whyCallData } from './contract.ts'
import { entryFor, recordOf } from './entry.ts'
import type { CallTable } from './model.ts'
import type { CallSearch } from './search.ts'
import { sought } from './sought.ts'
import type { Visible } from './visible.ts'

interface Parts {
  readonly table: CallTable
  readonly search: CallSearch
  readonly visible: Visible
  /** Tells all of the person's screens, at every hub. */
  readonly showSeen: (seen: { organisation: string; person: string; seenAt: string }) => void
}

export function provideRoutes(hub: Hub, { directory }: { directory: Directory }, parts: Parts): void {
  const { table, search, visible, showSeen } = parts

  const wishOf = (asked: Asked, organisation: string) => ({
    organisation,
    kind: asked.kind,
    sought: sought(
      { text: asked.text ?? '', numbers: asked.numbers?.split(',').filter(Boolean) ?? [] },
      directory.organisation(organisation),
      directory,
    ),
    before: asked.before === undefined ? undefined : new Date(asked.before),
    limit: asked.limit,
  })

  hub.route(callLog, async (asked, { organisation, person }) => {
    const found = await search.of(person, wishOf(asked, organisation))
    return { calls: found.map(({ row, part }) => entryFor(row, person, { directory, part })) }
  })

  hub.route(everyonesCalls, async ({ person, since, ...asked }, { organisation }) => {
    const wish = { ...wishOf(asked, organisation), since: since === undefined ? undefined : new Date(since) }
    const rows = person === undefined ? await search.all(wish) : (await search.of(person, wish)).map(({ row }) => row)
    return { calls: rows.map(row => recordOf(row, directory)) }
  })

  hub.route(callsSeen, async (_, { organisation, person }) => {
    const now = new Date()
    const seenAt = now.toISOString()
    await table.look(organisation, person, now)
    showSeen({ organisation, person, seenAt })
    return { seenAt }
  })

  hub.route(whyCall, async ({ id, language }, who) => {
    const row = await visible.call(id, who)
    const { organisation, person } = who
    const reader = readerFor({
      organisation: directory.organisation(organisation),
      person: directory.person(person),
      language,
    })
    const decisions = await hub.decisionsOf(organisation, id)
    const theirs = visible.extent(row, who) === 'outcome'
    return {
      decisions: decisions.map(decision => {
        const { did, ...told } = hub.trace(decision, reader)
        return {
          id: decision.id,
          at: decision.occurrence.at.toISOString(),
          event: decision.occurrence.type,
          ...told,
          ...(theirs && { outcome: did, tried: [], notNeeded: 0, saw: [], also: [] }),
        }
      }),
    }
  })

  hub.route(whyCallData, async ({ id }, who) => {
    await visible.call(id, who)
    return { decisions: (await hub.decisionsOf(who.organisation, id)).map(withoutSecrets) }
  })
}

type Asked = z.infer<typeof callLog.input>

/** A withheld number is known to the service alone (RFC 3325 section 9.3), and so is whose it is. */
function withoutSecrets(decision: Decision): unknown {
  const { caller } = decision.occurrence.parties
  if (!caller?.hidden) return decision
  const book = [...(decision.facts ?? []), ...(decision.beside ?? [])].find(({ fact }) => fact === namesCallers)?.saw
  const named = book?.known ? Object.values(book.value ?? {}) : []
  const secrets = new Set<unknown>([...Object.values(caller), ...named].filter(value => typeof value === 'string'))
  return JSON.parse(JSON.stringify(decision), (_, value: unknown) => (secrets.has(value) ? '(hidden)' : value))
}
