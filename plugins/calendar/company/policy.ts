/** Whom an organisation's company links: nobody, until its administrator says otherwise. */
import { v5 } from 'uuid'
import type { VendorName } from '../../../connectors/calendar/port.ts'
import type { Person } from '../../directory/contract.ts'
import type { CompanyRow, Tables } from '../tables.ts'

export type Policy = Omit<CompanyRow, 'vendor'>

const companies = '4f6a1c0e-5d2b-4a57-9c43-0b7e2f1d8a96'
const optOuts = 'b3d8e9f2-71c4-4e0a-8f65-2a9c6d5e1f07'

export const covers = ({ covers, teams }: Policy, { teamId }: Pick<Person, 'teamId'>): boolean =>
  covers === 'everybody' || (covers === 'teams' && teamId !== undefined && teams.includes(teamId))

export function openPolicies({ companies: table, optOuts: outs }: Pick<Tables, 'companies' | 'optOuts'>) {
  return {
    async of(organisationId: string, vendor: VendorName): Promise<Policy> {
      const row = await table.findOne({ where: { organisationId, vendor } })
      const { covers, teams, mayLeave } = row?.get() ?? { covers: 'nobody', teams: [], mayLeave: true }
      return { covers, teams, mayLeave }
    },
    async set(organisationId: string, vendor: VendorName, policy: Policy): Promise<void> {
      await table.upsert({ id: v5(`${organisationId} ${vendor}`, companies), organisationId, vendor, ...policy })
    },
    /** Ids of those who don't want to be linked, where that is theirs to say. */
    async left(organisationId: string, vendor: VendorName, { mayLeave }: Policy): Promise<ReadonlySet<string>> {
      if (!mayLeave) return new Set()
      const rows = await outs.findAll({ where: { organisationId, vendor } })
      return new Set(rows.map(row => row.get().personId))
    },
    async leave(organisationId: string, vendor: VendorName, personId: string, leaves: boolean): Promise<void> {
      const id = v5(`${personId} ${vendor}`, optOuts)
      if (leaves) await outs.upsert({ id, organisationId, vendor, personId })
      else await outs.destroy({ where: { organisationId, id } })
    },
    async forget(organisationId: string, personId: string): Promise<void> {
      await outs.destroy({ where: { organisationId, personId } })
    },
  }
}
export type Policies = ReturnType<typeof openPolicies>
