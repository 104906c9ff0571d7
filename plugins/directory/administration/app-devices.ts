/** The app as a device of whoever is signed in: a secret for each session, and no longer than the session. */
import { randomBytes } from 'node:crypto'
import { HubError } from '../../../core/error.ts'
import type { AppDevices } from '../contract.ts'
import type { Book } from './book.ts'
import { ha1, newSecret } from './devices.ts'

const everyOrganisation = true

export const appDevicesOf = (book: Book): AppDevices => ({
  async renew({ organisation: organisationId, person, session: sessionId }) {
    const owner = book.projection.person(person)
    const domain = owner && book.projection.organisation(owner.organisation)?.domain
    if (domain === undefined || owner?.organisation !== organisationId) {
      throw new HubError('directory.person-not-found', 404)
    }
    const secret = newSecret()
    return book.change(async transaction => {
      const { devices } = book.tables
      const before = await devices.findOne({ where: { organisationId, personId: person, sessionId }, transaction })
      const authName = before?.get().authName ?? `${owner.short}-app-${randomBytes(8).toString('hex')}`
      const row = { authName, domain, ha1: ha1(authName, domain, secret) }
      if (before) await before.update(row, { transaction })
      else await devices.create({ organisationId, personId: person, label: 'app', sessionId, ...row }, { transaction })
      const result = { authName, domain, secret, extension: owner.extension }
      return { change: { organisation: organisationId, devices: [{ authName, domain }] }, result }
    })
  },

  async given(person) {
    const rows = await book.tables.devices.findAll({ where: person ? { personId: person } : {}, everyOrganisation })
    return rows
      .map(row => row.get())
      .flatMap(({ organisationId: organisation, personId, sessionId: session }) =>
        session === null ? [] : [{ organisation, person: personId, session }],
      )
  },

  async remove({ organisation: organisationId, session: sessionId }) {
    await book.change(async transaction => {
      const rows = await book.tables.devices.findAll({ where: { organisationId, sessionId }, transaction })
      for (const row of rows) await row.destroy({ transaction })
      const devices = rows.map(row => row.get()).map(({ authName, domain }) => ({ authName, domain }))
      return { change: { organisation: organisationId, devices }, result: undefined }
    })
  },
})
