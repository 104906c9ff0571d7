import { HubError } from '../../core/error.ts'
import type { Hub, Who } from '../../core/hub.ts'
import type { Directory, Person } from '../directory/contract.ts'
import {
  addMyActivity,
  addOrganisationActivity,
  changeMyActivity,
  changeOrganisationActivity,
  deleteMyActivity,
  deleteOrganisationActivity,
  heard,
  listActivities,
  listOrganisationActivities,
  readHeard,
  setActivity,
  setMyActivity,
  setMyNote,
} from './contract.ts'
import type { People } from './current.ts'
import type { Kinds, Owner } from './kinds.ts'
import type { Projection } from './projection.ts'

interface Parts {
  readonly directory: Directory
  readonly projection: Projection
  readonly people: People
  readonly kinds: Kinds
}

const self = ({ organisation, person }: Who) => ({ organisation, id: person })
const mine = ({ organisation, person }: Who): Owner => ({ organisation, owner: person })
const everybodys = ({ organisation }: Who): Owner => ({ organisation, owner: '' })

export function provideRoutes(hub: Hub, { directory, projection, people, kinds }: Parts): void {
  function colleague(id: string, who: Who): Person {
    const person = directory.person(id)
    if (person?.organisation !== who.organisation) throw new HubError('presence.no-such-person', 404)
    return person
  }
  const choices = ({ organisation, owner }: Owner) => ({ activities: [...projection.choices(organisation, owner)] })

  hub.route(listActivities, (_, who) => choices(mine(who)))
  hub.route(setMyActivity, (asked, who) => people.set(self(who), asked, who.person))
  hub.route(setMyNote, ({ note }, who) => people.note(self(who), note))
  hub.route(setActivity, ({ id, ...asked }, who) => {
    const { organisation } = colleague(id, who)
    return people.set({ organisation, id }, asked, who.person)
  })
  hub.route(readHeard, ({ id }, who) => {
    const { name, organisation } = colleague(id, who)
    const now = new Date()
    const zone = directory.organisation(organisation)?.zone ?? 'UTC'
    const { closesPhone, spoken, until } = projection.now(organisation, id, now)
    if (!closesPhone) return { closesPhone }
    const what = { name, spoken, until: until?.toISOString(), zone, now }
    return { closesPhone, text: { sv: heard({ ...what, language: 'sv' }), en: heard({ ...what, language: 'en' }) } }
  })

  hub.route(addMyActivity, (form, who) => kinds.add(mine(who), form))
  hub.route(changeMyActivity, ({ key, ...form }, who) => kinds.change(mine(who), key, form))
  hub.route(deleteMyActivity, ({ key }, who) => kinds.remove(mine(who), key))
  hub.route(listOrganisationActivities, (_, who) => choices(everybodys(who)))
  hub.route(addOrganisationActivity, (form, who) => kinds.add(everybodys(who), form))
  hub.route(changeOrganisationActivity, ({ key, ...form }, who) => kinds.change(everybodys(who), key, form))
  hub.route(deleteOrganisationActivity, ({ key }, who) => kinds.remove(everybodys(who), key))
}
