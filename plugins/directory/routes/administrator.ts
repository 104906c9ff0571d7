/** What administrators do: each route within the organisation of whoever asks. */
import { HubError } from '../../../core/error.ts'
import type { Hub } from '../../../core/hub.ts'
import { type Book, organisationOf } from '../administration/book.ts'
import { createDevice, deleteDevice, devicesOf } from '../administration/devices.ts'
import { createNumber, deleteNumber, updateNumber } from '../administration/numbers.ts'
import * as settings from '../administration/organisation.ts'
import { createPerson, updatePerson } from '../administration/people.ts'
import * as contract from '../contract.ts'
import { employeeOf, numberEntry, organisationEntry } from '../views.ts'

export function administratorRoutes(hub: Pick<Hub, 'route'>, book: Book): void {
  const { projection } = book

  function employee(id: string, organisation: string) {
    const record = projection.record(id)
    if (record?.organisation !== organisation) throw new HubError('directory.person-not-found', 404)
    return employeeOf(projection, record)
  }
  function number(id: string, organisation: string) {
    const record = projection.number(id)
    if (record?.organisation !== organisation) throw new HubError('directory.number-not-found', 404)
    return numberEntry(record)
  }
  const organisationNow = (id: string) => organisationEntry(organisationOf(book, id))

  hub.route(contract.listEmployees, (_input, { organisation }) => ({
    people: projection.records(organisation).map(record => employeeOf(projection, record)),
  }))
  hub.route(contract.createPerson, async (input, { organisation }) =>
    employee(await createPerson(book, organisation, input), organisation),
  )
  hub.route(contract.updatePerson, async (input, { organisation }) => {
    await updatePerson(book, organisation, input)
    return employee(input.id, organisation)
  })

  hub.route(contract.listNumbers, (_input, { organisation }) => ({
    numbers: projection.numbers(organisation).map(numberEntry).sort(byNumber),
  }))
  hub.route(contract.createNumber, async (input, { organisation }) =>
    number(await createNumber(book, organisation, input), organisation),
  )
  hub.route(contract.updateNumber, async (input, { organisation }) => {
    await updateNumber(book, organisation, input)
    return number(input.id, organisation)
  })
  hub.route(contract.deleteNumber, ({ id }, { organisation }) => deleteNumber(book, organisation, id))

  hub.route(contract.listDevices, async ({ person }, { organisation }) => ({
    devices: await devicesOf(book, organisation, person),
  }))
  hub.route(contract.createDevice, (input, { organisation }) => createDevice(book, organisation, input))
  hub.route(contract.deleteDevice, ({ id }, { organisation }) => deleteDevice(book, organisation, id))

  hub.route(contract.updateOrganisation, async (input, { organisation }) => {
    await settings.updateOrganisation(book, organisation, input)
    return organisationNow(organisation)
  })
  hub.route(contract.setClosedDay, async (input, { organisation }) => {
    await settings.setClosedDay(book, organisation, input)
    return organisationNow(organisation)
  })
  hub.route(contract.deleteClosedDay, async ({ day }, { organisation }) => {
    await settings.deleteClosedDay(book, organisation, day)
    return organisationNow(organisation)
  })

  hub.route(contract.createTeam, async ({ name }, { organisation }) => ({
    id: await settings.createTeam(book, organisation, name),
    name,
  }))
  hub.route(contract.updateTeam, async (input, { organisation }) => {
    await settings.updateTeam(book, organisation, input)
    return input
  })
  hub.route(contract.deleteTeam, ({ id }, { organisation }) => settings.deleteTeam(book, organisation, id))
}

const byNumber = (a: contract.NumberEntry, b: contract.NumberEntry) =>
  (a.short ?? '~').localeCompare(b.short ?? '~') || (a.e164 ?? '').localeCompare(b.e164 ?? '')
