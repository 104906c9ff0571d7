import { changePassword, type SignedIn, signIn, signOut, whoAmI } from '../access/contract.ts'
import { sessionCookie } from '../access/cookie.ts'
import { type Features, featuresOf } from '../access/may.ts'
import type { Session, Sessions } from '../access/sessions.ts'
import type { SignIn } from '../access/sign-in.ts'
import { HubError } from '../error.ts'
import type { RequestContext } from './context.ts'
import type { Limits } from './limits.ts'
import type { Routes } from './routes.ts'

export interface SessionRoutesOptions {
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly features: Features
  readonly limits: Limits
  readonly secure: boolean
}

/** Signing in and out: the routes that set the cookie. */
export function addSessionRoutes(routes: Routes, options: SessionRoutesOptions): void {
  const { sessions, features, limits, secure } = options

  // Signing in has no token to show yet, and may follow a session that the page knows nothing of: Origin guards it.
  routes.add(
    signIn,
    async ({ email, password }, _who, context) => {
      await limits.signIn(email, context.ip)
      const { token, session } = await options.signIn.signIn(email, password, context.get('user-agent'))
      await limits.signedIn(email, context.ip)
      if (context.state.session) await sessions.end(context.state.session)
      context.append('Set-Cookie', sessionCookie(token, secure))
      return told(session, context)
    },
    { csrf: false },
  )

  routes.add(whoAmI, (_input, _who, context) => told(own(context), context))

  routes.add(signOut, async ({ all }, who, context) => {
    if (all) await sessions.endAll(who)
    else await sessions.end(own(context))
    context.append('Set-Cookie', sessionCookie(undefined, secure))
  })

  routes.add(changePassword, async ({ current, password }, who, context) => {
    // A stolen session must not be good for guessing.
    await limits.signIn(who.person, context.ip)
    await options.signIn.changePassword(own(context), current, password)
    await limits.signedIn(who.person, context.ip)
  })

  function told(session: Session, context: RequestContext): SignedIn {
    const { id: _, who, ...rest } = session
    context.set('X-Csrf-Token', session.csrf)
    const { person, organisation, role, plan } = who
    const now = new Date().toISOString()
    return { person, organisation, role, plan, features: featuresOf(plan, features), now, ...rest }
  }
}

function own(context: RequestContext): Session {
  const { session } = context.state
  if (!session) throw new HubError('access.sign-in', 401)
  return session
}
