/** What the app shows of this plugin. All but what must be there at first sight comes when the first screen can be used. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { kept } from '../../../ui/kept.ts'
import { lazy } from '../../../ui/lazy.tsx'
import { behind, commands, defineUi, dialers, docks, fill, overlays, settingsSections } from '../../../ui/slots.tsx'
import { said } from '../../../ui/words.ts'
import { incomingAnswer, myCalls } from '../../calls/contract.ts'
import type { Parts } from './parts.tsx'

const title = { sv: 'Telefon i webbläsaren', en: 'Phone in the browser' }
/** What keys do, as parts.tsx has it. */
const keys = ['f2', 'shift+f2', 'm', 'h'] as const

/** Whether this browser is a phone; unless somebody has said so, it is where there is a microphone. */
const wanted = kept<boolean>('phone.on')

const Elsewhere = lazy(() => import('./elsewhere.tsx').then(({ Elsewhere }) => Elsewhere))

export const phoneUi = defineUi('phone', app => {
  const on = signal(wanted.read() ?? true)
  const parts = signal<Parts | undefined>(undefined)

  /** Lives as long as somebody is signed in. */
  function Phone() {
    const usable = app.live.complete.value && on.value
    useEffect(() => {
      let over = !usable
      if (usable) {
        void import('./parts.tsx').then(({ open }) => {
          if (!over) parts.value = open(app)
        })
      }
      return () => {
        over = true
        parts.peek()?.close()
        parts.value = undefined
      }
    }, [usable])
    const Dock = parts.value?.Dock
    return Dock ? <Dock /> : null
  }
  const talking = app.live.view(myCalls).select(state => state.calls.some(({ phase }) => phase === 'talking'))
  function Others() {
    const known = parts.value
    // Until this browser's own are known, it may be one of them.
    return talking.value && (known || !on.value) ? <Elsewhere state={known?.state} /> : null
  }
  function Cards() {
    const Shown = parts.value?.Cards
    return Shown ? <Shown /> : null
  }

  const dial = (number: string, name?: string): void => {
    if (!parts.peek()?.dial(number, name)) behind(app, dialers, dial)?.(number, name)
  }

  return [
    fill(docks, Phone),
    fill(docks, Others, 5),
    fill(overlays, Cards, 10),
    fill(incomingAnswer, ({ id }) => parts.value?.answer(id)),
    fill(dialers, dial, -10),
    ...keys.map(key =>
      fill(commands, { key, say: () => parts.peek()?.say(key) ?? '', run: () => parts.peek()?.press(key) ?? false }),
    ),
    fill(
      settingsSections,
      {
        path: 'phone',
        icon: 'phone' as const,
        title: () => said(title),
        view: lazy(() => import('./section.tsx').then(({ sectionOf }) => sectionOf(wanted, on, parts))),
      },
      20,
    ),
  ]
})

export type Key = (typeof keys)[number]
