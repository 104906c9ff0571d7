/** "If someone calls at 14:10": what whoever calls then hears; anyone, or somebody in particular. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { address } from '../../../../core/http/client.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { HearButton } from '../../../../ui/parts/hear-button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { NumberPicker } from '../../../../ui/parts/number-picker.tsx'
import { shownDigits } from '../../../../ui/phone-number.ts'
import { clockTime } from '../../../../ui/time.ts'
import { hearDay } from '../../contract.ts'
import type { Hours } from './hours.ts'
import { heardThen } from './segment.tsx'
import type { Day } from './use-day.ts'
import { type Heard, spanAt, useHeard } from './use-heard.ts'
import { t } from './words/index.ts'
import './probe.css'

const step = 5 * 60_000

interface Props {
  hours: Hours
  day: Day
  anyone: Heard
  /** Milliseconds since 1970. */
  at: number
  onTry: (at: number) => void
}

export function Probe({ hours, day, anyone, at, onTry }: Props) {
  const [caller, setCaller] = useState<{ number: string; name: string }>()
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
        aria-valuetext={`${time}. ${heardThen(spanAt(anyone, at))}`}
        onInput={event => onTry(event.currentTarget.valueAsNumber)}
      />
      <Outcome who={t('anyone')} heard={anyone} at={at} />
      {caller && <Particular key={caller.number} {...caller} day={day} at={at} onGone={() => setCaller(undefined)} />}
      <NumberPicker
        label={t('who-else')}
        callTo={who => t('try-of', { who })}
        onPick={(number, name) => setCaller({ number, name: name ?? shownDigits(number) })}
      />
      <Note look="info" icon="cal" class="small">
        {t('discretion')} {t('supposed')}
      </Note>
    </aside>
  )
}

function Particular({
  day,
  number,
  name,
  at,
  onGone,
}: {
  day: Day
  number: string
  name: string
  at: number
  onGone: () => void
}) {
  const heard = useHeard(day, number)
  return (
    <Outcome who={name} heard={heard} number={number} at={at}>
      <Button look="bare" icon="x" iconOnly onClick={onGone}>
        {t('try-no-more', { who: name })}
      </Button>
    </Outcome>
  )
}

function Outcome({
  who,
  heard,
  number,
  at,
  children,
}: {
  who: string
  heard: Heard
  number?: string
  at: number
  children?: ComponentChildren
}) {
  const span = spanAt(heard, at)
  const { spoken, afterwards, rule } = span ?? {}
  return (
    <section aria-label={who}>
      <div class="line-of">
        <p class="small quiet grow">{who}</p>
        {children}
      </div>
      <p class="probe-heard" aria-live="polite" lang={spoken?.language}>
        {heard.problem ?? heardThen(span)}
      </p>
      {afterwards !== undefined && <p class="small quiet">{t('afterwards', { what: afterwards })}</p>}
      {rule && <p class="small faint">{rule}</p>}
      {spoken && (
        <div class="probe-listen">
          <HearButton
            key={`${who} ${span?.from}`}
            address={address(hearDay, { at: new Date(at).toISOString(), ...(number !== undefined && { number }) })}
            words={{
              hear: t('listen'),
              hearOf: `${t('listen')}: ${spoken.text}`,
              stop: t('stop'),
              failed: t('listen.failed'),
            }}
          />
        </div>
      )}
    </section>
  )
}
