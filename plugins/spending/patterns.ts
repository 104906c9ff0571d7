import type { Directory } from '../directory/contract.ts'
import type { spendingAlarm } from './contract.ts'
import { hourIn } from './days.ts'
import { oddPattern } from './guard.ts'
import type { Entry, Ledger } from './ledger.ts'

const hour = 3_600_000

/** Called with each call that is over. */
export const watchPatterns =
  (
    ledger: Ledger,
    directory: Directory,
    alarm: (organisation: string, data: (typeof spendingAlarm)['data']['_output']) => void,
  ) =>
  ({ organisation, person, country, dialled }: Entry): void => {
    const { zone = 'Europe/Stockholm', country: home = 'SE' } = directory.organisation(organisation) ?? {}
    const now = new Date()
    const calls = ledger.since({ organisation, ...(person && { person }) }, now.getTime() - hour)
    const count = oddPattern(calls, { home, hour: hourIn(zone, now), country })
    if (count !== undefined)
      alarm(organisation, { what: 'pattern', caller: { ...(person && { person }) }, dialled, count })
  }
