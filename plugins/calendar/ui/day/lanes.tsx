/** The three lanes of a day, and a call tried at any time of it. */
import { useState } from 'preact/hooks'
import { minute } from '../../../../ui/clock.ts'
import type { DayEvent } from '../../contract.ts'
import { inColumns } from './columns.ts'
import { EventCard } from './event-card.tsx'
import { hoursOf, placeIn } from './hours.ts'
import { Probe } from './probe.tsx'
import { HeardCard, SegmentCard } from './segment.tsx'
import type { Day } from './use-day.ts'
import { useHeard } from './use-heard.ts'
import { t } from './words/index.ts'

const instant = (time: string) => Date.parse(time)
const isTimed = (event: DayEvent): event is DayEvent & { from: string; to: string } =>
  event.from !== undefined && event.to !== undefined && !event.allDay

interface Props {
  day: Day
  /** Address of this day. */
  here: string
  isToday: boolean
  /** Id of the event whose panel is open. */
  open: string | undefined
}

export function Lanes({ day, here, isToday, open }: Props) {
  const { events, segments } = day
  const hours = hoursOf(events, segments)
  const heard = useHeard(day)
  const [tried, setTried] = useState<number>()
  if (!hours) return null
  const timed = events.filter(isTimed)
  const whole = events.filter(event => !isTimed(event))
  const columns = inColumns(timed.map(({ id, from, to }) => ({ id, start: instant(from), end: instant(to) })))
  const now = isToday ? placeIn(hours, minute.value, minute.value + 60_000) : undefined
  const probe = tried === undefined ? undefined : placeIn(hours, tried, tried + 60_000)
  const height = (hours.to - hours.from) / 60_000
  return (
    <div class="day-page">
      <section class="day-hours" aria-label={t('hours')}>
        {whole.length > 0 && (
          <div class="day-whole">
            <h2 id="day-whole">{t('all-day')}</h2>
            <ul aria-labelledby="day-whole">
              {whole.map(event => (
                <EventCard key={event.id} event={event} here={here} open={event.id === open} />
              ))}
            </ul>
          </div>
        )}
        <div class="day-lanes" style={{ '--minutes': String(height) }}>
          <span />
          <h2 id="day-calendar">{t('calendar')}</h2>
          <h2 id="day-activity">{t('activity')}</h2>
          <h2 id="day-hear" class="hear-lane">
            {t('hear')}
          </h2>
          <div class="lane marks" aria-hidden="true">
            {hours.marks.map(({ at, label }) => (
              <time key={at} style={{ '--top': String((at - hours.from) / 60_000) }}>
                {label}
              </time>
            ))}
          </div>
          <ul class="lane" aria-labelledby="day-calendar">
            {timed.map(event => {
              const at = placeIn(hours, instant(event.from), instant(event.to))
              const { column = 0, of = 1 } = columns.get(event.id) ?? {}
              const style = at && {
                ...{ '--top': String(at.top), '--length': String(at.length) },
                ...{ '--column': String(column), '--of': String(of) },
              }
              return at && <EventCard key={event.id} event={event} here={here} open={event.id === open} style={style} />
            })}
            {timed.length === 0 && whole.length === 0 && <li class="nothing small faint">{t('nothing')}</li>}
          </ul>
          <ul class="lane" aria-labelledby="day-activity">
            {segments.map(segment => {
              const at = placeIn(hours, instant(segment.from), instant(segment.to))
              return at && <SegmentCard key={segment.from} segment={segment} {...at} />
            })}
          </ul>
          <ul class="lane hear-lane" aria-labelledby="day-hear">
            {heard.spans.map(span => {
              const at = placeIn(hours, instant(span.from), instant(span.to))
              return at && <HeardCard key={span.from} span={span} {...at} />
            })}
            {heard.problem !== undefined && <li class="nothing small faint">{heard.problem}</li>}
          </ul>
          {now && <span class="day-now" style={{ '--top': String(now.top) }} />}
          {probe && <span class="day-now tried" style={{ '--top': String(probe.top) }} />}
        </div>
      </section>
      <Probe
        hours={hours}
        day={day}
        anyone={heard}
        at={tried ?? (now ? minute.value : hours.from + 2 * 3_600_000)}
        onTry={setTried}
      />
    </div>
  )
}
