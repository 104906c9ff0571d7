/** Which trunks a call out tries, in which order. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { LRUCache } from 'lru-cache'
import { standardTrunk } from '../../connectors/telephony/port.ts'
import type { Leaving } from '../calls/contract.ts'
import type { Match, NumberKind } from './contract.ts'
import type { Projection, Trunk } from './projection.ts'

/** Undefined where the organisation has no trunk and no way of its own: the standard one then. Empty: what was chosen is switched off. */
export function waysFor(
  projection: Projection,
  { organisation, dialled, caller }: Pick<Leaving, 'organisation' | 'dialled' | 'caller'>,
  country: string,
): readonly string[] | undefined {
  const trunks = projection.trunks(organisation)
  const ways = projection.ways(organisation)
  if (trunks.length === 0 && ways.length === 0) return undefined
  const isOn = (id: string) =>
    id === standardTrunk || (projection.trunk(id)?.on === true && projection.trunk(id)?.organisation === organisation)
  const chosen = ways.find(({ match }) => fits(match, dialled, country))
  if (chosen) return chosen.trunks.filter(isOn)
  const own = trunks.filter(({ on }) => on)
  // A provider lets through the numbers that it gave.
  const first = own.filter(trunk => caller.number !== undefined && owns(trunk, caller.number))
  return [...new Set([...first, ...own])].map(({ id }) => id).concat(standardTrunk)
}

export const owns = ({ ranges }: Pick<Trunk, 'ranges'>, number: string): boolean =>
  ranges.some(({ from, to }) => number.length === from.length && number >= from && number <= to)

export function fits(match: Match, dialled: string, country: string): boolean {
  switch (match.by) {
    case 'all':
      return true
    case 'prefix':
      return dialled.startsWith(match.prefix)
    case 'country':
      return kindOf(dialled).country === match.country
    case 'kind': {
      const { kind, country: there } = kindOf(dialled)
      if (match.kind === 'abroad') return there !== undefined && there !== country
      return kind === match.kind && (there === undefined || there === country)
    }
  }
}

const kinds = new LRUCache<string, { kind: NumberKind | undefined; country: string | undefined }>({ max: 10_000 })

/** `dialled`: E.164, or a national service number. */
function kindOf(dialled: string) {
  const known = kinds.get(dialled) ?? parse(dialled)
  kinds.set(dialled, known)
  return known
}

function parse(dialled: string): { kind: NumberKind | undefined; country: string | undefined } {
  const parsed = dialled.startsWith('+') ? parsePhoneNumberFromString(dialled) : undefined
  if (!parsed) return { kind: 'service', country: undefined }
  const type = parsed.getType()
  const kind = type === 'MOBILE' ? 'mobile' : type === 'FIXED_LINE' || type === 'VOIP' ? 'landline' : undefined
  return { kind, country: parsed.country }
}
