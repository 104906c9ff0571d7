/** How my links to calendars are: in a line where all is well, in a note where somebody should do something. */
import { useApp } from '../../../../ui/app.ts'
import { minute } from '../../../../ui/clock.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import type { CalendarLink } from '../../contract.ts'
import { t } from './words/index.ts'

const told = (time: string) => dayOrTime(new Date(time))

export function Health({ links }: { links: readonly CalendarLink[] }) {
  return (
    <p class="day-health small quiet">
      {links
        .filter(({ state }) => state === 'well' || state === 'reading')
        .map(({ id, title, readAt }) => (
          <span key={id}>
            {readAt === undefined ? t('reading', { title }) : t('read', { title, time: told(readAt) })}
          </span>
        ))}
    </p>
  )
}

/** When it is asked again: the minute that it is now says nothing. */
const asked = (time: string) => (Date.parse(time) < minute.value + 120_000 ? t('soon') : told(time))

/** What was read last stands: how old it is, when it is asked again, and what one can do. */
export function Troubles({ links }: { links: readonly CalendarLink[] }) {
  const app = useApp()
  return (
    <div role="status">
      {links.map(({ id, title, state, company, readAt, nextAt }) => {
        if (state !== 'unavailable' && state !== 'refused') return null
        const next = nextAt === undefined ? '' : asked(nextAt)
        const which = state === 'refused' && company ? 'company.refused' : state
        const about =
          readAt === undefined ? t(`${which}.never`, { next }) : t(`${which}.about`, { time: told(readAt), next })
        return (
          <Note key={id} look="warning" icon="warn" class="day-trouble">
            <p>
              <b>{t(which, { title })}</b> {about}
            </p>
            {state === 'refused' && !company && (
              <Button onClick={() => app.go(`/settings/calendars?again=${id}`)}>{t('sign-in')}</Button>
            )}
          </Note>
        )
      })}
    </div>
  )
}
