/** Taking links away, with all that was read by them and whatever they were read with. */
import pLimit from 'p-limit'
import { v7 } from 'uuid'
import type { Hub } from '../../core/hub.ts'
import type { Reading } from './reading.ts'
import type { Link } from './records.ts'
import type { Tables } from './tables.ts'
import type { Watching } from './watching.ts'

interface Parts {
  readonly tables: Tables
  readonly reading: Pick<Reading, 'cancel' | 'open'>
  readonly watching: Watching
  readonly changed: (link: Link, cause: string) => void
}

export type Remove = (link: Link) => Promise<void>

/** Vendors asked at once to tell of a calendar no more: a company may take thousands of links away. */
const mostAtOnce = 4

export function openRemoval(hub: Hub, { tables, reading, watching, changed }: Parts): Remove {
  const ending = pLimit(mostAtOnce)

  function mailboxOf(link: Link) {
    try {
      return reading.open(link)
    } catch {
      // A key or a vendor that isn't there any more keeps nobody from taking a link away.
      return undefined
    }
  }

  return async link => {
    const { id, organisationId } = link
    await reading.cancel(link)
    await tables.links.destroy({ where: { organisationId, id } })
    await tables.readings.destroy({ where: { organisationId, linkId: id } })
    await tables.decisions.destroy({ where: { organisationId, linkId: id } })
    changed(link, v7())
    // Not waited for: nothing that the vendor still tells is heard, and it ends by itself in a week.
    void ending(() => watching.end(link, mailboxOf(link))).catch((error: unknown) => {
      hub.log.info({ err: error, link: id }, 'a watch ends by itself')
    })
  }
}
