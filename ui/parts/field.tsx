import type { ComponentChildren, InputHTMLAttributes, Ref, SelectHTMLAttributes, TextareaHTMLAttributes } from 'preact'
import { Labelled, type Labels } from './labelled.tsx'
import type { Choice } from './segmented.tsx'

export interface FieldProps extends Labels, Omit<InputHTMLAttributes<HTMLInputElement>, keyof Labels> {
  innerRef?: Ref<HTMLInputElement | null>
  /** Id of a datalist. */
  list?: string
  /** Behind the input, inside the border. */
  after?: ComponentChildren
}

export function Field({ label, labelHidden, icon, problem, hint, innerRef, after, class: more, ...rest }: FieldProps) {
  return (
    <Labelled {...defined({ label, labelHidden, icon, problem, hint, class: more })} after={after}>
      {tied => <input ref={innerRef ?? null} {...tied} {...(rest as object)} />}
    </Labelled>
  )
}

export interface TextAreaProps extends Labels, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, keyof Labels> {}

/** Several lines; grows with what is written. */
export function TextArea({ label, labelHidden, icon, problem, hint, class: more, ...rest }: TextAreaProps) {
  return (
    <Labelled {...defined({ label, labelHidden, icon, problem, hint, class: more })}>
      {tied => <textarea rows={2} {...tied} {...(rest as object)} />}
    </Labelled>
  )
}

export interface SelectProps<Value extends string>
  extends Labels,
    Omit<SelectHTMLAttributes<HTMLSelectElement>, keyof Labels | 'value' | 'onChange'> {
  choices: readonly Choice<Value>[]
  value: Value
  onChange: (value: Value) => void
}

/** One of many: the browser's own list. */
export function Select<Value extends string>({
  label,
  labelHidden,
  icon,
  problem,
  hint,
  class: more,
  choices,
  value,
  onChange,
  ...rest
}: SelectProps<Value>) {
  return (
    <Labelled {...defined({ label, labelHidden, icon, problem, hint, class: more })}>
      {tied => (
        <select
          {...tied}
          {...(rest as object)}
          value={value}
          onChange={event => {
            const chosen = choices[event.currentTarget.selectedIndex]
            if (chosen) onChange(chosen.value)
          }}
        >
          {choices.map(choice => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

type Given = { [Key in keyof Labels]: Labels[Key] | undefined }
/** What wasn't given is absent, not undefined. */
const defined = (labels: Given): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined)) as unknown as Labels
