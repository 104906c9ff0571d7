/** Screens that are loaded when they are first shown, and say so when they can't be. */
import type { ComponentType, FunctionComponent } from 'preact'
import { useState } from 'preact/hooks'
import { lazy as suspending } from 'preact-iso'
import { Failed } from './parts/failed.tsx'

type Loaded<Props> = ComponentType<Props> | { readonly default: ComponentType<Props> }
type Load<Props> = () => Promise<Loaded<Props>>

const componentOf = <Props,>(loaded: Loaded<Props>): ComponentType<Props> =>
  'default' in loaded ? loaded.default : loaded

/** `lazy(() => import('./people.tsx'))`. Until it is there, what was shown before stays. */
export function lazy<Props extends object>(load: Load<Props>): FunctionComponent<Props> {
  return suspending(() => load().then(componentOf, () => missing(load))) as FunctionComponent<Props>
}

/** In place of a screen that didn't come: tries again when told to. */
function missing<Props extends object>(load: Load<Props>): ComponentType<Props> {
  let found: ComponentType<Props> | undefined
  return props => {
    const [busy, setBusy] = useState(false)
    if (found) {
      const Found = found
      return <Found {...props} />
    }
    const retry = () => {
      setBusy(true)
      load().then(
        loaded => {
          found = componentOf(loaded)
          setBusy(false)
        },
        // Some browsers remember that a file didn't come, until the page is loaded anew.
        () => location.reload(),
      )
    }
    return <Failed busy={busy} onRetry={retry} />
  }
}
