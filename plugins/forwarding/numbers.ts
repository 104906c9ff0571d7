/** Where calls may be forwarded: numbers that lead somewhere, and not round in a circle. */
import { HubError } from '../../core/error.ts'
import { type Directory, type Person, readNumber } from '../directory/contract.ts'
import { type Forwarding, type Occasion, occasions } from './contract.ts'

type Asked = Readonly<Record<Occasion, string>> & { readonly seconds: number }

export interface Numbers {
  /**
   * As the rules have them. Throws forwarding.no-such-number, forwarding.oneself, forwarding.circle (422), with the occasion as `field`.
   */
  checked(asked: Asked, person: string): Promise<Forwarding>
}

/** `alwaysOf`: where a person forwards all calls. */
export function openNumbers(directory: Directory, alwaysOf: (person: Person) => Promise<string | undefined>): Numbers {
  function lead(written: string, field: Occasion, person: Person): { to: string; person?: Person | undefined } {
    const read = readNumber(directory, person.organisation, written)
    if (read?.kind !== 'inside' && read?.kind !== 'outside') {
      throw new HubError('forwarding.no-such-number', 422, { field, number: written })
    }
    const to = read.dialled
    if (read.kind === 'outside' || read.destination.kind !== 'person') return { to }
    if (read.destination.person.id === person.id) throw new HubError('forwarding.oneself', 422, { field })
    return { to, person: read.destination.person }
  }

  /** Everybody on the way, as far as all of them forward everything. */
  async function mustNotComeBack(first: Person | undefined, to: Person, field: Occasion): Promise<void> {
    const seen = new Set<string>()
    for (let at = first; at && !seen.has(at.id); ) {
      seen.add(at.id)
      const next = await alwaysOf(at)
      const inside = next === undefined ? undefined : directory.destination(next, at.organisation)
      at = inside?.kind === 'person' ? inside.person : undefined
      if (at?.id === to.id) throw new HubError('forwarding.circle', 422, { field, name: first?.name })
    }
  }

  return {
    async checked({ seconds, ...asked }, id) {
      const person = directory.person(id)
      if (!person) throw new HubError('forwarding.nobody', 404)
      const set: Forwarding = { seconds }
      for (const occasion of occasions) {
        if (asked[occasion] === '') continue
        const found = lead(asked[occasion], occasion, person)
        if (occasion === 'always') await mustNotComeBack(found.person, person, occasion)
        set[occasion] = found.to
      }
      return set
    },
  }
}
