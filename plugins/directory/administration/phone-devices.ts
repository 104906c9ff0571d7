import { HubError } from '../../../core/error.ts'
import type { PhoneDevices } from '../contract.ts'
import type { Book } from './book.ts'
import { createDevice, deleteDevice, devicesOf, entryOf, ha1, newSecret } from './devices.ts'

export const phoneDevicesOf = (book: Book): PhoneDevices => {
  const row = async (organisationId: string, id: string) => {
    const found = await book.tables.devices.findOne({ where: { organisationId, id, sessionId: null } })
    if (!found) throw new HubError('directory.device-not-found', 404)
    return found
  }
  return {
    list: (organisation, person) => devicesOf(book, organisation, person),
    find: async (organisation, id) => entryOf((await row(organisation, id)).get()),
    async add(organisation, wanted) {
      const { secret, extension, ...device } = await createDevice(book, organisation, wanted)
      return { device, secret, extension }
    },
    async rename(organisation, id, label) {
      await (await row(organisation, id)).update({ label })
    },
    async renew(organisationId, id) {
      const device = entryOf((await row(organisationId, id)).get())
      const { authName, domain } = device
      const secret = newSecret()
      const extension = book.projection.person(device.person)?.extension
      if (extension === undefined) throw new HubError('directory.person-not-found', 404)
      return book.change(async transaction => {
        const changed = { ha1: ha1(authName, domain, secret) }
        await book.tables.devices.update(changed, { where: { organisationId, id }, transaction })
        return {
          change: { organisation: organisationId, devices: [{ authName, domain }] },
          result: { device, secret, extension },
        }
      })
    },
    remove: (organisation, id) => deleteDevice(book, organisation, id),
  }
}
