/** Before and behind the shell: whoever isn't signed in is asked to, and whoever no longer is goes on where it was. */

import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { SignedIn } from '../../core/access/contract.ts'
import type { Slot } from '../../core/define.ts'
import { type App, AppContext } from '../app.ts'
import { openChanges } from '../changes.ts'
import { openLiveStore } from '../live.ts'
import type { Session } from '../session.ts'
import type { Ui } from '../slots.tsx'
import { openToasts } from '../toasts.ts'
import { announce } from './announcer.tsx'
import { Unreachable } from './banner.tsx'
import { Shell } from './shell.tsx'
import { SignIn } from './sign-in.tsx'

export function Entrance({ session, uis }: { session: Session; uis: readonly Ui[] }) {
  const access = session.access.value
  const { route } = useLocation()
  const person = access.state === 'in' ? access.who.person : undefined
  const last = useRef(person)
  useEffect(() => session.watch(), [])
  useLayoutEffect(() => {
    // Another person begins at the beginning: where the one before was is none of theirs.
    if (person !== undefined && last.current !== undefined && last.current !== person) route('/', true)
    last.current = person ?? last.current
  }, [person])
  if (access.state === 'unknown') return access.failed ? <Unreachable onRetry={() => void session.ask()} /> : null
  if (access.state === 'out') return <SignIn session={session} />
  return (
    <>
      <Inside key={access.who.person} who={access.who} session={session} uis={uis} expired={access.expired} />
      {access.expired && <SignIn session={session} again />}
    </>
  )
}

function Inside({
  who,
  session,
  uis,
  expired,
}: {
  who: SignedIn
  session: Session
  uis: readonly Ui[]
  expired: boolean
}) {
  const { route } = useLocation()
  const app = useMemo(() => openApp(who, session, uis, route), [])
  useEffect(() => {
    if (!expired) app.live.connect()
  }, [expired])
  useFocusAsBefore(expired)
  useEffect(() => {
    const online = () => app.live.connect()
    // What waits to be sent lives in this page: whoever leaves it is asked first.
    const leaving = (event: BeforeUnloadEvent) => {
      if (app.changes.waiting.peek().size > 0) event.preventDefault()
    }
    addEventListener('online', online)
    addEventListener('beforeunload', leaving)
    return () => {
      removeEventListener('online', online)
      removeEventListener('beforeunload', leaving)
      app.changes.close()
      app.live.close()
    }
  }, [])
  // A role or a name may have changed since.
  const current = useMemo(() => ({ ...app, who }), [who])
  return (
    <AppContext.Provider value={current}>
      <Shell inert={expired} />
    </AppContext.Provider>
  )
}

/** Who signs in again goes on in the field where she was. The browser takes the focus out of it when the page behind becomes inert. */
function useFocusAsBefore(expired: boolean): void {
  const last = useRef<HTMLElement | undefined>(undefined)
  const was = useRef(expired)
  useEffect(() => {
    if (was.current && !expired) last.current?.focus()
    was.current = expired
    if (expired) return
    const keep = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && !target.closest('.sign-in')) last.current = target
    }
    addEventListener('focusin', keep)
    return () => removeEventListener('focusin', keep)
  }, [expired])
}

function openApp(
  who: SignedIn,
  session: Session,
  uis: readonly Ui[],
  route: (url: string, replace?: boolean) => void,
): App {
  const live = openLiveStore(async () => {
    const signedIn = await session.isSignedIn()
    if (!signedIn) session.expire()
    return signedIn
  })
  const toasts = openToasts()
  const app: App = {
    who,
    api: session.api,
    live,
    toasts,
    changes: openChanges(live, toasts),
    announce,
    go: (address, how = 'push') => route(address, how === 'replace'),
    filled: <Value,>(slot: Slot<Value>) => (filled.get(slot.name) ?? []) as readonly Value[],
    signOut: everywhere => session.signOut(everywhere ?? false),
  }
  const fills = uis.flatMap(ui => ui.fills(app)).toSorted((a, b) => a.order - b.order)
  const filled = Map.groupBy(fills, ({ slot }) => slot.name) as Map<string, readonly { value: unknown }[]>
  for (const [name, values] of filled) filled.set(name, values.map(({ value }) => value) as never)
  return app
}
