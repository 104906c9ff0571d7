/** One link: how it is, which of its calendars count, and a way out. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Icon } from '../../../../ui/parts/icon.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import { type CalendarLink, calendarView, chooseCalendars, readLink, unlink } from '../../contract.ts'
import { t } from './words/index.ts'

export function LinkCard({ link, onAgain }: { link: CalendarLink; onAgain: () => void }) {
  const app = useApp()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const { id, title, account, calendars, state } = link

  async function doing(what: () => Promise<unknown>, done: string): Promise<void> {
    setBusy(true)
    try {
      await what()
      app.toasts.done(done)
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
    setBusy(false)
  }

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
    <li class="calendar-link">
      <div class="line-of">
        <h3 class="grow">
          {title} <span class="quiet">{account}</span>
        </h3>
        {(state === 'refused' || state === 'unavailable') && <Icon name="warn" />}
      </div>
      <p class="small quiet" role="status">
        {healthOf(link)}
      </p>
      <fieldset>
        <legend class="small quiet">{t('look-at')}</legend>
        {calendars.map(({ id: calendar, name, chosen }) => (
          <Switch key={calendar} label={name} on={chosen} onChange={on => choose(calendar, on)} />
        ))}
      </fieldset>
      {asking ? (
        <div class="actions" role="alert">
          <p>{t('unlink.sure', { account })}</p>
          <Button
            look="main"
            busy={busy}
            onClick={() => void doing(() => app.api.call(unlink, { id }), t('unlinked', { account }))}
          >
            {t('unlink')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('keep')}</Button>
        </div>
      ) : (
        <div class="actions">
          {state === 'refused' ? (
            <Button look="main" onClick={onAgain}>
              {t('again')}
            </Button>
          ) : (
            <Button
              busy={busy}
              onClick={() => void doing(() => app.api.call(readLink, { id }), t('read.asked', { title }))}
            >
              {t('read')}
            </Button>
          )}
          <Button look="bare" aria-label={t('unlink.of', { account })} onClick={() => setAsking(true)}>
            {t('unlink')}
          </Button>
        </div>
      )}
    </li>
  )
}

function healthOf({ state, readAt, nextAt, tells }: CalendarLink): string {
  const told = (time: string | undefined) => (time === undefined ? '' : dayOrTime(new Date(time)))
  const times = { time: told(readAt), next: told(nextAt) }
  if (state === 'reading' || (state === 'well' && readAt === undefined)) return t('reading')
  if (state === 'well') return t(tells ? 'well.tells' : 'well', times)
  return t(readAt === undefined ? `${state}.never` : state, times)
}
