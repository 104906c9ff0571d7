/** Books of people who have left: they go, with the tokens that they were read by and everybody in them. */
import { z } from 'zod'
import type { Hub } from '../../core/hub.ts'
import type { Directory, Staff } from '../directory/contract.ts'
import type { Links } from './links.ts'
import type { Reader } from './reading.ts'

interface Parts {
  readonly links: Links
  readonly reader: Reader
  readonly directory: Directory
  readonly staff: Staff
}

export function forgetLeavers(hub: Hub, { links, reader, directory, staff }: Parts): void {
  const job = hub.job('leavers', z.object({ organisation: z.string() }), async ({ organisation }) => {
    for (const link of await links.of(organisation)) {
      if (!staff.hasLeft(link.ownerId)) continue
      await reader.forget(link.id)
      await links.remove(link)
    }
  })
  const look = (organisation: string) => job.at(new Date(), organisation, { organisation })
  staff.onChange(organisation => {
    look(organisation).catch((error: unknown) => {
      hub.log.error({ err: error, organisation }, 'books of people who have left stay until the next start')
    })
  })
  // Whoever left while no hub ran, or before hubs did this.
  hub.onStart(async () => {
    for (const { id } of directory.organisations()) await look(id)
  })
}
