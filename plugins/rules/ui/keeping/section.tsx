/** For how long it is kept why something went where it did: for administrators. */
import { useApp } from '../../../../ui/app.ts'
import { Field } from '../../../../ui/parts/field.tsx'
import { Loaded } from '../../../../ui/parts/loaded.tsx'
import { SettingsForm } from '../../../../ui/parts/settings-form.tsx'
import { readKeeping, setKeeping } from '../../contract/keeping.ts'
import { t } from './words/index.ts'

export default function Section() {
  const app = useApp()
  return (
    <Loaded read={() => app.api.call(readKeeping, {})} rows={2}>
      {({ days }, put) => (
        <SettingsForm
          set={{ days: String(days) }}
          save={async typed => {
            put(await app.api.call(setKeeping, { days: Number(typed.days) }))
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
