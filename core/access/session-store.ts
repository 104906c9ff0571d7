/** Where sessions are kept: the database in the hub, memory in tests. */

export interface StoredSession {
  /** UUIDv7. */
  readonly id: string
  readonly organisation: string
  readonly person: string
  /** SHA-256 of the cookie's token, hex: who reads the database can't sign in by it. */
  readonly tokenHash: string
  readonly createdAt: Date
  readonly seenAt: Date
  readonly expiresAt: Date
  readonly userAgent: string
}

export interface SessionStore {
  insert(session: StoredSession): Promise<void>
  byTokenHash(tokenHash: string): Promise<StoredSession | undefined>
  ofPerson(person: string, organisation: string): Promise<readonly StoredSession[]>
  touch(session: StoredSession, seenAt: Date, expiresAt: Date): Promise<void>
  remove(sessions: readonly StoredSession[]): Promise<void>
  removeExpired(now: Date): Promise<void>
}

export function memorySessions(): SessionStore {
  const stored = new Map<string, StoredSession>()
  return {
    insert: async session => void stored.set(session.id, session),
    byTokenHash: async tokenHash => [...stored.values()].find(session => session.tokenHash === tokenHash),
    ofPerson: async person => [...stored.values()].filter(session => session.person === person),
    touch: async (session, seenAt, expiresAt) => {
      const found = stored.get(session.id)
      if (found) stored.set(session.id, { ...found, seenAt, expiresAt })
    },
    remove: async sessions => {
      for (const { id } of sessions) stored.delete(id)
    },
    removeExpired: async now => {
      for (const session of stored.values()) if (session.expiresAt <= now) stored.delete(session.id)
    },
  }
}
