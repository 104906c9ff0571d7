/**
 * One reading of a link at a time, over all hubs: whoever reads has a lease in the database. What is asked for meanwhile is read when that
 * reading ends, by whoever it was asked of.
 */
import { Op } from 'sequelize'
import { v7 } from 'uuid'
import type { Link } from './records.ts'
import type { Tables } from './tables.ts'

type Which = Pick<Link, 'id' | 'organisationId'>

export interface Leases {
  /** Has it read once more, where it is being read. */
  ask(link: Which): Promise<void>
  /** The lease; undefined where somebody else reads it, or it isn't there. */
  take(link: Which): Promise<string | undefined>
  release(link: Which, lease: string): Promise<void>
  /** All that this hub has. */
  releaseAll(): Promise<void>
}

/** `lastMs`: how long a hub that is gone keeps others from reading. */
export function openLeases({ links }: Pick<Tables, 'links'>, lastMs: number): Leases {
  const held = new Map<string, Which>()

  async function release({ id, organisationId }: Which, lease: string): Promise<void> {
    held.delete(lease)
    await links.update({ lease: null, leaseUntil: null }, { where: { organisationId, id, lease } })
  }

  return {
    async ask({ id, organisationId }) {
      await links.update({ askedAt: new Date() }, { where: { organisationId, id } })
    },
    async take({ id, organisationId }) {
      const lease = v7()
      const now = Date.now()
      // Whatever was asked for until now is in what is read from now on.
      const taken = { lease, leaseUntil: new Date(now + lastMs), askedAt: null }
      const free = { [Op.or]: [{ leaseUntil: null }, { leaseUntil: { [Op.lt]: new Date(now) } }] }
      const [count] = await links.update(taken, { where: { organisationId, id, ...free } })
      if (count === 0) return undefined
      held.set(lease, { id, organisationId })
      return lease
    },
    release,
    async releaseAll() {
      await Promise.all([...held].map(([lease, link]) => release(link, lease)))
    },
  }
}
