/** My day: calendar, activity and what callers hear, side by side. /day is today, /day/2026-10-10 another, ?event=ID what one gives and why. */
import { useLocation } from 'preact-iso'
import { useApp } from '../../../../ui/app.ts'
import { minute, zone } from '../../../../ui/clock.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { View } from '../../../../ui/parts/view.tsx'
import { Filled, Fills } from '../../../../ui/slots.tsx'
import { longDay } from '../../../../ui/time.ts'
import { calendarView, dayActions, dayPanels } from '../../contract.ts'
import { t as titles } from '../words/index.ts'
import { dateOf, known, later, noonOf } from './dates.ts'
import { EventPanel } from './event-panel.tsx'
import { Health, Troubles } from './health.tsx'
import { Lanes } from './lanes.tsx'
import { Linked } from './linked.tsx'
import { useDay } from './use-day.ts'
import { t } from './words/index.ts'
import './day.css'

export default function MyDay() {
  const { path } = useLocation()
  const place = path.split('/')[2] || undefined
  return place === 'linked' ? <Linked /> : <Shown asked={place} />
}

function Shown({ asked }: { asked: string | undefined }) {
  const app = useApp()
  const { query } = useLocation()
  const view = app.live.view(calendarView)
  // What isn't read gives nothing, and is told in the settings.
  const links = view.state()?.links.filter(({ state }) => state !== 'absent' && state !== 'yielded')
  const today = dateOf(minute.value, zone.value)
  const date = asked !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(asked) ? asked : today
  const { day, problem, again } = useDay(date)
  const here = date === today ? '/day' : `/day/${date}`
  const open = day?.events.find(({ id }) => id === query.event)
  const panel = open ? undefined : app.filled(dayPanels).find(({ name }) => name === query.panel)
  const refused = view.refused() ?? problem
  return (
    <View
      title={titles('day')}
      side={open !== undefined || panel !== undefined}
      head={
        <>
          <p class="day-name quiet">{longDay(noonOf(date))}</p>
          <Step to={later(date, -1)} today={today} icon="back">
            {t('previous')}
          </Step>
          <Button look="bare" onClick={() => app.go('/day')} aria-current={date === today ? 'date' : undefined}>
            {t('today')}
          </Button>
          <Step to={later(date, 1)} today={today} icon="chev">
            {t('next')}
          </Step>
          <span class="grow" />
          {links && <Health links={links} />}
          <Fills of={dayActions} />
          <Button icon="gear" class="day-settings" onClick={() => app.go('/settings/calendars')}>
            {t('settings')}
          </Button>
        </>
      }
    >
      {refused !== undefined && !day ? (
        <Blank icon="warn" title={t('failed.title')} about={t('failed.about', { problem: refused })}>
          <Button
            look="main"
            onClick={() => {
              view.again()
              again()
            }}
          >
            {t('try-again')}
          </Button>
        </Blank>
      ) : !links || !day ? (
        <Skeleton rows={8} />
      ) : links.length === 0 ? (
        <Blank icon="cal" title={t('empty.title')} about={t('empty.about')}>
          <Button look="main" onClick={() => app.go('/settings/calendars')}>
            {t('empty.link')}
          </Button>
        </Blank>
      ) : (
        <div class="scroll">
          <Troubles links={links} />
          <Lanes day={day} here={here} isToday={date === today} open={open?.id} />
        </div>
      )}
      {open && <EventPanel event={open} here={here} />}
      {panel && <Filled view={panel.view} here={here} />}
    </View>
  )
}

function Step({ to, today, icon, children }: { to: string; today: string; icon: 'back' | 'chev'; children: string }) {
  const app = useApp()
  const unable = known(to, today) ? undefined : t('no-further')
  return (
    <Button
      look="bare"
      icon={icon}
      iconOnly
      class={`step-${icon}`}
      unable={unable}
      onClick={() => app.go(to === today ? '/day' : `/day/${to}`)}
    >
      {children}
    </Button>
  )
}
