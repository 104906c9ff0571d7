/** My activity with its end, always in sight, and what opens under it. */
import { type Signal, signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from '../../../ui/app.ts'
import { now } from '../../../ui/clock.ts'
import { ActivitySign } from '../../../ui/parts/activity-sign.tsx'
import { Icon } from '../../../ui/parts/icon.tsx'
import { Popover } from '../../../ui/parts/popover.tsx'
import { ending } from '../../../ui/time.ts'
import { said } from '../../../ui/words.ts'
import { left } from './ends.ts'
import { useOpened } from './opened.ts'
import { type Doing, inWords, usePresence } from './presence.ts'
import { t } from './words/index.ts'
import './mine.css'

/** Whether it is open: a key opens it from anywhere. */
export const mineOpen: Signal<boolean> = signal(false)

const close = () => {
  mineOpen.value = false
}

export function Mine() {
  const app = useApp()
  const presence = usePresence()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(
    () =>
      presence.follow((doing, why) => {
        const name = said(doing.name)
        // Was to be expected: whoever sees it needs no message.
        if (why === 'end') app.announce(t('mine.ended', { name }))
        else if (why === 'calendar') app.announce(t('mine.changed', { what: inWords(doing) }))
        else if (why === 'colleague') app.toasts.done(t('mine.changed', { what: inWords(doing) }))
        else app.toasts.done(t('mine.deleted', { name: said(why.deleted.name), now: name }))
      }),
    [presence],
  )
  useEffect(() => close, [])
  const opened = useOpened(mineOpen.value)
  const doing = presence.mine()
  return (
    <>
      <button
        ref={button}
        type="button"
        class="mine"
        aria-haspopup="dialog"
        aria-expanded={mineOpen.value}
        onClick={() => {
          mineOpen.value = !mineOpen.value
        }}
      >
        <span class="for-readers">{t('mine')}: </span>
        {doing && <What doing={doing} />}
        {presence.waits.value && (
          <span class="mine-waits" title={t('mine.waits')}>
            <Icon name="clock" />
            <span class="for-readers">{t('mine.waits')}</span>
          </span>
        )}
        <Icon name="chev" class="mine-chevron" />
        {doing && <Line doing={doing} />}
      </button>
      {opened && doing && (
        <Popover open={mineOpen.value} anchor={button} onClose={close} label={t('mine')}>
          <opened.MyActivity doing={doing} onDone={close} />
        </Popover>
      )}
    </>
  )
}

function What({ doing: { name, icon, tone, until, closesPhone } }: { doing: Doing }) {
  return (
    <>
      <ActivitySign icon={icon} tone={tone} />
      <span class="mine-words">
        <b class="cut">{said(name)}</b>{' '}
        {until !== undefined && <small class="figures">{ending(new Date(until), closesPhone)}</small>}
      </span>
    </>
  )
}

/** Runs out with the time: the only thing here that is painted each second. */
function Line({ doing: { since, until, tone } }: { doing: Doing }) {
  const share = left(since, until, now.value)
  return share === undefined ? null : <span class={`mine-left ${tone}`} style={{ transform: `scaleX(${share})` }} />
}
