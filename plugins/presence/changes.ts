/** Rules hear what somebody did before and does after: whoever set it, and once, however many hubs see it. */
import { v5 } from 'uuid'
import type { Hub } from '../../core/hub.ts'
import { activityChanged, type Setter } from './contract.ts'
import type { Doing } from './projection.ts'

/** As much of what somebody does as tells one thing from another. */
export type Done = Pick<Doing, 'key' | 'closesPhone' | 'until'> & {
  readonly source?: Pick<NonNullable<Doing['source']>, 'name'> | undefined
}

export interface Change {
  readonly organisation: string
  readonly person: string
  readonly before: Done
  readonly after: Done
  readonly setBy: Setter
  /** Id of the person who set it. */
  readonly by?: string | undefined
  /** Names it: the same on all hubs, another for another change of the person. */
  readonly cause: string
}

/** Names the events of changes, so that one told twice is recognised. */
const eventsOf = 'a5a0c5a2-5d0c-4a38-9a55-0d7e8a3f6d11'

/** What becomes of somebody at this time, whoever notices it. */
export const atTime = (time: Date) => `at ${time.toISOString()}`

export const sameDoing = (one: Done, other: Done) =>
  one.key === other.key && one.until?.getTime() === other.until?.getTime() && one.source?.name === other.source?.name

/** Never rejects: what was set holds, whether rules hear of it or not. */
export async function tellRules(hub: Pick<Hub, 'publish' | 'log'>, change: Change): Promise<void> {
  const { organisation, person, before, after, setBy, by, cause } = change
  const data = { person, before: told(before), after: told(after), setBy, by }
  const id = v5(`${person} ${cause}`, eventsOf)
  await hub.publish(activityChanged, { organisation, data, id, at: new Date() }).catch((error: unknown) => {
    hub.log.error({ err: error, person }, 'rules did not hear of an activity')
  })
}

const told = ({ key, closesPhone, until }: Done) => ({ key, closesPhone, until: until?.toISOString() })
