import { useId } from 'preact/hooks'
import './switch.css'

/** On or off, at once. `about`: what it means, under its name. */
export function Switch({
  label,
  about,
  on,
  onChange,
  disabled = false,
}: {
  label: string
  about?: string
  on: boolean
  onChange: (on: boolean) => void
  disabled?: boolean
}) {
  const id = useId()
  return (
    <div class="switch-row">
      <span class="grow">
        <span id={id}>{label}</span>
        {about && (
          <span id={`${id}-about`} class="small faint">
            {about}
          </span>
        )}
      </span>
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={on}
        aria-labelledby={id}
        aria-describedby={about ? `${id}-about` : undefined}
        aria-disabled={disabled || undefined}
        onClick={() => !disabled && onChange(!on)}
      />
    </div>
  )
}
