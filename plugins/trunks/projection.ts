/** All trunks and ways, in memory: a call out can't wait for the database. */
import type { Match, TrunkFields } from './contract.ts'

export interface Trunk extends TrunkFields {
  readonly id: string
  readonly organisation: string
  readonly secret: string
  readonly position: number
  readonly resolved: readonly string[]
}

export interface Way {
  readonly organisation: string
  readonly match: Match
  readonly trunks: readonly string[]
}

export interface Projection {
  trunk(id: string): Trunk | undefined
  /** In the order in which they are tried. */
  trunks(organisation?: string): readonly Trunk[]
  ways(organisation: string): readonly Way[]
  replace(trunks: readonly Trunk[], ways: readonly Way[]): void
}

export function openProjection(): Projection {
  let byId = new Map<string, Trunk>()
  let byOrganisation = new Map<string, Trunk[]>()
  let waysOf = new Map<string, Way[]>()
  return {
    trunk: id => byId.get(id),
    trunks: organisation =>
      organisation === undefined ? [...byOrganisation.values()].flat() : (byOrganisation.get(organisation) ?? []),
    ways: organisation => waysOf.get(organisation) ?? [],
    replace(trunks, ways) {
      const ordered = [...trunks].sort((a, b) => a.position - b.position || a.id.localeCompare(b.id))
      byId = new Map(ordered.map(trunk => [trunk.id, trunk]))
      byOrganisation = Map.groupBy(ordered, ({ organisation }) => organisation)
      waysOf = Map.groupBy(ways, ({ organisation }) => organisation)
    },
  }
}
