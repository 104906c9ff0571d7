/** What one takes for granted: each as it is then, unless it is set by hand. */
import { Select } from '../../../../ui/parts/field.tsx'
import type { TriedState } from '../../contract.ts'
import { t } from './words/index.ts'

export function States({
  states,
  given,
  onChange,
}: {
  states: readonly TriedState[]
  /** Values by person and state. */
  given: Readonly<Record<string, string>>
  onChange: (given: Readonly<Record<string, string>>) => void
}) {
  if (states.length === 0) return null
  return (
    <details class="trial-states">
      <summary>{t('states')}</summary>
      <div class="trial-parts">
        {states.map(({ state, person, name, say, options }) => {
          const key = `${person} ${state}`
          return (
            <Select
              key={key}
              label={t('states.of', { name, what: say })}
              choices={[
                { value: '', label: t('states.as-is') },
                ...options.map(option => ({ value: option.value, label: option.say })),
              ]}
              value={given[key] ?? ''}
              onChange={value => {
                const { [key]: _, ...others } = given
                onChange(value === '' ? others : { ...others, [key]: value })
              }}
            />
          )
        })}
        <p class="small faint">{t('states.line')}</p>
      </div>
    </details>
  )
}
