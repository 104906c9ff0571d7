/** My mobile: its number, when it rings, how I call. */
import { useApp } from '../../../../ui/app.ts'
import { Field } from '../../../../ui/parts/field.tsx'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { SettingsForm } from '../../../../ui/parts/settings-form.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { mobileView, ringings, setMobile, ways } from '../../contract.ts'
import { t } from './words/index.ts'
import './section.css'

export default function Section() {
  const app = useApp()
  const set = app.live.view(mobileView).state()
  if (!set) return <Skeleton rows={4} />
  return (
    <SettingsForm
      class="mobile"
      set={{ ...set, number: set.number === undefined ? '' : shownNumber(set.number) }}
      save={async draft => {
        await app.api.call(setMobile, draft)
        app.toasts.done(t('saved'))
      }}
    >
      {({ now, change, problem }) => (
        <>
          <p class="quiet">{t('about')}</p>
          <Field
            label={t('number')}
            hint={t('number.hint')}
            type="tel"
            autoComplete="off"
            placeholder="070-123 45 67"
            value={now.number}
            problem={problem('number')}
            onInput={event => change({ number: event.currentTarget.value })}
          />
          <div>
            <span class="small quiet">{t('ring')}</span>
            <Segmented
              label={t('ring')}
              choices={ringings.map(value => ({ value, label: t(`ring.${value}`) }))}
              value={now.rings}
              onChange={rings => change({ rings })}
            />
          </div>
          <div>
            <span class="small quiet">{t('calls')}</span>
            <Segmented
              label={t('calls')}
              choices={ways.map(value => ({ value, label: t(`calls.${value}`) }))}
              value={now.calls}
              onChange={calls => change({ calls })}
            />
            <p class="small faint">{t('calls.about')}</p>
          </div>
          <Switch label={t('known')} about={t('known.about')} on={now.known} onChange={known => change({ known })} />
        </>
      )}
    </SettingsForm>
  )
}
