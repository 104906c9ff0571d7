/** Where my calls go when I don't take them. */
import { useApp } from '../../../../ui/app.ts'
import { Field } from '../../../../ui/parts/field.tsx'
import { SettingsForm } from '../../../../ui/parts/settings-form.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { type Forwarding, type Occasion, occasions, patience } from '../../contract.ts'
import { forwardingOf, saveOrThrow } from '../save.ts'
import { t } from './words/index.ts'
import './section.css'

type Draft = Readonly<Record<Occasion | 'seconds', string>>

const shown = (number: string | undefined) => (number === undefined ? '' : shownNumber(number))
const draftOf = (set: Forwarding): Draft => ({
  always: shown(set.always),
  busy: shown(set.busy),
  unanswered: shown(set.unanswered),
  unreachable: shown(set.unreachable),
  seconds: String(set.seconds),
})

export default function Section() {
  const app = useApp()
  const set = forwardingOf(app)
  if (!set) return <Skeleton rows={4} />
  return (
    <SettingsForm
      class="forwarding"
      set={draftOf(set)}
      save={({ seconds, ...numbers }) => saveOrThrow(app, set, { ...numbers, seconds: Number(seconds) })}
    >
      {({ now, change, problem }) => (
        <>
          <p class="quiet">{t('about')}</p>
          {occasions.map(occasion => (
            <div key={occasion} class="forwarding-row">
              <Field
                label={t(occasion)}
                hint={t(`${occasion}.hint`)}
                type="tel"
                autocomplete="off"
                placeholder={t('placeholder')}
                value={now[occasion]}
                onInput={event => change({ [occasion]: event.currentTarget.value })}
                problem={problem(occasion)}
              />
              {occasion === 'unanswered' && (
                <Field
                  label={t('seconds')}
                  hint={t('seconds.hint', { ...patience })}
                  inputMode="numeric"
                  value={now.seconds}
                  onInput={event => change({ seconds: event.currentTarget.value })}
                  problem={problem('seconds')}
                />
              )}
            </div>
          ))}
        </>
      )}
    </SettingsForm>
  )
}
