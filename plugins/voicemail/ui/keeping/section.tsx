/** For how long messages are kept: for administrators. */
import { useApp } from '../../../../ui/app.ts'
import { DaysForm } from '../../../../ui/parts/days-form.tsx'
import { Loaded } from '../../../../ui/parts/loaded.tsx'
import { type Keeping, readKeeping, setKeeping } from '../../contract.ts'
import { t } from './words/index.ts'

/** What is no number is none that the hub takes, rather than none at all, which is for ever. */
const daysIn = (typed: string): Keeping['days'] => (typed.trim() === '' ? null : Number(typed) || 0)

export default function Section() {
  const app = useApp()
  return (
    <Loaded read={() => app.api.call(readKeeping, {})} rows={2}>
      {({ days }, put) => (
        <DaysForm
          days={days === null ? '' : String(days)}
          about={t('about')}
          label={t('days')}
          hint={t('days.hint')}
          save={async typed => {
            put(await app.api.call(setKeeping, { days: daysIn(typed) }))
            app.toasts.done(t('saved'))
          }}
        />
      )}
    </Loaded>
  )
}
