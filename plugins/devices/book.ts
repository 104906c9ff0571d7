/** The telephones of an organisation: what the directory has of each, what is written here, and what the telephony says. */
import { createHash, randomBytes } from 'node:crypto'
import { HubError } from '../../core/error.ts'
import type { Hub, Who } from '../../core/hub.ts'
import type { DeviceEntry, Directory, PhoneDevices } from '../directory/contract.ts'
import type { Link, Make, Phone } from './contract.ts'
import type { Online } from './online.ts'
import type { PhoneRow, PhoneTable } from './tables.ts'

/** How long a link waits for its phone. */
const linkDays = 7

export interface Book {
  phones(organisation: string, person?: string): Promise<Phone[]>
  phone(organisation: string, id: string): Promise<Phone>
  /** Hers, or any of the organisation's for an administrator. Throws HubError `directory.device-not-found` (404). */
  own(who: Who, id: string): Promise<DeviceEntry>
  /** Throws HubError `devices.unknown-key` (400) for somebody who is not of the organisation. */
  note(organisation: string, id: string, changes: Partial<PhoneRow>): Promise<void>
  forget(organisation: string, id: string): Promise<void>
  openLink(organisation: string, id: string): Promise<Link>
  /** Whose link that is. */
  byToken(token: string): Promise<(PhoneRow & { organisationId: string }) | undefined>
  /** The link is used, by that phone where it says who it is. False: another was faster. */
  use(row: PhoneRow & { organisationId: string }, mac: string | undefined): Promise<boolean>
}

interface Parts {
  readonly directory: Directory
  readonly phoneDevices: PhoneDevices
  readonly online: Online
  readonly table: PhoneTable
}

const unknown: Pick<PhoneRow, 'make' | 'keys'> = { make: 'other', keys: [] }
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')
/** What a phone calls itself, without where it is. */
const modelOf = (userAgent: string) =>
  userAgent.replaceAll(/\s*\b(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}\b/gi, '').slice(0, 120)

export function openBook(hub: Pick<Hub, 'transaction'>, { directory, phoneDevices, online, table }: Parts): Book {
  function entry(device: DeviceEntry, row: PhoneRow | undefined): Phone {
    const { id, person, label, authName, domain } = device
    const seen = online.of(authName, domain)
    const model = seen.model ?? row?.model
    const seenAt = seen.online ? undefined : (seen.seenAt ?? row?.seenAt)
    const until = row?.mac === null && row.token ? row.tokenUntil : undefined
    return {
      ...{ id, person, label, make: row?.make ?? unknown.make, keys: row?.keys ?? [], online: seen.online },
      ...(model && { model: modelOf(model) }),
      ...(seenAt && { seenAt: seenAt.toISOString() }),
      ...(until && until > new Date() && { linkUntil: until.toISOString() }),
    }
  }

  const book: Book = {
    async phones(organisationId, person) {
      const devices = await phoneDevices.list(organisationId, person)
      const rows = await table.findAll({ where: { organisationId } })
      const known = new Map(rows.map(row => [row.get().deviceId, row.get()]))
      return devices
        .map(device => entry(device, known.get(device.id)))
        .sort((one, other) => one.label.localeCompare(other.label))
    },
    async phone(organisationId, id) {
      const device = await phoneDevices.find(organisationId, id)
      const row = await table.findOne({ where: { organisationId, deviceId: id } })
      return entry(device, row?.get())
    },
    async own({ organisation, person, role }, id) {
      const device = await phoneDevices.find(organisation, id)
      if (device.person !== person && role !== 'administrator') throw new HubError('directory.device-not-found', 404)
      return device
    },
    async note(organisationId, deviceId, changes) {
      const stranger = changes.keys?.find(person => directory.person(person)?.organisation !== organisationId)
      if (stranger !== undefined) throw new HubError('devices.unknown-key', 400, { field: 'keys' })
      await hub.transaction(async transaction => {
        const row = await table.findOne({ where: { organisationId, deviceId }, transaction })
        if (row) await row.update(changes, { transaction })
        else await table.create({ ...blank, ...unknown, ...changes, organisationId, deviceId }, { transaction })
      })
    },
    async forget(organisationId, deviceId) {
      await table.destroy({ where: { organisationId, deviceId } })
    },
    async openLink(organisation, id) {
      const token = randomBytes(24).toString('base64url')
      const tokenUntil = new Date(Date.now() + linkDays * 86_400_000)
      await book.note(organisation, id, { token: hashOf(token), tokenUntil, mac: null })
      return { path: `/provision/${token}`, until: tokenUntil.toISOString() }
    },
    async byToken(token) {
      const row = await table.findOne({ where: { token: hashOf(token) }, everyOrganisation: true })
      return row?.get()
    },
    async use({ organisationId, deviceId, token, mac: known }, mac) {
      // Whoever doesn't say who it is can't be known again: the link is for once then.
      const changes = mac ? { mac } : { token: null }
      const where = { organisationId, deviceId, token, mac: known }
      const [count] = await table.update(changes, { where })
      return count === 1
    },
  }
  return book
}

const blank: Omit<PhoneRow, 'deviceId' | 'make' | 'keys'> = {
  ...{ token: null, tokenUntil: null, mac: null, model: null, seenAt: null },
}

/** The file of a link that a person hands to a phone of that make. Undefined: what is handed over is no link. */
export const fileOf: Readonly<Record<Make, string | undefined>> = {
  // It asks for its own files below the address.
  yealink: '',
  snom: 'snom.xml',
  linphone: 'linphone.xml',
  other: undefined,
}
