/** People, numbers and phones of the demonstration. The numbers are of the Swedish series set aside for fiction (PTS). */
import { hashPassword } from '../../core/access/passwords.ts'
import type { Demo } from '../../core/hub.ts'
import { addOrganisation, type NewOrganisation, type NewPerson } from '../../plugins/directory/seed.ts'

const passwords = { norrsken: 'norrsken', fjallstrom: 'fjallstrom' }

/** Known to everybody, so in production nobody may have one of them. */
export const demoPasswords: readonly string[] = Object.values(passwords)

type Described = Omit<NewPerson, 'passwordHash' | 'devices'>
type Slug = keyof typeof passwords

const weekdays = (from: string, to: string) => [1, 2, 3, 4, 5].map(day => ({ day, from, to }))

const sweden = { zone: 'Europe/Stockholm', country: 'SE', language: 'sv' } as const

const norrskensPeople: readonly Described[] = [
  {
    name: 'Anna Svensson',
    email: 'anna@norrsken.example',
    short: '1001',
    number: '+46846500401',
    plan: 'Enterprise',
    role: 'member',
    team: 'Försäljning',
  },
  {
    name: 'Björn Lind',
    email: 'bjorn@norrsken.example',
    short: '1002',
    number: '+46846500402',
    plan: 'Business',
    role: 'member',
    team: 'Försäljning',
  },
  {
    name: 'Cecilia Öberg',
    email: 'cecilia@norrsken.example',
    short: '1003',
    number: '+46846500403',
    plan: 'Enterprise',
    role: 'supervisor',
    team: 'Kundtjänst',
  },
  {
    name: 'David Ek',
    email: 'david@norrsken.example',
    short: '1004',
    number: '+46846500404',
    plan: 'Enterprise',
    role: 'administrator',
    team: 'IT',
  },
  {
    name: 'Elin Åkesson',
    email: 'elin@norrsken.example',
    short: '1005',
    number: '+46846500405',
    plan: 'Pro',
    role: 'member',
    team: 'Kundtjänst',
  },
  {
    name: 'Farid Nazari',
    email: 'farid@norrsken.example',
    short: '1006',
    number: '+46846500406',
    plan: 'Business',
    role: 'member',
    team: 'Kundtjänst',
    language: 'en',
  },
]

const norrskensNumbers: NewOrganisation['numbers'] = [
  {
    kind: 'group',
    name: 'Växel',
    short: '1000',
    e164: '+46846500400',
    members: ['1003', '1005'],
    closesOutsideHours: true,
  },
  {
    kind: 'queue',
    name: 'Kundtjänst',
    short: '1010',
    e164: '+46846500410',
    members: ['1003', '1005', '1006'],
    closesOutsideHours: true,
  },
  { kind: 'voicemail', name: 'Röstbrevlåda', short: '1099', closesOutsideHours: false },
  { kind: 'conference', name: 'Telefonmöte', short: '1020', e164: '+46846500420', closesOutsideHours: false },
]

const gustav: Described = {
  name: 'Gustav Fjällström',
  email: 'gustav@fjallstrom.example',
  short: '1001',
  number: '+46313900601',
  plan: 'Enterprise',
  role: 'administrator',
  team: 'Ledning',
}

/** Adds both organisations. */
export async function directoryDemo(
  { database, transaction }: Pick<Demo, 'database' | 'transaction'>,
  sipDomain: string,
): Promise<Demo['organisations']> {
  const organisation = async (
    slug: Slug,
    described: Omit<NewOrganisation, 'slug' | 'domain' | 'people'>,
    people: readonly Described[],
  ) => {
    // One for all: it is the same password, and each hash takes a moment of the start.
    const passwordHash = await hashPassword(passwords[slug])
    const phones = people.map(person => ({ ...person, passwordHash, devices: [deskPhone(slug, person.short)] }))
    const added = { ...described, slug, domain: `${slug}.${sipDomain}`, people: phones }
    return addOrganisation(database.forPlugin('directory'), added, transaction)
  }
  const norrsken = await organisation(
    'norrsken',
    {
      ...sweden,
      areaCode: '08',
      name: 'Norrsken AB',
      openingHours: weekdays('08:00', '17:00'),
      numbers: norrskensNumbers,
      // So that an administrator has some to give away.
      free: ['+46846500430', '+46846500431', '+46846500432'],
    },
    norrskensPeople,
  )
  const fjallstrom = await organisation(
    'fjallstrom',
    {
      ...sweden,
      areaCode: '031',
      name: 'Fjällström Bygg AB',
      openingHours: weekdays('07:00', '16:00'),
      numbers: [],
      free: [],
    },
    [gustav],
  )
  return { norrsken, fjallstrom }
}

const deskPhone = (slug: Slug, short: string) => ({
  authName: `${short}-desk`,
  label: 'Bordstelefon',
  secret: `${slug}-${short}`,
})
