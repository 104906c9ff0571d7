import type { RuleDesk } from '../../core/flow/desk.ts'
import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { readCatalogue } from './contract.ts'

export function provideCatalogue(
  hub: Pick<Hub, 'route'>,
  { desk, directory }: { desk: RuleDesk; directory: Directory },
): void {
  hub.route(readCatalogue, (_, { organisation }) => ({
    catalogue: desk.describe() as (typeof readCatalogue.output)['_output']['catalogue'],
    values: desk.values(organisation) as (typeof readCatalogue.output)['_output']['values'],
    zone: directory.organisation(organisation)?.zone ?? 'Europe/Stockholm',
  }))
}
