import { HubError } from '../error.ts'
import type { Account, Accounts } from './accounts.ts'
import { hashedForLess, hashPassword, passwordFits } from './passwords.ts'
import type { Session, Sessions } from './sessions.ts'

export interface SignInOptions {
  readonly accounts: () => Accounts
  readonly sessions: Sessions
  /** Passwords that nobody may have: the demonstration's, in production. */
  readonly refused?: ((password: string) => boolean) | undefined
}

export interface SignIn {
  /** Throws HubError `access.wrong-password` (401), `access.password-refused` (403), `access.busy` (503). */
  signIn(email: string, password: string, userAgent: string): Promise<{ token: string; session: Session }>
  /** Signs out all other sessions of the person. The same errors; a wrong current password is 400 with its field. */
  changePassword(session: Session, current: string, password: string): Promise<void>
}

export function openSignIn({ accounts, sessions, refused = () => false }: SignInOptions): SignIn {
  // Whether the account exists is not to be told, by words or by time: a refused password is refused for anybody.
  function mustBeGood(password: string): void {
    if (refused(password)) throw new HubError('access.password-refused', 403)
  }

  async function checked(account: Account | undefined, password: string): Promise<Account | undefined> {
    const usable = account && !account.disabled ? account : undefined
    return (await passwordFits(usable?.passwordHash, password)) ? usable : undefined
  }

  return {
    async signIn(email, password, userAgent) {
      mustBeGood(password)
      const account = await checked(await accounts().byEmail(email.trim().toLowerCase()), password)
      if (!account) throw new HubError('access.wrong-password', 401)
      if (account.passwordHash && hashedForLess(account.passwordHash)) {
        await accounts().setPassword(account.person, await hashPassword(password))
      }
      return sessions.begin(account, userAgent)
    },

    async changePassword(session, current, password) {
      mustBeGood(password)
      const account = await checked(await accounts().byPerson(session.who.person), current)
      if (!account) throw new HubError('access.wrong-password', 400, { field: 'current' })
      await accounts().setPassword(account.person, await hashPassword(password))
      await sessions.endAll(account, session.id)
    },
  }
}
