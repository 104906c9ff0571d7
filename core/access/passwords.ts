/** Passwords by argon2id (RFC 9106), a few at a time so that people signing in don't take the machine from calls. */
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { HubError } from '../error.ts'

// OWASP Password Storage Cheat Sheet: argon2id (this package's default) with 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
// Each takes some 20 ms of a core, in libuv's pool of four threads: leave threads for files and names.
const atOnce = 2
// A second's work: who came later would have given up before their turn.
const waitingAtMost = 50

/** In PHC form. The same password typed on two keyboards must give the same bytes: NFKC (RFC 8265 section 4.2.1 asks for NFC at least). */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password.normalize('NFKC'), cost))

/**
 * Whether the password is the one that was hashed. With no hash (an unknown e-mail address) it takes as long and says no, so that
 * time doesn't tell who has an account.
 */
export async function passwordFits(passwordHash: string | undefined, password: string): Promise<boolean> {
  const against = passwordHash ?? (await nobodys())
  const fits = await inTurn(() => verify(against, password.normalize('NFKC')))
  return fits && passwordHash !== undefined
}

/** Whether it was hashed at less than today's cost: hash it again while the password is at hand. */
export function hashedForLess(passwordHash: string): boolean {
  const { memoryCost, timeCost } = parseOptions(passwordHash)
  return memoryCost < cost.memoryCost || timeCost < cost.timeCost
}

let nobodysHash: Promise<string> | undefined
const nobodys = () => {
  nobodysHash ??= hashPassword(crypto.randomUUID())
  return nobodysHash
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= waitingAtMost) throw new HubError('access.busy', 503)
  if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    // The turn is handed on, so `running` stays as it is.
    if (next) next()
    else running -= 1
  }
}
