/** Devices and their secrets: each has its own, which is no password of anybody (RFC 3261 section 22 on what digest needs). */
import { createHash, randomInt } from 'node:crypto'
import type { Transaction } from 'sequelize'
import { HubError } from '../../../core/error.ts'
import type { DeviceEntry } from '../contract/numbers.ts'
import type { DeviceRow } from '../tables.ts'
import type { Book } from './book.ts'

/** RFC 2617 section 3.2.2.2: what the registrar needs of a secret, and all that is kept of it. */
export const ha1 = (authName: string, realm: string, secret: string) =>
  createHash('md5').update(`${authName}:${realm}:${secret}`).digest('hex')

// People type it into desk phones: nothing that looks like something else. 20 of 32 letters are 100 bits.
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
export const newSecret = () => Array.from({ length: 20 }, () => letters[randomInt(letters.length)]).join('')

/** Throws HubError `directory.person-not-found` (404). */
export async function createDevice(
  book: Book,
  organisationId: string,
  { person, label }: { person: string; label: string },
): Promise<DeviceEntry & { secret: string; extension: string }> {
  const owner = book.projection.person(person)
  const domain = owner && book.projection.organisation(owner.organisation)?.domain
  if (domain === undefined || owner?.organisation !== organisationId) {
    throw new HubError('directory.person-not-found', 404)
  }
  const secret = newSecret()
  return book.change(async transaction => {
    const authName = await freeAuthName(book, organisationId, `${owner.short}-${inAscii(label)}`, transaction)
    const row: DeviceRow = {
      ...{ personId: person, label, authName, domain, ha1: ha1(authName, domain, secret) },
      sessionId: null,
    }
    const device = await book.tables.devices.create({ organisationId, ...row }, { transaction })
    const { id } = device.get()
    const result = { id, person, label, authName, domain, secret, extension: owner.extension }
    // Told although it is new: a device of this name may have been there before.
    return { change: { organisation: organisationId, devices: [{ authName, domain }] }, result }
  })
}

/** Throws HubError `directory.device-not-found` (404). */
export async function deleteDevice(book: Book, organisationId: string, id: string): Promise<void> {
  await book.change(async transaction => {
    const device = await book.tables.devices.findOne({ where: { organisationId, id, sessionId: null }, transaction })
    if (!device) throw new HubError('directory.device-not-found', 404)
    const { authName, domain } = device.get()
    await device.destroy({ transaction })
    return { change: { organisation: organisationId, devices: [{ authName, domain }] }, result: undefined }
  })
}

export async function devicesOf(
  { tables }: Book,
  organisationId: string,
  personId: string | undefined,
): Promise<DeviceEntry[]> {
  const all = { organisationId, sessionId: null }
  const where = personId === undefined ? all : { ...all, personId }
  const devices = await tables.devices.findAll({ where, order: [['authName', 'ASC']] })
  return devices.map(device => entryOf(device.get()))
}

export const entryOf = ({
  id,
  personId: person,
  label,
  authName,
  domain,
}: DeviceRow & { id: string }): DeviceEntry => ({
  ...{ id, person, label, authName, domain },
})

async function freeAuthName(
  { tables }: Book,
  organisationId: string,
  wanted: string,
  transaction: Transaction,
): Promise<string> {
  const rows = await tables.devices.findAll({ where: { organisationId }, transaction })
  const taken = new Set(rows.map(row => row.get().authName))
  let name = wanted
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`
  return name
}

const inAscii = (label: string) =>
  label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'phone'
