/** What the app shows of this plugin. All but what must be there at first sight comes when the first screen can be used. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { defineWords } from '../../../core/words.ts'
import type { App } from '../../../ui/app.ts'
import { kept } from '../../../ui/kept.ts'
import { lazy } from '../../../ui/lazy.tsx'
import { commands, defineUi, dialers, docks, fill, overlays, settingsSections } from '../../../ui/slots.tsx'
import { speak } from '../../../ui/words.ts'
import { incomingAnswer } from '../../calls/contract.ts'
import type { Parts } from './parts.tsx'
import { foremost, idle, type PhoneState, waiting } from './state.ts'

const t = speak(defineWords({ sv: { title: 'Telefon i webbläsaren' }, en: { title: 'Phone in the browser' } }))

/** Whether this browser is a phone; unless somebody has said so, it is where there is a microphone. */
const wanted = kept<boolean>('phone.on')

export const phoneUi = defineUi('phone', app => {
  const state = signal<PhoneState>(idle)
  const on = signal(wanted.read() ?? true)
  const parts = signal<Parts | undefined>(undefined)
  const Section = lazy(() => import('./section.tsx').then(({ sectionOf }) => sectionOf(state, on, parts)))

  /** Lives as long as somebody is signed in. */
  function Phone() {
    const usable = app.live.complete.value && on.value
    useEffect(() => {
      wanted.write(on.value ? wanted.read() : false)
      if (!usable) return
      let over = false
      void import('./parts.tsx').then(({ open }) => {
        if (!over) parts.value = open(app, state)
      })
      return () => {
        over = true
        parts.peek()?.phone.close()
        parts.value = undefined
      }
    }, [usable])
    const Dock = parts.value?.Dock
    return Dock && state.value.calls.length > 0 ? <Dock /> : null
  }

  function Unknown() {
    const Cards = parts.value?.Cards
    return Cards ? <Cards /> : null
  }

  return [
    fill(docks, Phone),
    fill(overlays, Unknown, 10),
    fill(incomingAnswer, call => {
      const rings = waiting(state.value.calls).find(({ id }) => id === call.id)
      return rings && parts.value?.answer(rings.callId)
    }),
    fill(
      dialers,
      (number, name) => {
        const phone = state.peek().line === 'ready' ? parts.peek()?.phone : undefined
        if (phone) phone.order({ do: 'dial', number: number.replaceAll(/[^\d+*#]/g, ''), name })
        else app.filled(dialers)[1]?.(number, name)
      },
      -10,
    ),
    ...keys(app, state, parts).map(command => fill(commands, command)),
    fill(settingsSections, { path: 'phone', icon: 'phone' as const, title: () => t('title'), view: Section }, 20),
  ]
})

function keys(_: App, state: { peek(): PhoneState }, parts: { peek(): Parts | undefined }) {
  const say = (key: 'answer' | 'end' | 'mute' | 'hold') => () => parts.peek()?.say(key) ?? ''
  const first = () => waiting(state.peek().calls)[0]
  const current = () => foremost(state.peek().calls)
  return [
    {
      key: 'f2',
      say: say('answer'),
      run() {
        const call = first()
        if (!call) return false
        parts.peek()?.phone.order({ do: 'answer', callId: call.callId })
        return true
      },
    },
    {
      key: 'shift+f2',
      say: say('end'),
      run() {
        const call = first() ?? current()
        if (!call) return false
        parts.peek()?.phone.order({ do: 'hang-up', callId: call.callId })
        return true
      },
    },
    {
      key: 'm',
      say: say('mute'),
      run() {
        const call = current()
        if (!call) return false
        parts.peek()?.phone.order({ do: 'mute', callId: call.callId, on: !call.muted })
        return true
      },
    },
    {
      key: 'h',
      say: say('hold'),
      run() {
        const call = current()
        if (!call) return false
        parts.peek()?.phone.order({ do: 'hold', callId: call.callId, on: !call.held })
        return true
      },
    },
  ]
}
