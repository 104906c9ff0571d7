/** What callers would hear of what is being written, to read and to listen to. */
import { address } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { minute, zone } from '../../../../ui/clock.ts'
import { HearButton } from '../../../../ui/parts/hear-button.tsx'
import { Say } from '../../../../ui/parts/sentence.tsx'
import { dayOf, endAt } from '../../../../ui/wall-clock.ts'
import { hearActivity, heard, longest } from '../../contract.ts'
import { usualEnd } from '../ends.ts'
import { hearWords } from '../hear-words.ts'
import { type Draft, lengthOf } from './draft.ts'
import { t } from './words/index.ts'

const languages = ['sv', 'en'] as const
const week = 7 * 24 * 3_600_000

export function Examples({ draft }: { draft: Draft }) {
  const { person, name } = useApp().who
  const until = exampleEnd(draft)?.toISOString()
  const written = languages.filter(language => draft.spoken[language].trim() !== '')
  if (written.length === 0) return null
  const time = { zone: zone.value, now: new Date(minute.value) }
  return (
    <section class="examples" aria-label={t('example')}>
      {written.map(language => {
        const spoken = draft.spoken[language].trim()
        const what = heard({ name, spoken: draft.spoken, until, language, ...time })
        const tried = { id: person, language, spoken, ...(until !== undefined && { until }) }
        return (
          <div key={language} class="heard">
            <Say tone={draft.tone} lang={language}>
              {what}
            </Say>
            <HearButton address={address(hearActivity, tried)} words={hearWords(what)} />
          </div>
        )
      })}
      {!draft.closesPhone && <p class="small quiet">{t('example.not')}</p>}
    </section>
  )
}

/** As if it were chosen now; a day that is asked for each time is in a week. */
function exampleEnd(draft: Draft): Date | undefined {
  const [at, there] = [new Date(minute.value), zone.value]
  const length = lengthOf(draft)
  if (length === 'date') return endAt('00:00', at, there, dayOf(new Date(at.getTime() + week), there))
  if (typeof length === 'number' && !(length >= 1 && length <= longest)) return undefined
  return usualEnd(length, at, there)
}
