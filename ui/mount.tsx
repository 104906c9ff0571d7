/** The app, from an empty page: who is signed in, and then the shell with what the plugins put into it. */
import { render } from 'preact'
import { LocationProvider } from 'preact-iso'
import { openSession } from './session.ts'
import { Entrance } from './shell/entrance.tsx'
import type { Ui } from './slots.tsx'

export function mount(into: Element, uis: readonly Ui[]): void {
  const session = openSession()
  void session.ask()
  into.replaceChildren()
  render(
    <LocationProvider>
      <Entrance session={session} uis={uis} />
    </LocationProvider>,
    into,
  )
}
