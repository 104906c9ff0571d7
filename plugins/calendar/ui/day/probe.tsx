/** "If someone calls at 14:10": what whoever calls then hears. */
import type { Language } from '../../../../core/define.ts'
import { address } from '../../../../core/http/client.ts'
import { HearButton } from '../../../../ui/parts/hear-button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { clockTime } from '../../../../ui/time.ts'
import { language } from '../../../../ui/words.ts'
import { type DaySegment, hearDay } from '../../contract.ts'
import type { Hours } from './hours.ts'
import { heardThen } from './segment.tsx'
import { t } from './words/index.ts'
import './probe.css'

const step = 5 * 60_000

/** The reader's own first. */
const voices = (own: Language): readonly Language[] => (own === 'sv' ? ['sv', 'en'] : ['en', 'sv'])

export function Probe({
  hours,
  segments,
  at,
  onTry,
}: {
  hours: Hours
  segments: readonly DaySegment[]
  /** Milliseconds since 1970. */
  at: number
  onTry: (at: number) => void
}) {
  const then = segments.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to))
  const time = clockTime(new Date(at))
  return (
    <aside class="day-probe" aria-label={t('if-calls')}>
      <h3 class="small quiet">{t('if-calls')}</h3>
      <output class="figures" for="day-time">
        {time}
      </output>
      <input
        id="day-time"
        type="range"
        min={hours.from}
        max={hours.to - step}
        step={step}
        value={at}
        aria-label={t('time-of-call')}
        aria-valuetext={`${time}. ${heardThen(then?.heard)}`}
        onInput={event => onTry(event.currentTarget.valueAsNumber)}
      />
      <p class="small quiet">{t('anyone')}</p>
      <p class="probe-heard" aria-live="polite">
        {heardThen(then?.heard)}
      </p>
      {then?.heard && (
        <div class="probe-listen">
          {voices(language.value).map(voice => (
            <HearButton
              key={`${voice} ${then.from}`}
              address={address(hearDay, { at: new Date(at).toISOString(), language: voice })}
              words={{
                hear: t(`listen.${voice}`),
                hearOf: `${t(`listen.${voice}`)}: ${then.heard?.[voice] ?? ''}`,
                stop: t('stop'),
                failed: t('listen.failed'),
              }}
            />
          ))}
        </div>
      )}
      <Note look="info" icon="cal" class="small">
        {t('discretion')}
      </Note>
    </aside>
  )
}
