import { Button } from '../../../../ui/parts/button.tsx'
import { clockTime } from '../../../../ui/time.ts'
import { said } from '../../../../ui/words.ts'
import type { DayEvent } from '../../contract.ts'
import { canCount, nameOf, useOverride } from './override.ts'
import { t } from './words/index.ts'

interface Props {
  event: DayEvent
  here: string
  open: boolean
  style?: Readonly<Record<string, string>> | undefined
}

export function EventCard({ event, here, open, style }: Props) {
  const name = nameOf(event)
  const counts = event.activity !== undefined
  const off = event.cancelled || event.response === 'declined' || event.override?.does === 'ignore'
  return (
    <li
      class={`event ${counts ? '' : 'out'} ${off ? 'off' : ''}`}
      style={style}
      aria-current={open ? 'true' : undefined}
    >
      <a class="grow" href={`${here}?event=${encodeURIComponent(event.id)}`}>
        <b class="one-line">{name}</b>
        <span class={counts ? 'one-line' : ''}>{aboutOf(event)}</span>
      </a>
      <Change event={event} />
    </li>
  )
}

/** "13:30–14:30 · Björn Lind organises", or why it doesn't count: when it is shows by its place. */
function aboutOf(event: DayEvent): string {
  const { organiser, activity, why } = event
  if (activity === undefined && event.from !== undefined) return said(why)
  return [timeOf(event), organiser === undefined ? '' : t('by', { name: organiser })].filter(Boolean).join(' · ')
}

/** "13:30–14:30", "All day". */
export function timeOf({ from, to, allDay, zone }: DayEvent): string {
  if (from === undefined || to === undefined) return t('unplaced', { zone: zone ?? '' })
  return allDay ? t('all-day') : `${clockTime(new Date(from))}–${clockTime(new Date(to))}`
}

/** The one thing to have otherwise. */
function Change({ event }: { event: DayEvent }) {
  const { set, busy } = useOverride()
  const name = nameOf(event)
  if (event.override) {
    const { series } = event.override
    return (
      <Button look="bare" class="change" icon="back" busy={busy} onClick={() => void set(event, null, series)}>
        {t('undo')}
      </Button>
    )
  }
  if (event.activity !== undefined) {
    return (
      <Button
        look="bare"
        class="change"
        icon="x"
        busy={busy}
        aria-label={t('ignore.of', { name })}
        onClick={() => void set(event, 'ignore', false)}
      >
        {t('ignore')}
      </Button>
    )
  }
  // Whoever said no is not asked again; the panel has it all the same.
  if (!canCount(event) || event.response === 'declined') return null
  return (
    <Button
      look="bare"
      class="change"
      icon="plus"
      busy={busy}
      aria-label={t('count.of', { name })}
      onClick={() => void set(event, 'count', false)}
    >
      {t('count')}
    </Button>
  )
}
