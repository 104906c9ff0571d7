import { z } from 'zod'
import { phoneDoors, telephony } from '../../connectors/telephony/port.ts'
import { definePlugin } from '../../core/hub.ts'
import { directory, phoneDevices } from '../directory/contract.ts'
import { openBook } from './book.ts'
import { myPhones } from './contract.ts'
import { phones } from './migrations/001-phones.ts'
import { online as onlineDevices } from './online.ts'
import { provision } from './provision.ts'
import { provideRoutes } from './routes.ts'
import { phoneTable } from './tables.ts'
import { words } from './words/index.ts'

export const devices = definePlugin({
  id: 'devices',
  needs: { directory, phoneDevices, telephony, phoneDoors },
  uses: ['directory'],
  migrations: [phones],
  words,
  setup(hub, ports) {
    const { directory, phoneDevices, telephony } = ports
    const online = onlineDevices()
    const table = phoneTable(hub)
    const book = openBook(hub, { directory, phoneDevices, online, table })
    const lost = (error: unknown) => hub.log.warn({ err: error }, 'what became of a telephone was not shown')

    const tell = hub.live(myPhones, {
      key: who => who.person,
      snapshot: async (organisation, person) => ({ phones: await book.phones(organisation, person) }),
    })
    async function showHere(organisation: string, id: string): Promise<void> {
      const phone = await book.phone(organisation, id)
      tell({ organisation, key: phone.person }, { phone })
    }
    const changed = hub.broadcast('changed', z.object({ organisation: z.string(), id: z.string() }), to => {
      showHere(to.organisation, to.id).catch(lost)
    })
    const gone = hub.broadcast(
      'gone',
      z.object({ organisation: z.string(), person: z.string(), id: z.string() }),
      ({ organisation, person, id }) => tell({ organisation, key: person }, { gone: id }),
    )

    /** On each hub: all hear the telephony. What is remembered of it is the same, whoever writes it. */
    async function heard(keys: readonly string[]): Promise<void> {
      for (const key of keys) {
        const at = key.lastIndexOf('@')
        const [authName, domain] = [key.slice(0, at), key.slice(at + 1)]
        const organisation = directory.organisationByDomain(domain)?.id
        if (organisation === undefined) continue
        const device = (await phoneDevices.list(organisation)).find(one => one.authName === authName)
        if (!device) continue
        const { model, seenAt } = online.of(authName, domain)
        await book.note(organisation, device.id, { ...(model && { model }), ...(seenAt && { seenAt }) })
        await showHere(organisation, device.id)
      }
    }
    telephony.listen(event => {
      heard(online.take(event)).catch(lost)
      if (event.kind !== 'connected') return
      const askedAt = Date.now()
      telephony
        .registrations()
        .then(registrations => heard(online.heal(registrations, askedAt)))
        .catch(lost)
    })

    const show = async (organisation: string, id: string) => changed({ organisation, id })
    provideRoutes(hub, {
      ...{ ...ports, book, show },
      gone: (organisation, person, id) => gone({ organisation, person, id }),
    })
    const fetched = provision({ ...ports, book, given: (organisation, id) => changed({ organisation, id }) })
    hub.document('/provision/:token', fetched)
    hub.document('/provision/:token/:file', fetched)
  },
})
