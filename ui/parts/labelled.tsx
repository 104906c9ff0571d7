import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './field.css'

/** What every field has around it. */
export interface Labels {
  label: string
  /** The label is for screen readers alone: what stands around it says it to the eye. */
  labelHidden?: boolean
  icon?: IconName
  /** What is wrong with it, in words. */
  problem?: string | undefined
  /** What it is for, under it. */
  hint?: string
  class?: string
}

/** What ties an input to its label and to what is said about it. */
export interface Tied {
  readonly id: string
  readonly 'aria-invalid': 'true' | undefined
  readonly 'aria-describedby': string | undefined
}

/** The frame of a field: label above, input inside the border, hint or problem under it. */
export function Labelled({
  label,
  labelHidden,
  icon,
  problem,
  hint,
  class: more = '',
  after,
  children,
}: Labels & { after?: ComponentChildren; children: (tied: Tied) => ComponentChildren }) {
  const id = useId()
  const about = problem ?? hint
  const wrong = problem !== undefined
  return (
    <div class={`labelled ${more}`}>
      <label for={id} class={labelHidden ? 'for-readers' : 'small quiet'}>
        {label}
      </label>
      <span class={`field ${wrong ? 'wrong' : ''}`}>
        {icon && <Icon name={icon} />}
        {children({
          id,
          'aria-invalid': wrong ? 'true' : undefined,
          'aria-describedby': about === undefined ? undefined : `${id}-about`,
        })}
        {after}
      </span>
      {about !== undefined && (
        <span id={`${id}-about`} class={`small ${wrong ? 'problem' : 'faint'}`} role={wrong ? 'alert' : undefined}>
          {about}
        </span>
      )}
    </div>
  )
}
