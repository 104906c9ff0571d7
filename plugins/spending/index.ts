import { mail } from '../../connectors/mail/port.ts'
import { telephony } from '../../connectors/telephony/port.ts'
import { definePlugin } from '../../core/hub.ts'
import { outsidePort } from '../calls/contract.ts'
import { directory } from '../directory/contract.ts'
import { openAccounts } from './accounts.ts'
import { provideAlarms } from './alarms.ts'
import { spendingAlarm } from './contract.ts'
import { provideFacts } from './facts.ts'
import { tables as createTables } from './migrations/001-tables.ts'
import { watchPatterns } from './patterns.ts'
import { provideRoutes } from './routes.ts'
import { spendingSettings } from './settings.ts'
import { spendingTables } from './tables.ts'
import { showSpending } from './views.ts'
import { words } from './words/index.ts'

export const spending = definePlugin({
  id: 'spending',
  needs: { directory, telephony, mail, outside: outsidePort },
  uses: ['directory', 'calls'],
  migrations: [createTables],
  words,
  async setup(hub, { directory, telephony, mail, outside }) {
    hub.event(spendingAlarm)
    const tables = spendingTables(hub)
    const settings = spendingSettings(hub, tables, directory)
    const publish = (organisation: string, data: (typeof spendingAlarm)['data']['_output']) => {
      hub
        .publish(spendingAlarm, { organisation, data })
        .catch((error: unknown) => hub.log.warn({ err: error }, 'an alarm was not raised'))
    }
    const accounts = openAccounts(
      hub,
      { directory, telephony, tables, settings },
      {
        changed: owner => views.changed(owner),
        over: entry => patterns(entry),
        ended: ({ organisation, person, dialled }) =>
          publish(organisation, { what: 'ended', caller: { ...(person && { person }) }, dialled }),
      },
    )
    const patterns = watchPatterns(accounts.ledger, directory, publish)
    const alarms = provideAlarms(hub, {
      ...{ directory, mail, tables },
      show: (organisation, alarm) => views.raised(organisation, alarm),
    })
    const views = showSpending(hub, { accounts, alarms, directory })
    provideFacts(hub, accounts, settings)
    provideRoutes(hub, settings)
    outside.add({ leaves: call => accounts.leaves(call) })

    const load = async () => {
      await settings.load()
      await alarms.load()
      await accounts.load()
    }
    hub.onResync(load)
    await load()
  },
})
