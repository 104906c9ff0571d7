/** What the card of any link has: whose it is, how it is, which calendars count, and what can be done with it. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { minute } from '../../../../ui/clock.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Icon } from '../../../../ui/parts/icon.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import { type CalendarLink, readLink } from '../../contract.ts'
import { Choices } from './choices.tsx'
import { t } from './words/index.ts'

/** Runs what a button does, and says what came of it. */
export function useDoing() {
  const app = useApp()
  const [busy, setBusy] = useState(false)
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
  return { busy, doing }
}

/** `from`: who made it, where that wasn't she. */
export function Card({ link, from, children }: { link: CalendarLink; from?: string; children: ComponentChildren }) {
  const { title, account, state } = link
  return (
    <li class="calendar-link">
      <div class="line-of">
        <h3 class="grow">
          {title} <span class="quiet">{account}</span>
        </h3>
        {troubled.includes(state) && <Icon name="warn" />}
      </div>
      {from !== undefined && <p class="small">{from}</p>}
      <p class="small quiet" role="status">
        {healthOf(link)}
      </p>
      <Choices link={link} />
      {children}
    </li>
  )
}

export function ReadNow({ link: { id, title } }: { link: CalendarLink }) {
  const app = useApp()
  const { busy, doing } = useDoing()
  return (
    <Button busy={busy} onClick={() => void doing(() => app.api.call(readLink, { id }), t('read.asked', { title }))}>
      {t('read')}
    </Button>
  )
}

const troubled: readonly string[] = ['refused', 'unavailable', 'absent']

function healthOf({ state, readAt, nextAt, tells, company, title, account }: CalendarLink): string {
  const told = (time: string | undefined) => (time === undefined ? '' : dayOrTime(new Date(time)))
  // The minute that it is now says nothing.
  const isSoon = nextAt !== undefined && Date.parse(nextAt) < minute.value + 120_000
  const times = { time: told(readAt), next: isSoon ? t('soon') : told(nextAt), title, account }
  if (state === 'reading' || (state === 'well' && readAt === undefined)) return t('reading')
  if (state === 'well') return t(tells ? 'well.tells' : 'well', times)
  if (state === 'absent' || state === 'yielded') return t(state, times)
  const which = state === 'refused' && company ? 'company.refused' : state
  return t(readAt === undefined ? `${which}.never` : which, times)
}
