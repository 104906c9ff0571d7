import { HubError } from '../../core/error.ts'
import type { Who } from '../../core/hub.ts'
import type { Directory, Person } from '../directory/contract.ts'

/** Somebody of the asker's own organisation. Throws presence.no-such-person for all others. */
export function colleague(directory: Directory, id: string, who: Who): Person {
  const person = directory.person(id)
  if (person?.organisation !== who.organisation) throw new HubError('presence.no-such-person', 404)
  return person
}
