/** For how many days something is kept, as typed: a form of one field. */
import { Field } from './field.tsx'
import { SettingsForm } from './settings-form.tsx'

export function DaysForm({
  days,
  about,
  label,
  hint,
  save,
}: {
  days: string
  about: string
  label: string
  hint: string
  save: (days: string) => Promise<void>
}) {
  return (
    <SettingsForm set={{ days }} save={typed => save(typed.days)}>
      {({ now, change, problem }) => (
        <>
          <p class="quiet">{about}</p>
          <Field
            label={label}
            hint={hint}
            inputMode="numeric"
            autoComplete="off"
            value={now.days}
            problem={problem('days')}
            onInput={event => change({ days: event.currentTarget.value })}
          />
        </>
      )}
    </SettingsForm>
  )
}
