/** Which of a link's calendars count. */
import { useApp } from '../../../../ui/app.ts'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { type CalendarLink, calendarView, chooseCalendars } from '../../contract.ts'
import { t } from './words/index.ts'

export function Choices({ link: { id, calendars } }: { link: CalendarLink }) {
  const app = useApp()
  if (calendars.length === 0) return null

  function choose(calendar: string, chosen: boolean): void {
    const view = app.live.view(calendarView)
    const before = view.state()
    if (!before) return
    const next = calendars.map(one => (one.id === calendar ? { ...one, chosen } : one))
    const links = before.links.map(one => (one.id === id ? { ...one, calendars: next } : one))
    void app.changes.make({
      key: `calendars ${id}`,
      view,
      message: { ...before, links },
      undo: before,
      send: () => app.api.call(chooseCalendars, { id, calendars: next.filter(one => one.chosen).map(one => one.id) }),
    })
  }

  return (
    <fieldset>
      <legend class="small quiet">{t('look-at')}</legend>
      {calendars.map(({ id: calendar, name, chosen }) => (
        <Switch key={calendar} label={name} on={chosen} onChange={on => choose(calendar, on)} />
      ))}
    </fieldset>
  )
}
