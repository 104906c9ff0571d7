import type { Phone } from './phone.ts'
import type { CallState } from './state.ts'
import { t } from './words/index.ts'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

/** Digits within a call (RFC 4733), by finger or by the keyboard. */
export function Pad({ call: { callId, digits }, phone }: { call: CallState; phone: Pick<Phone, 'order'> }) {
  const press = (digit: string) => phone.order({ do: 'digit', callId, digit })
  const onKey = (event: KeyboardEvent) => {
    if (!/^[\d*#]$/.test(event.key)) return
    event.preventDefault()
    press(event.key)
  }
  return (
    <div class="pad">
      <span class="field">
        <input
          class="figures"
          readOnly
          inputMode="none"
          data-first
          aria-label={t('keys.pressed')}
          value={digits}
          onKeyDown={onKey}
        />
      </span>
      <div class="pad-keys">
        {keys.map(digit => (
          <button key={digit} type="button" class="button figures" onClick={() => press(digit)}>
            {digit}
          </button>
        ))}
      </div>
    </div>
  )
}
