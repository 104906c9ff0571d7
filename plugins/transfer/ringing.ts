/** What rings at whom was dialled, and whether whoever dials belongs there. */
import { Unknown } from '../../core/error.ts'
import type { Hub } from '../../core/hub.ts'
import type { Calls, OutgoingData } from '../calls/contract.ts'
import type { Directory, Person } from '../directory/contract.ts'
import { ringingFact, sameDepartment } from './contract.ts'

interface Parts {
  readonly directory: Directory
  readonly calls: Pick<Calls, 'ringingAt'>
}

/** Whom `target` means: the own department where it is empty. `of`: of a group, whose members may take its calls. */
function meant(
  target: string,
  by: Person,
  directory: Directory,
): { people: readonly Person[]; of?: readonly Person[] } {
  const all = directory.people(by.organisation)
  if (target === '') return { people: all.filter(one => sameDepartment(one, by, all)) }
  const destination = directory.destination(target, by.organisation)
  if (destination?.kind === 'person') return { people: [destination.person] }
  if (destination?.kind === 'service' || !destination) return { people: [] }
  return { people: destination.members, of: destination.members }
}

export function provideRinging(hub: Pick<Hub, 'fact'>, { directory, calls }: Parts): void {
  hub.fact(ringingFact, ({ code }, { data, parties }) => {
    const person = parties.caller?.person
    const by = person === undefined ? undefined : directory.person(person)
    if (!by) throw new Unknown({ sv: 'ringer inte inifrån', en: 'does not call from inside' })
    const { dialled } = data as OutgoingData
    if (!dialled.startsWith(code)) return { rings: false, department: false }
    const target = dialled.slice(code.length)
    const { people, of } = meant(target, by, directory)
    const all = directory.people(by.organisation)
    const belongs = (one: Person) => sameDepartment(one, by, all) || of?.some(({ id }) => id === by.id) === true
    const [first] = people
      .flatMap(person => calls.ringingAt(person.id).map(call => ({ ...call, person })))
      .sort((one, other) => one.since.getTime() - other.since.getTime())
    if (!first) {
      const [only] = target === '' || of ? [] : people
      return { rings: false, department: only !== undefined && belongs(only), at: only?.name }
    }
    return { rings: true, department: belongs(first.person), at: first.person.name, callId: first.callId }
  })
}
