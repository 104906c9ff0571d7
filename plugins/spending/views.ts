import type { Hub } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import type { Accounts } from './accounts.ts'
import type { Alarms } from './alarms.ts'
import { type Alarm, type SpendingState, spendingView, type Use } from './contract.ts'
import type { Owner } from './ledger.ts'

interface Parts {
  readonly accounts: Accounts
  readonly alarms: Alarms
  readonly directory: Directory
}

/** Costs that grow are shown this often. */
const everyMs = 10_000

export function showSpending(hub: Hub, { accounts, alarms, directory }: Parts) {
  const { ledger } = accounts
  const shownDay = new Map<string, string>()
  const use = (owner: Owner): Use => ({
    today: ledger.spent(owner, accounts.today(owner.organisation), Date.now()),
    calls: ledger.open(owner).length,
  })
  const usesOf = (organisation: string, people: Iterable<string>) => ({
    organisation: use({ organisation }),
    people: Object.fromEntries([...people].map(person => [person, use({ organisation, person })])),
  })
  const snapshot = (organisation: string): SpendingState => ({
    ...usesOf(organisation, ledger.people(organisation, accounts.today(organisation))),
    alarms: [...alarms.of(organisation)],
  })
  const tell = hub.live(spendingView, { snapshot })

  function changed({ organisation, person }: Owner): void {
    const day = accounts.today(organisation)
    if ((shownDay.get(organisation) ?? day) !== day) {
      tell({ organisation }, { fresh: snapshot(organisation) })
    } else {
      tell({ organisation }, usesOf(organisation, person === undefined ? [] : [person]))
    }
    shownDay.set(organisation, day)
  }

  let timer: NodeJS.Timeout | undefined
  hub.onStart(() => {
    timer = setInterval(() => {
      for (const { id } of directory.organisations()) {
        const talking = ledger.open({ organisation: id }).flatMap(({ person }) => person ?? [])
        const isNew = shownDay.has(id) && shownDay.get(id) !== accounts.today(id)
        if (isNew) changed({ organisation: id })
        else if (talking.length > 0) tell({ organisation: id }, usesOf(id, new Set(talking)))
      }
    }, everyMs)
  })
  hub.onStop(() => clearInterval(timer))

  return { changed, raised: (organisation: string, alarm: Alarm) => tell({ organisation }, { alarm }) }
}
