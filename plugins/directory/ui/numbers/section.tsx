/** How numbers are read that people write and dial: for administrators. */
import { useApp } from '../../../../ui/app.ts'
import { Field, Select } from '../../../../ui/parts/field.tsx'
import { Loaded } from '../../../../ui/parts/loaded.tsx'
import { SettingsForm } from '../../../../ui/parts/settings-form.tsx'
import { countries, place, shownDigits } from '../../../../ui/phone-number.ts'
import { language } from '../../../../ui/words.ts'
import { type OrganisationEntry, readOrganisation, updateOrganisation } from '../../contract.ts'
import { t } from './words/index.ts'

export default function Section() {
  const app = useApp()
  return (
    <Loaded read={() => app.api.call(readOrganisation, {})} rows={3}>
      {(organisation, put) => <Form organisation={organisation} onSaved={put} />}
    </Loaded>
  )
}

/** Seven digits: a local number in most places. */
const example = '1234567'

function Form({
  organisation: { country, areaCode = '' },
  onSaved,
}: {
  organisation: OrganisationEntry
  onSaved: (organisation: OrganisationEntry) => void
}) {
  const app = useApp()
  const names = new Intl.DisplayNames([language.value], { type: 'region' })
  const choices = [...new Set([...countries(), country])]
    .map(value => ({ value, label: names.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, language.value))
  const whole = shownDigits(example)

  async function save(given: { country: string; areaCode: string }): Promise<void> {
    const now = await app.api.call(updateOrganisation, given)
    // This browser reads numbers so from now on; others when they are opened next.
    place.value = { country: now.country, ...(now.areaCode !== undefined && { areaCode: now.areaCode }) }
    onSaved(now)
    app.toasts.done(t('saved'))
  }

  return (
    <SettingsForm set={{ country, areaCode }} save={save}>
      {({ now, change, problem }) => (
        <>
          <p class="quiet">{t('about')}</p>
          <Select
            label={t('country')}
            hint={t('country.hint')}
            choices={choices}
            value={now.country}
            onChange={chosen => change({ country: chosen })}
          />
          <Field
            label={t('area-code')}
            hint={t('area-code.hint')}
            inputMode="numeric"
            autoComplete="off"
            value={now.areaCode}
            problem={problem('areaCode')}
            onInput={event => change({ areaCode: event.currentTarget.value })}
          />
          {areaCode !== '' && whole !== example && (
            <p class="small quiet figures">{t('example', { local: '123 45 67', whole })}</p>
          )}
        </>
      )}
    </SettingsForm>
  )
}
