/** What plugins may know of sessions: for whatever was given to one, and has to go with it. */
import { definePort } from '../define.ts'
import type { SessionStore } from './session-store.ts'
import type { Sessions } from './sessions.ts'

export interface SessionEnds {
  /** Called on every hub with each person some of whose sessions may have ended. */
  onEnd(listener: (person: string) => void): void
  /** Ids of the person's sessions that go on. */
  standing(person: string, organisation: string): Promise<ReadonlySet<string>>
}

export const sessionEnds = definePort<SessionEnds>('core.session-ends')

export const sessionEndsOf = (
  sessions: Pick<Sessions, 'onPerson'>,
  store: Pick<SessionStore, 'ofPerson'>,
): SessionEnds => ({
  onEnd: sessions.onPerson,
  async standing(person, organisation) {
    const stored = await store.ofPerson(person, organisation)
    return new Set(stored.filter(({ expiresAt }) => expiresAt.getTime() > Date.now()).map(({ id }) => id))
  },
})
