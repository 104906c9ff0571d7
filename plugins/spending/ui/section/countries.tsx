import { Button } from '../../../../ui/parts/button.tsx'
import { Select } from '../../../../ui/parts/field.tsx'
import { language } from '../../../../ui/words.ts'
import { t } from './words/index.ts'

/** ISO 3166, those with a telephone country code. */
const countries =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'.split(
    ' ',
  )

export function Countries({ open, onChange }: { open: readonly string[]; onChange: (countries: string[]) => void }) {
  const names = new Intl.DisplayNames([language.value], { type: 'region' })
  const named = (codes: readonly string[]) =>
    codes
      .map(value => ({ value, label: names.of(value) ?? value }))
      .sort((a, b) => a.label.localeCompare(b.label, language.value))
  return (
    <>
      <p class="small quiet">{t('countries.about')}</p>
      <ul class="spending-countries">
        {named(open).map(({ value, label }) => (
          <li key={value}>
            <Button
              icon="x"
              aria-label={t('countries.remove', { name: label })}
              onClick={() => onChange(open.filter(code => code !== value))}
            >
              {label}
            </Button>
          </li>
        ))}
      </ul>
      <Select
        label={t('countries.add')}
        choices={[
          { value: '', label: t('countries.choose') },
          ...named(countries.filter(code => !open.includes(code))),
        ]}
        value=""
        onChange={code => code !== '' && onChange([...open, code])}
      />
    </>
  )
}
