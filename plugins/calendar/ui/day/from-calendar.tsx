/** Under my activity: which event gives it, and leaving that event out. */
import { minute, zone } from '../../../../ui/clock.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import { dateOf } from './dates.ts'
import { nameOf, useOverride } from './override.ts'
import { useDay } from './use-day.ts'
import { t } from './words/index.ts'

export default function FromCalendar() {
  const { set, busy } = useOverride()
  const { day } = useDay(dateOf(minute.value, zone.value))
  const at = minute.value
  const now = day?.segments.find(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to))
  const event = now?.by === 'calendar' ? day?.events.find(({ id }) => id === now.because[0]) : undefined
  if (!event?.to) return null
  return (
    <Note look="info" icon="cal" class="small">
      <div class="line-of">
        <span class="grow">{t('from', { name: nameOf(event), time: dayOrTime(new Date(event.to)) })}</span>
        <Button look="bare" busy={busy} onClick={() => void set(event, 'ignore', false)}>
          {t('ignore.this')}
        </Button>
      </div>
    </Note>
  )
}
