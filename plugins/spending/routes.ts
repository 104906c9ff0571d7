import type { Hub } from '../../core/hub.ts'
import { readSpending, setPersonLimits, setPrices, setSpending } from './contract.ts'
import type { SpendingSettings } from './settings.ts'

export function provideRoutes(hub: Pick<Hub, 'route'>, settings: SpendingSettings): void {
  hub.route(readSpending, (_, { organisation }) => settings.all(organisation))
  hub.route(setSpending, async (given, { organisation }) => {
    await settings.set(organisation, { settings: given })
    return settings.all(organisation)
  })
  hub.route(setPrices, async ({ prices }, { organisation }) => {
    await settings.set(organisation, { prices })
    return settings.all(organisation)
  })
  hub.route(setPersonLimits, async ({ person, limits }, { organisation }) => {
    await settings.setLimits(organisation, person, limits)
    return settings.all(organisation)
  })
}
