/**
 * A phone fetches its settings by the link that its person has given it. The link can't be guessed, serves a week, and from its first use
 * the one phone that used it; each time the phone gets a new secret, so that none is kept here and none that was read from an old file is of use.
 */
import type { PhoneDoors } from '../../connectors/telephony/port.ts'
import type { Document, DocumentRequest } from '../../core/hub.ts'
import type { DeviceSecret, Directory, PhoneDevices } from '../directory/contract.ts'
import type { Book } from './book.ts'
import { formatOf, macIn } from './formats/index.ts'
import type { Profile } from './formats/profile.ts'

interface Parts {
  readonly directory: Directory
  readonly phoneDevices: PhoneDevices
  readonly phoneDoors: PhoneDoors
  readonly book: Book
  /** The phone has been given its settings. */
  readonly given: (organisation: string, id: string) => void
}

const say = (status: number, sv: string, en: string): Document => ({
  ...{ status, type: 'text/plain; charset=utf-8', body: `${sv}\n\n${en}\n` },
})
const nothing = say(
  404,
  'Länken gäller inte längre. Skapa en ny i appen.',
  'This link is no longer valid. Make a new one in the app.',
)
const open = say(
  403,
  'Telefonens lösenord skickas bara över https. Använd en länk som börjar med https://.',
  'A telephone’s password is sent over https only. Use a link that begins with https://.',
)
const about = say(
  200,
  'Länken är till för en telefon. Skriv in den i telefonens inställningar som server för autokonfigurering (auto provisioning).',
  'This link is for a telephone. Type it into the telephone’s settings as its auto provisioning server.',
)

export function provision({ directory, phoneDevices, phoneDoors, book, given }: Parts) {
  return async ({ params, private: isPrivate, host, userAgent }: DocumentRequest): Promise<Document> => {
    const { token = '', file = '' } = params
    const row = await book.byToken(token)
    if (!row) return nothing
    if (!file) return about
    const format = formatOf(file)
    if (!format) return { ...nothing, body: '' }
    if (format.common) return format.common
    if (!isPrivate) return open
    const mac = format.mac ?? macIn(userAgent)
    if (row.mac === null ? (row.tokenUntil ?? 0) < new Date() : row.mac !== mac) return nothing
    if (!(await book.use(row, mac)) || !format.write) return nothing
    const secret = await phoneDevices.renew(row.organisationId, row.deviceId)
    given(row.organisationId, row.deviceId)
    return format.write(profileOf(directory, phoneDoors, { secret, host, keys: row.keys }))
  }
}

interface For {
  readonly secret: DeviceSecret
  /** Where the phone found this server is where it finds signalling too. */
  readonly host: string
  readonly keys: readonly string[]
}

export function profileOf(directory: Directory, doors: PhoneDoors, { secret: given, host, keys }: For): Profile {
  const { device, secret, extension } = given
  const [user = '', domain = ''] = extension.split('@')
  const person = directory.person(device.person)
  return {
    ...{ host, sipPort: doors.sipPort, tls: doors.tls, domain, user, authName: device.authName, secret },
    name: person?.name ?? user,
    language: person?.language ?? 'sv',
    voicemail: person && directory.serviceNumber(person.organisation, 'voicemail'),
    keys: keys.flatMap(id => {
      const colleague = directory.person(id)
      return colleague?.organisation === person?.organisation && colleague
        ? [{ user: colleague.short, name: colleague.name }]
        : []
    }),
  }
}
