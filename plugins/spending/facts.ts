import { Unknown } from '../../core/error.ts'
import type { Occurrence } from '../../core/flow/occurrence.ts'
import type { Hub } from '../../core/hub.ts'
import { type Accounts, countryOf } from './accounts.ts'
import {
  type AlarmKind,
  alarmFact,
  destinationFact,
  organisationSpendingFact,
  personSpendingFact,
  type Spent,
} from './contract.ts'
import type { SpendingSettings } from './settings.ts'

const notOut = new Unknown({ sv: 'samtalet går inte ut', en: 'the call does not go out' })
/** A group number forwards: the organisation pays. */
const nobody: Spent = { today: 0, dayReached: false, calls: 0, full: false }

const dialledIn = ({ type, data }: Occurrence): string => {
  const { dialled } = data as { dialled?: string }
  if (type !== 'call.outgoing' || dialled === undefined) throw notOut
  return dialled
}

export function provideFacts(hub: Pick<Hub, 'fact'>, accounts: Accounts, settings: SpendingSettings): void {
  hub.fact(destinationFact, (_, occurrence) => {
    const { organisation } = occurrence
    const dialled = dialledIn(occurrence)
    const { premium, minute, opening } = accounts.price(organisation, dialled)
    const country = countryOf(dialled)
    const { countries, premium: opened } = settings.of(organisation)
    const open = premium ? opened : country === undefined ? !dialled.startsWith('+') : countries.includes(country)
    return { open, premium, minute, opening }
  })
  hub.fact(alarmFact, (_, { type, data }) => {
    if (type !== 'spending.alarm') throw notOut
    return { what: (data as { what: AlarmKind }).what }
  })
  hub.fact(personSpendingFact, (_, occurrence) => {
    const person = occurrence.parties.caller?.person
    const { organisation } = occurrence
    return person === undefined ? nobody : accounts.spent({ organisation, person }, dialledIn(occurrence))
  })
  hub.fact(organisationSpendingFact, (_, occurrence) =>
    accounts.spent({ organisation: occurrence.organisation }, dialledIn(occurrence)),
  )
}
