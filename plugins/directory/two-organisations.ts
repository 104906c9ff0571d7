/** Two organisations with the same short numbers, for tests. */
import type { Database } from '../../core/database/index.ts'
import { directory } from './index.ts'
import { type Added, addOrganisation, type NewOrganisation } from './seed.ts'
import { directoryTables } from './tables.ts'

const shared = {
  zone: 'Europe/Stockholm',
  country: 'SE',
  language: 'sv',
  openingHours: [1, 2, 3, 4, 5].map(day => ({ day, from: '08:00', to: '17:00' })),
} as const

const north: NewOrganisation = {
  ...shared,
  slug: 'north',
  name: 'North',
  domain: 'north.example',
  people: [
    person('Åsa', '1001', '+46846500401', 'administrator'),
    person('Bo', '1002', '+46846500402', 'member'),
    { ...person('Cia', '1003', undefined, 'member'), language: 'en' },
  ],
  numbers: [
    {
      kind: 'group',
      name: 'Växel',
      short: '1000',
      e164: '+46846500400',
      members: ['1003', '1002'],
      closesOutsideHours: true,
    },
    { kind: 'voicemail', name: 'Röstbrevlåda', short: '1099', closesOutsideHours: false },
  ],
  free: ['+46846500430', '+46846500431'],
}

const south: NewOrganisation = {
  ...shared,
  slug: 'south',
  name: 'South',
  domain: 'south.example',
  people: [{ ...person('Gun', '1001', '+46313900601', 'administrator'), email: 'gun@south.example' }],
  numbers: [{ kind: 'queue', name: 'Kö', short: '1010', members: ['1001'], closesOutsideHours: true }],
  free: ['+46313900630'],
}

function person(name: string, short: string, number: string | undefined, role: 'administrator' | 'member') {
  return {
    name,
    email: `${short}@north.example`,
    short,
    ...(number !== undefined && { number }),
    plan: 'Pro' as const,
    role,
    team: 'Alla',
    devices: [{ authName: `${short}-desk`, label: 'Desk', secret: `secret-${short}` }],
  }
}

/** Takes away all that is there, and adds the two. */
export async function addTwoOrganisations(database: Database): Promise<{ north: Added; south: Added }> {
  await database.migrate(directory.migrations ?? [])
  const own = database.forPlugin('directory')
  const tables = directoryTables(own)
  return own.transaction(async transaction => {
    for (const table of Object.values(tables)) await table.destroy({ where: {}, transaction, everyOrganisation: true })
    return {
      north: await addOrganisation(own, north, transaction),
      south: await addOrganisation(own, south, transaction),
    }
  })
}
