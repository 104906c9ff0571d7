/** The card of a call that rings: on every screen and in every tab of the person. It is answered on a phone. */
import { computed, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type App, useApp } from '../../../ui/app.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { Incoming } from '../../../ui/parts/incoming.tsx'
import { Say } from '../../../ui/parts/sentence.tsx'
import { Filled, Fills } from '../../../ui/slots.tsx'
import { clockTime } from '../../../ui/time.ts'
import { pressing } from '../../../ui/title.ts'
import { listedTags } from '../../directory/contract.ts'
import { type CallEntry, incomingAnswer } from '../contract.ts'
import { ringsHere, whyAddress } from './course.ts'
import type { Desk } from './desk.ts'
import { useReason } from './reason.ts'
import { t } from './words/index.ts'
import './incoming.css'

export function incomingOf(app: Pick<App, 'announce'>, desk: Desk) {
  /** In this tab; the phones go on ringing. */
  const hidden = signal<ReadonlySet<string>>(new Set())
  const announced = new Set<string>()
  const ringing = computed(() => (desk.log.calls.value ?? []).filter(ringsHere))

  return function IncomingCalls() {
    const calls = ringing.value
    useEffect(() => {
      for (const { id, other } of calls) {
        if (announced.has(id)) continue
        announced.add(id)
        app.announce(t('incoming.from', { name: desk.book.who(other).name }), 'assertive')
      }
    }, [calls])
    // Also of one that is hidden here: whoever looks at another tab sees it ring.
    const [first] = calls
    const caller = first && desk.book.who(first.other).name
    useEffect(() => {
      pressing.value = caller
      return () => {
        pressing.value = undefined
      }
    }, [caller])
    const shown = calls.filter(({ id }) => !hidden.value.has(id))
    if (shown.length === 0) return null
    return (
      <div class="incoming-stack">
        {shown.map(call => (
          <Card
            key={call.id}
            call={call}
            desk={desk}
            onHide={() => {
              hidden.value = new Set([...hidden.peek(), call.id])
            }}
          />
        ))}
      </div>
    )
  }
}

function Card({ call, desk, onHide }: { call: CallEntry; desk: Desk; onHide: () => void }) {
  const app = useApp()
  const { name, number, item } = desk.book.who(call.other)
  const why = useReason(call.id, call).decisions?.at(-1)?.outcome
  const about = [number, call.via && t('via', { name: call.via })].filter(one => one !== undefined).join(' · ')
  const showWhy = () => {
    // What one asked for lies behind the card.
    onHide()
    app.go(whyAddress(call.id))
  }
  const answer = app
    .filled(incomingAnswer)
    .map(ask => ask(call))
    .find(found => found !== undefined)
  const look = answer ? 'bare' : 'plain'
  const aside = (
    <>
      <Button
        look={look}
        onClick={showWhy}
        aria-label={t('why.of', { name, time: clockTime(new Date(call.startedAt)) })}
      >
        {t('why')}
      </Button>
      <Button look={look} onClick={onHide} aria-label={t('incoming.hide-of', { name })}>
        {t('incoming.hide')}
      </Button>
    </>
  )
  return (
    <Incoming
      label={t('incoming.title')}
      name={name}
      {...(number === undefined && { icon: 'phone' as const })}
      about={about === '' ? undefined : about}
      tag={item && <Fills of={listedTags} item={item} />}
      actions={answer ? <Filled view={answer} /> : aside}
      more={answer && aside}
    >
      {why !== undefined && <Say>{why}</Say>}
      {!answer && <p class="small quiet where">{t('incoming.rings')}</p>}
    </Incoming>
  )
}
