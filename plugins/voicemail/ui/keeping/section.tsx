/** For how long messages are kept: for administrators. */
import { useApp } from '../../../../ui/app.ts'
import { Field } from '../../../../ui/parts/field.tsx'
import { Loaded } from '../../../../ui/parts/loaded.tsx'
import { SettingsForm } from '../../../../ui/parts/settings-form.tsx'
import { type Keeping, readKeeping, setKeeping } from '../../contract.ts'
import { t } from './words/index.ts'

/** What is no number is none that the hub takes, rather than none at all, which is for ever. */
const daysIn = (typed: string): Keeping['days'] => (typed.trim() === '' ? null : Number(typed) || 0)

export default function Section() {
  const app = useApp()
  return (
    <Loaded read={() => app.api.call(readKeeping, {})} rows={2}>
      {({ days }, put) => (
        <SettingsForm
          set={{ days: days === null ? '' : String(days) }}
          save={async typed => {
            put(await app.api.call(setKeeping, { days: daysIn(typed.days) }))
            app.toasts.done(t('saved'))
          }}
        >
          {({ now, change, problem }) => (
            <>
              <p class="quiet">{t('about')}</p>
              <Field
                label={t('days')}
                hint={t('days.hint')}
                inputMode="numeric"
                autoComplete="off"
                value={now.days}
                problem={problem('days')}
                onInput={event => change({ days: event.currentTarget.value })}
              />
            </>
          )}
        </SettingsForm>
      )}
    </Loaded>
  )
}
