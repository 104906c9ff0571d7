/** Which number shows on the next call from the app, whatever phone makes it: beside the field that dials. */
import { type Signal, signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { App } from '../../../ui/app.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { behind, dialers } from '../../../ui/slots.tsx'
import { type IdentityChoice, prefixFor } from '../contract.ts'
import { t } from './words/index.ts'
import './next-call.css'

export interface MenuProps {
  readonly anchor: { readonly current: HTMLElement | null }
  /** Undefined: what is chosen for all calls. */
  readonly chosen: Signal<IdentityChoice | undefined>
  readonly onClose: () => void
}

export interface NextCall {
  readonly Beside: FunctionComponent
  /** First in line of those that dial: puts the choice before the number, as one would on a phone, for one call. */
  readonly dial: (number: string, name?: string) => void
}

export function nextCallOf(app: App, chosen = signal<IdentityChoice | undefined>(undefined)): NextCall {
  const dial: NextCall['dial'] = (number, name) => {
    const { shows, short } = chosen.peek() ?? {}
    chosen.value = undefined
    // A code that was typed says what it wants itself.
    const prefix = shows === undefined || /^[*#]/.test(number) ? '' : prefixFor({ shows, number: short })
    behind(app, dialers, dial)?.(prefix + number, name)
  }

  function Beside() {
    const button = useRef<HTMLButtonElement>(null)
    const [open, setOpen] = useState(false)
    const [Menu, setMenu] = useState<FunctionComponent<MenuProps>>()
    const choice = chosen.value
    const what = choice && (choice.name ?? t(`next.${choice.shows}`))

    async function show(): Promise<void> {
      const { menuOf } = await import('./identity/next-call-menu.tsx')
      const made = await menuOf(app)
      setMenu(() => made)
      setOpen(made !== undefined)
    }
    return (
      <>
        <Button
          look={choice ? 'plain' : 'bare'}
          icon="num"
          class="next-call"
          innerRef={button}
          aria-haspopup="dialog"
          aria-expanded={open}
          aria-label={what === undefined ? t('next') : t('next.shows', { what })}
          title={what === undefined ? t('next') : t('next.shows', { what })}
          onClick={() => (open ? setOpen(false) : void show())}
        >
          {what}
        </Button>
        {open && Menu && <Menu anchor={button} chosen={chosen} onClose={() => setOpen(false)} />}
      </>
    )
  }
  return { Beside, dial }
}
