import type { ComponentChildren, InputHTMLAttributes, Ref } from 'preact'
import { useId } from 'preact/hooks'
import { Icon } from './icon.tsx'
import type { IconName } from './icons.ts'
import './field.css'

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'icon' | 'class'> {
  label: string
  /** The label is for screen readers alone: what stands around it says it to the eye. */
  labelHidden?: boolean
  icon?: IconName
  /** What is wrong with it, in words. */
  problem?: string | undefined
  /** What it is for, under it. */
  hint?: string
  class?: string
  innerRef?: Ref<HTMLInputElement | null>
  /** Behind the input, inside the border. */
  after?: ComponentChildren
}

export function Field({
  label,
  labelHidden,
  icon,
  problem,
  hint,
  innerRef,
  after,
  class: more = '',
  ...rest
}: FieldProps) {
  const id = useId()
  const about = problem ?? hint
  return (
    <div class={`labelled ${more}`}>
      <label for={id} class={labelHidden ? 'for-readers' : 'small quiet'}>
        {label}
      </label>
      <span class={`field ${problem === undefined ? '' : 'wrong'}`}>
        {icon && <Icon name={icon} />}
        <input
          id={id}
          ref={innerRef ?? null}
          aria-invalid={problem === undefined ? undefined : 'true'}
          aria-describedby={about === undefined ? undefined : `${id}-about`}
          {...(rest as object)}
        />
        {after}
      </span>
      {about !== undefined && (
        <span
          id={`${id}-about`}
          class={`small ${problem === undefined ? 'faint' : 'problem'}`}
          role={problem === undefined ? undefined : 'alert'}
        >
          {about}
        </span>
      )}
    </div>
  )
}
