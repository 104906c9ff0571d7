/** The calls in progress, at the bottom of every screen. */
import type { Signal } from '@preact/signals'
import type { FunctionComponent } from 'preact'
import type { App } from '../../../ui/app.ts'
import { now } from '../../../ui/clock.ts'
import { Avatar } from '../../../ui/parts/avatar.tsx'
import { Button } from '../../../ui/parts/button.tsx'
import { Dock } from '../../../ui/parts/dock.tsx'
import { LineState } from '../../../ui/parts/line-sign.tsx'
import { Fills } from '../../../ui/slots.tsx'
import { duration } from '../../../ui/time.ts'
import { listedTags } from '../../directory/contract.ts'
import { Controls } from './controls.tsx'
import type { Phone } from './phone.ts'
import { Pictures } from './pictures.tsx'
import { itemOf, nameOf } from './said.ts'
import { type CallState, foremost, type PhoneState } from './state.ts'
import { t } from './words/index.ts'
import './dock.css'

export function dockOf(app: App, state: Signal<PhoneState>, phone: Phone): FunctionComponent {
  return function PhoneDock() {
    const { calls } = state.value
    const call = foremost(calls)
    if (!call) return null
    const others = calls.filter(
      other => other !== call && (other.phase === 'talking' || other.direction === 'outgoing'),
    )
    return (
      <div class="phone-dock">
        <Pictures call={call} phone={phone} name={nameOf(app, call)} />
        {others.length > 0 && (
          <section class="dock-others" aria-label={t('others')}>
            <ul>
              {others.map(other => (
                <Other key={other.callId} app={app} call={other} phone={phone} />
              ))}
            </ul>
          </section>
        )}
        <Dock label={t('dock')} who={<Who app={app} call={call} />}>
          <Controls call={call} phone={phone} />
        </Dock>
      </div>
    )
  }
}

function Who({ app, call }: { app: App; call: CallState }) {
  const item = itemOf(app, call)
  const name = nameOf(app, call)
  return (
    <>
      <Avatar name={name} {...(call.number === undefined && { icon: 'phone' as const })} />
      <div class="cut">
        <span class="line-of">
          <b class="cut">{name}</b>
          {item && <Fills of={listedTags} item={item} />}
        </span>
        <span class="small quiet line-of">
          <LineState look={call.phase === 'talking' ? 'call' : 'ring'} word={wordFor(call)} />
          {call.id !== undefined && <a href={`/calls/${call.id}/why`}>{t('why')}</a>}
        </span>
      </div>
    </>
  )
}

function Other({ app, call, phone }: { app: App; call: CallState; phone: Phone }) {
  const name = nameOf(app, call)
  return (
    <li class="line-of">
      <span class="cut">{name}</span>
      <span class="small quiet">
        <LineState look="call" word={wordFor(call)} />
      </span>
      <Button
        look="bare"
        icon="swap"
        aria-label={t('switch.to', { name })}
        onClick={() => phone.order({ do: 'hold', callId: call.callId, on: false })}
      >
        {t('switch')}
      </Button>
      <Button
        look="bare"
        icon="end"
        aria-label={t('end.with', { name })}
        onClick={() => phone.order({ do: 'hang-up', callId: call.callId })}
      >
        {t('end')}
      </Button>
    </li>
  )
}

/** "3:12", "on hold · 3:12", "rings". */
function wordFor({ phase, answeredAt, held, heldByThem, quality }: CallState): string {
  if (phase === 'ringing') return t('calling')
  // Read for its ticking alone: the hub's clock may show another day.
  void now.value
  const time = duration((Date.now() - (answeredAt ?? Date.now())) / 1000)
  const more = held
    ? t('held')
    : heldByThem
      ? t('held-by-them')
      : quality === 'good'
        ? undefined
        : t(`quality.${quality}`)
  return more === undefined ? `${time} · ${t('here')}` : `${time} · ${more}`
}
