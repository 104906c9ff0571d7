/**
 * Decisions have in them who called whom, when, and what was known of both, so they are kept for as long as the organisation says. The
 * calls themselves stay in people's logs: those have a life of their own.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Records } from '../../../core/flow/records.ts'
import type { Hub } from '../../../core/hub.ts'
import type { Directory } from '../../directory/contract.ts'
import { readKeeping, setKeeping, usualDays } from '../contract.ts'
import { keepingTable } from './table.ts'

const day = 86_400_000
/** Rows of a table that are deleted at once: calls' own rows are written in between. */
const batch = 200
const pauseMs = 20

interface Parts {
  readonly records: Pick<Records, 'forget'>
  readonly directory: Pick<Directory, 'organisations'>
  /** What else has personal data of decisions in it. */
  readonly forgets?: readonly ((organisation: string, before: Date) => Promise<void>)[]
}

export function provideKeeping(hub: Hub, { records, directory, forgets = [] }: Parts): void {
  const table = keepingTable(hub)

  const daysOf = async (organisationId: string): Promise<number> =>
    (await table.findOne({ where: { organisationId } }))?.get().days ?? usualDays

  async function sweep(organisation: string, now: Date): Promise<void> {
    const before = new Date(now.getTime() - (await daysOf(organisation)) * day)
    while ((await records.forget(organisation, before, batch)) > 0) await sleep(pauseMs)
    for (const forget of forgets) await forget(organisation, before)
  }

  hub.route(readKeeping, async (_, { organisation }) => ({ days: await daysOf(organisation) }))
  hub.route(setKeeping, async ({ days }, { organisation }) => {
    await table.upsert({ id: organisation, organisationId: organisation, days })
    return { days }
  })

  const sweeping = hub.job('forget', z.object({}), async () => {
    const now = new Date()
    for (const { id } of directory.organisations()) await sweep(id, now)
  })
  hub.onStart(() => sweeping.every('41 * * * *', 'UTC', {}))
}
