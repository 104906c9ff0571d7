import { useState } from 'preact/hooks'
import { address } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Icon } from '../../../../ui/parts/icon.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { dialers } from '../../../../ui/slots.tsx'
import { dayOrTime, duration, shortDay } from '../../../../ui/time.ts'
import { deleteMessage, hearMessage, type Message, messageSound, messagesView } from '../../contract.ts'
import { Forward } from './forward.tsx'
import { MessagePlayer } from './message-player.tsx'
import type { Sound } from './sound.ts'
import { t } from './words/index.ts'

interface RowProps {
  message: Message
  /** When it is deleted by itself. */
  until: Date | undefined
  sound: Sound
  open: boolean
  tabIndex: 0 | -1
}

export const nameOf = ({ caller }: Message): string =>
  caller.hidden
    ? t('hidden')
    : (caller.name ?? (caller.number === undefined ? t('hidden') : shownNumber(caller.number)))

export function MessageRow({ message, until, sound, open, tabIndex }: RowProps) {
  const { id, heard, caller, from, seconds } = message
  const name = nameOf(message)
  const about = [
    caller.name !== undefined && caller.number !== undefined && shownNumber(caller.number),
    from && t('from', { name: from.name }),
    until && t('deleted-on', { day: shortDay(until) }),
  ]
  return (
    <li class={`${heard ? '' : 'unheard'} ${open ? 'on' : ''}`} data-row={id}>
      <a
        class="pick"
        href={open ? '/voicemail' : `/voicemail/${id}`}
        data-pick
        tabIndex={tabIndex}
        aria-expanded={open}
        aria-describedby={`message-${id}`}
      >
        <Icon name="vm" />
        <span class="cut">
          <b>{name}</b>
          {!heard && <span class="tag">{t('new')}</span>}
        </span>
        <span class="about small quiet cut" id={`message-${id}`}>
          {about.filter(Boolean).join(', ')}
        </span>
        <time class="at small quiet figures" dateTime={message.at}>
          {dayOrTime(new Date(message.at))}
        </time>
        <span class="length small faint figures">{duration(seconds)}</span>
      </a>
      {open && <Opened message={message} sound={sound} name={name} />}
    </li>
  )
}

function Opened({ message, sound, name }: { message: Message; sound: Sound; name: string }) {
  const app = useApp()
  const [forwarding, setForwarding] = useState(false)
  const { id, caller, note } = message
  const dial = app.filled(dialers)[0]
  const view = app.live.view(messagesView)

  async function remove(): Promise<void> {
    const taken = await app.changes.make({
      ...{ key: `voicemail ${id}`, view, message: { gone: id }, undo: { message } },
      send: () => app.api.call(deleteMessage, { id, deleted: true }),
    })
    if (!taken) return
    const back = () => app.api.call(deleteMessage, { id, deleted: false })
    app.toasts.done(t('deleted'), {
      label: t('undo'),
      run: () => void back().catch((error: unknown) => app.toasts.problem(problemOf(error))),
    })
  }
  const notHeard = () =>
    app.changes.make({
      ...{ key: `voicemail ${id}`, view, undo: { message } },
      message: { message: { ...message, heard: false } },
      send: () => app.api.call(hearMessage, { id, heard: false }),
    })

  return (
    <div class="opened">
      {note !== undefined && <p class="note-text">{note}</p>}
      <MessagePlayer message={message} name={name} sound={sound} />
      <div class="actions">
        {dial && caller.number !== undefined && (
          <Button
            look="call"
            icon="phone"
            aria-label={t('call-back.of', { name })}
            onClick={() => dial(caller.number ?? '', caller.name)}
          >
            {t('call-back')}
          </Button>
        )}
        <Button
          icon="fwd"
          aria-label={t('forward.of', { name })}
          aria-expanded={forwarding}
          onClick={() => setForwarding(!forwarding)}
        >
          {t('forward')}
        </Button>
        <a
          class="button plain"
          href={address(messageSound, { id, keep: true })}
          download
          aria-label={t('download.of', { name })}
        >
          <Icon name="down" />
          <span>{t('download')}</span>
        </a>
        {message.heard && (
          <Button look="bare" onClick={() => void notHeard()}>
            {t('unheard')}
          </Button>
        )}
        <Button look="bare" icon="x" aria-label={t('delete.of', { name })} onClick={() => void remove()}>
          {t('delete')}
        </Button>
      </div>
      {forwarding && <Forward id={id} onDone={() => setForwarding(false)} />}
    </div>
  )
}
