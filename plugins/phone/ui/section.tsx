/** Settings: whether this browser is a phone, its devices, and notifications of calls. */
import type { Signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Kept } from '../../../ui/kept.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { Note } from '../../../ui/parts/note.tsx'
import { Switch } from '../../../ui/parts/switch.tsx'
import { DeviceChoice } from './device-choice.tsx'
import { obstacle } from './microphone.ts'
import { permission } from './notify.ts'
import type { Parts } from './parts.tsx'
import { idle, type Problem } from './state.ts'
import { t } from './words/index.ts'
import './dock.css'

export function sectionOf(
  wanted: Kept<boolean>,
  on: Signal<boolean>,
  parts: Signal<Parts | undefined>,
): FunctionComponent {
  return function PhoneSection() {
    const { line, problem: met } = parts.value?.state.value ?? idle
    const [problem, setProblem] = useState<Problem>()
    useEffect(() => {
      void obstacle().then(setProblem)
    }, [met])
    const change = (next: boolean) => {
      wanted.write(next)
      on.value = next
    }
    const about = !on.value ? t('on.off') : problem ? t('on.unable') : t(`on.${line}`)
    return (
      <div class="phone-section">
        <Switch label={t('on')} about={about} on={on.value} onChange={change} />
        {problem !== undefined && <Note look="warning">{t(`problem.${problem}`)}</Note>}
        {on.value && problem !== 'insecure' && problem !== 'unsupported' && (
          <DeviceChoice changed={() => parts.peek()?.changeMicrophone()} />
        )}
        <Notifications />
      </div>
    )
  }
}

function Notifications() {
  const [state, setState] = useState(permission)
  if (state === 'unsupported') return <p class="small faint">{t('notify.unsupported')}</p>
  if (state === 'granted') return <p class="small quiet">{t('notify.granted')}</p>
  if (state === 'denied') return <p class="small quiet">{t('notify.denied')}</p>
  const ask = () => void Notification.requestPermission().then(setState)
  return (
    <div>
      <p class="small quiet">{t('notify.about')}</p>
      <Button onClick={ask}>{t('notify.ask')}</Button>
    </div>
  )
}
