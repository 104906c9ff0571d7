/** Click to dial: the person's own phones ring, and the one that she answers makes the call. */
import { CallNotPlaced, type PlaceProblem, type Telephony } from '../../connectors/telephony/port.ts'
import { HubError } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import { type Directory, type Person, readNumber } from '../directory/contract.ts'
import { placeCall, prefixFor, wishIn } from './contract.ts'

interface Parts {
  readonly directory: Directory
  readonly telephony: Telephony
}

const statuses: Record<PlaceProblem, number> = {
  'no-phone': 409,
  busy: 409,
  declined: 409,
  unanswered: 409,
  refused: 502,
  away: 503,
}

export function providePlacing(hub: Hub, { directory, telephony }: Parts): void {
  /** Persons whose phones ring for it now. */
  const placing = new Set<string>()

  hub.route(placeCall, async ({ to: asked, name, ...given }, { person: id }) => {
    const person = directory.person(id)
    if (!person) throw new HubError('calls.place-no-phone', 409)
    // Typed before the number, as on a phone.
    const { wish = given.wish, dialled: to } = wishIn(asked)
    const whom = target(to, person, directory)
    if (placing.has(id)) throw new HubError('calls.place-twice', 409)
    placing.add(id)
    try {
      const show = { number: whom.dialled, name: name || whom.name }
      // Her phone says it as she would herself.
      const dialled = (wish ? prefixFor(wish) : '') + whom.dialled
      await telephony.place({ extension: person.extension, to: dialled, show })
      return {}
    } catch (error) {
      if (!(error instanceof CallNotPlaced)) throw error
      hub.log.info({ problem: error.problem, err: error.cause }, 'a call was not placed')
      throw new HubError(`calls.place-${error.problem}`, statuses[error.problem])
    } finally {
      placing.delete(id)
    }
  })
}

/** What is dialled at the phone, and whose number it is inside. Whether the call may go out is for the rules to say when it does. */
function target(to: string, person: Person, directory: Directory): { dialled: string; name?: string | undefined } {
  const read = readNumber(directory, person.organisation, to)
  if (!read) throw new HubError('calls.no-such-number', 422, { number: to, field: 'to' })
  const { dialled } = read
  if (read.kind !== 'inside') return { dialled }
  const { destination } = read
  if (destination.kind !== 'person') return { dialled, name: destination.name }
  if (destination.person.id === person.id) throw new HubError('calls.place-oneself', 422, { field: 'to' })
  return { dialled, name: destination.person.name }
}
