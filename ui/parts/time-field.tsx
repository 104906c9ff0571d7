import { useState } from 'preact/hooks'
import { shellWords as t } from '../words/index.ts'
import { Field } from './field.tsx'
import type { Labels } from './labelled.tsx'

/** "14:30" of "14:30", "14.30", "1430", "930" or "9"; undefined where it is no time of day. */
export function readClockTime(typed: string): string | undefined {
  const [, hours = '', minutes = '00'] = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(typed.trim()) ?? []
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return undefined
  return `${hours.padStart(2, '0')}:${minutes}`
}

/**
 * A time of day, always of 24 hours with a colon: the browser's own field would follow the device. `onChange` hears of it when it is
 * whole and left (or Enter is pressed); undefined when the field was emptied.
 */
export function TimeField({
  value,
  onChange,
  ...labels
}: Omit<Labels, 'icon'> & { value: string | undefined; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const unreadable = typed !== undefined && typed.trim() !== '' && readClockTime(typed) === undefined
  const [left, setLeft] = useState(false)

  function commit(): void {
    setLeft(true)
    if (typed === undefined || unreadable) return
    const next = readClockTime(typed)
    setTyped(undefined)
    if (next !== value) onChange(next)
  }

  return (
    <Field
      {...labels}
      problem={left && unreadable ? t('time.unreadable') : labels.problem}
      class={`time-field ${labels.class ?? ''}`}
      inputMode="numeric"
      autoComplete="off"
      value={typed ?? value ?? ''}
      onInput={event => {
        setLeft(false)
        setTyped(event.currentTarget.value)
      }}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') commit()
      }}
    />
  )
}
