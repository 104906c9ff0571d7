import { useRef, useState } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { Popover } from '../../../ui/parts/popover.tsx'
import { Fills } from '../../../ui/slots.tsx'
import { callControls } from '../contract.ts'
import { DeviceChoice } from './device-choice.tsx'
import { Pad } from './pad.tsx'
import type { Phone } from './phone.ts'
import { itemOf } from './said.ts'
import type { CallState } from './state.ts'
import { t } from './words/index.ts'

/** What one can do in a call. */
export function Controls({ call, phone }: { call: CallState; phone: Phone }) {
  const { callId, muted, held, phase } = call
  const talks = phase === 'talking'
  return (
    <>
      {talks && (
        <>
          <Button
            icon="mic"
            aria-pressed={muted}
            shortcut="M"
            onClick={() => phone.order({ do: 'mute', callId, on: !muted })}
          >
            {t('mute')}
          </Button>
          <Button
            icon="hold"
            aria-pressed={held}
            shortcut="H"
            onClick={() => phone.order({ do: 'hold', callId, on: !held })}
          >
            {t('hold')}
          </Button>
          <Fills of={callControls} call={call} />
          <Show call={call} phone={phone} />
        </>
      )}
      <Opens icon="pad" label={t('keys')} width={260}>
        <Pad call={call} phone={phone} />
      </Opens>
      <Opens icon="gear" label={t('devices')} width={360}>
        <DeviceChoice changed={phone.changeMicrophone} />
      </Opens>
      <Button look="end" icon="end" shortcut="⇧F2" onClick={() => phone.order({ do: 'hang-up', callId })}>
        {t('end')}
      </Button>
    </>
  )
}

/** Camera and screen, between colleagues, in the tab that has them. */
function Show({ call, phone }: { call: CallState; phone: Phone }) {
  const app = useApp()
  if (!phone.holds.value || !itemOf(app, call)?.key.startsWith('person:')) return null
  const { callId, shows } = call
  const toggle = (what: 'camera' | 'screen') =>
    phone.order(shows === what ? { do: 'show-nothing', callId } : { do: what, callId })
  return (
    <>
      <Button icon="meet" aria-pressed={shows === 'camera'} onClick={() => toggle('camera')}>
        {t('camera')}
      </Button>
      {'getDisplayMedia' in navigator.mediaDevices && (
        <Button icon="screen" aria-pressed={shows === 'screen'} onClick={() => toggle('screen')}>
          {t('screen')}
        </Button>
      )}
    </>
  )
}

function Opens(props: { icon: 'pad' | 'gear'; label: string; width: number; children: preact.ComponentChildren }) {
  const { icon, label, width, children } = props
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <Button innerRef={button} icon={icon} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
      </Button>
      <Popover open={open} anchor={button} onClose={() => setOpen(false)} label={label} width={width}>
        {children}
      </Popover>
    </>
  )
}
