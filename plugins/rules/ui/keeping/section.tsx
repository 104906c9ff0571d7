/** For how long it is kept why something went where it did: for administrators. */
import { useApp } from '../../../../ui/app.ts'
import { DaysForm } from '../../../../ui/parts/days-form.tsx'
import { Loaded } from '../../../../ui/parts/loaded.tsx'
import { readKeeping, setKeeping } from '../../contract/keeping.ts'
import { t } from './words/index.ts'

export default function Section() {
  const app = useApp()
  return (
    <Loaded read={() => app.api.call(readKeeping, {})} rows={2}>
      {({ days }, put) => (
        <DaysForm
          days={String(days)}
          about={t('about')}
          label={t('days')}
          hint={t('days.hint')}
          save={async typed => {
            put(await app.api.call(setKeeping, { days: Number(typed) }))
            app.toasts.done(t('saved'))
          }}
        />
      )}
    </Loaded>
  )
}
