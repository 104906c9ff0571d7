/** A person's voice messages: /voicemail, and one of them open at /voicemail/ID. */

import { useEffect, useMemo } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type App, useApp } from '../../../../ui/app.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { moveByKeys } from '../../../../ui/parts/list-keys.ts'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { View } from '../../../../ui/parts/view.tsx'
import { dialers } from '../../../../ui/slots.tsx'
import { deletedOn, type Message, messagesView } from '../../contract.ts'
import { markHeard, soundOf } from './heard.ts'
import { MessageRow } from './row.tsx'
import { openSound, type Sound } from './sound.ts'
import { t } from './words/index.ts'
import './messages.css'

export default function Messages() {
  const app = useApp()
  const { path } = useLocation()
  const view = app.live.view(messagesView)
  const { messages, days = null } = view.state() ?? {}
  const open = path.split('/')[2] || undefined
  const sound = useMemo(() => openSound(begun => void markHeard(app, begun)), [])
  useEffect(() => sound.close, [])
  return (
    <View
      title={t('title')}
      head={
        <>
          <p class="hints play-hint small quiet" aria-hidden="true">
            <kbd>Space</kbd> {t('hint')}
          </p>
          <span class="grow" />
          <Button icon="gear" onClick={() => app.go('/settings/voicemail')}>
            {t('settings')}
          </Button>
        </>
      }
    >
      <section
        class="scroll"
        aria-label={t('list')}
        onKeyDown={event => {
          moveByKeys(event)
          if (messages) keys(event, app, messages, sound)
        }}
      >
        {!messages ? (
          <Waiting problem={view.refused()} again={() => view.again()} />
        ) : messages.length === 0 ? (
          <Blank icon="vm" title={t('empty.title')} about={t('empty.about')}>
            <Button look="main" onClick={() => app.go('/settings/voicemail')}>
              {t('settings')}
            </Button>
          </Blank>
        ) : (
          <ul class="messages">
            {messages.map((message, place) => (
              <MessageRow
                key={message.id}
                message={message}
                until={deletedOn(new Date(message.at), { days })}
                sound={sound}
                open={message.id === open}
                tabIndex={message.id === open || (place === 0 && !messages.some(one => one.id === open)) ? 0 : -1}
              />
            ))}
          </ul>
        )}
      </section>
    </View>
  )
}

/** Space plays and R calls back whose row has the focus. */
function keys(event: KeyboardEvent, app: App, messages: readonly Message[], sound: Sound): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const target = event.target instanceof Element ? event.target : undefined
  if (!target || target.matches('button, input, textarea, select')) return
  const message = messages.find(({ id }) => id === target.closest<HTMLElement>('[data-row]')?.dataset.row)
  if (!message) return
  if (event.key === ' ') sound.toggle(soundOf(message))
  else if (event.key === 'r' && message.caller.number)
    app.filled(dialers)[0]?.(message.caller.number, message.caller.name)
  else return
  event.preventDefault()
}

function Waiting({ problem, again }: { problem: string | undefined; again: () => void }) {
  if (problem === undefined) return <Skeleton rows={6} />
  return (
    <Blank icon="warn" title={t('failed.title')} about={t('failed.about', { problem })}>
      <Button look="main" onClick={again}>
        {t('try-again')}
      </Button>
    </Blank>
  )
}
