import type { Hub, Who } from '../../core/hub.ts'
import type { Directory } from '../directory/contract.ts'
import { colleague } from './colleague.ts'
import {
  addMyActivity,
  addOrganisationActivity,
  changeMyActivity,
  changeOrganisationActivity,
  deleteMyActivity,
  deleteOrganisationActivity,
  listActivities,
  listActivitiesOf,
  listOrganisationActivities,
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
  const choices = ({ organisation, owner }: Owner) => ({ activities: [...projection.choices(organisation, owner)] })

  hub.route(listActivities, (_, who) => choices(mine(who)))
  hub.route(listActivitiesOf, ({ id }, who) => choices(mine({ ...who, person: colleague(directory, id, who).id })))
  hub.route(setMyActivity, (asked, who) => people.set(self(who), asked, who.person))
  hub.route(setMyNote, ({ note }, who) => people.note(self(who), note))
  hub.route(setActivity, ({ id, ...asked }, who) => {
    const { organisation } = colleague(directory, id, who)
    return people.set({ organisation, id }, asked, who.person)
  })
  hub.route(addMyActivity, (form, who) => kinds.add(mine(who), form))
  hub.route(changeMyActivity, ({ key, ...form }, who) => kinds.change(mine(who), key, form))
  hub.route(deleteMyActivity, ({ key }, who) => kinds.remove(mine(who), key))
  hub.route(listOrganisationActivities, (_, who) => choices(everybodys(who)))
  hub.route(addOrganisationActivity, (form, who) => kinds.add(everybodys(who), form))
  hub.route(changeOrganisationActivity, ({ key, ...form }, who) => kinds.change(everybodys(who), key, form))
  hub.route(deleteOrganisationActivity, ({ key }, who) => kinds.remove(everybodys(who), key))
}
