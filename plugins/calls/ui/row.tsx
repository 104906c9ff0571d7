import { type ReadonlySignal, useComputed } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { now } from '../../../ui/clock.ts'
import { Icon } from '../../../ui/parts/icon.tsx'
import type { IconName } from '../../../ui/parts/icons.ts'
import { Fills } from '../../../ui/slots.tsx'
import { clockTime, duration } from '../../../ui/time.ts'
import { said } from '../../../ui/words.ts'
import { listedTags } from '../../directory/contract.ts'
import { type CallEntry, callMore } from '../contract.ts'
import { CallButton } from './call-button.tsx'
import { begin, courseOf, hasReason, isOngoing, type Sign, signOf, whyAddress } from './course.ts'
import type { Desk } from './desk.ts'
import { t } from './list-words/index.ts'
import { useQuery } from './wanted.ts'
import { t as shared } from './words/index.ts'

const icons: Record<Sign, IconName> = {
  in: 'in',
  out: 'out',
  miss: 'miss',
  block: 'block',
  announced: 'chat',
  voicemail: 'vm',
  failed: 'x',
}

interface RowProps {
  call: CallEntry
  desk: Desk
  /** Id of the call whose row had the focus last. */
  active: ReadonlySignal<string | undefined>
  /** It stands first. */
  first: boolean
}

export function CallRow({ call, desk, active, first }: RowProps) {
  // The list is one stop of the Tab key, and what is in its row the next ones: not hundreds of them.
  const isStop = useComputed(() => {
    const chosen = active.value
    return chosen === undefined ? first : chosen === call.id
  })
  const tabIndex = isStop.value ? 0 : -1
  const { path } = useLocation()
  const query = useQuery()
  const who = desk.book.who(call.other)
  const sign = signOf(call)
  const started = new Date(call.startedAt)
  const at = clockTime(started)
  const why = whyAddress(call.id)
  const address = why + query
  const chosen = path === why
  const of = { name: who.name, time: at }
  return (
    <li class={`${sign} ${chosen ? 'on' : ''}`} data-row={call.id}>
      <Icon name={icons[sign]} />
      <a
        class="pick"
        href={address}
        data-pick
        tabIndex={tabIndex}
        aria-current={chosen ? 'true' : undefined}
        aria-describedby={`call-what-${call.id} call-at-${call.id}`}
      >
        <span class="cut">
          <span class="for-readers">{t(`sign.${sign}`)}, </span>
          <b>{who.name}</b>
        </span>
        {who.item && <Fills of={listedTags} item={who.item} />}
      </a>
      <span class="what cut quiet" id={`call-what-${call.id}`}>
        <What call={call} />
      </span>
      <time class="at small quiet" id={`call-at-${call.id}`} dateTime={call.startedAt}>
        {at}
      </time>
      <span class="length figures small faint">
        <Length call={call} />
      </span>
      <span class="go">
        {isMobile(who.dialled) && (
          <a
            class="button bare icon-only text-back"
            href={`sms:${who.dialled}`}
            tabIndex={tabIndex}
            title={t('text.back', { name: who.name })}
            aria-label={t('text.back', { name: who.name })}
          >
            <Icon name="sms" />
          </a>
        )}
        {/* Whom one talks to already. */}
        {who.dialled !== undefined && !isOngoing(call) && (
          <CallButton desk={desk} number={who.dialled} name={who.name} bare tabIndex={tabIndex} />
        )}
        <a
          class="button bare small"
          href={address}
          tabIndex={tabIndex}
          aria-label={call.direction === 'outgoing' ? t('why.of-out', of) : shared('why.of', of)}
        >
          {shared('why')}
        </a>
      </span>
      <div class="more">
        <Fills of={callMore} call={call} where="row" tabIndex={tabIndex} />
      </div>
    </li>
  )
}

function What({ call }: { call: CallEntry }) {
  const course = courseOf(call)
  if (course === undefined) return null
  const what = t(course, { name: call.answeredBy?.name ?? '' })
  const told = call.rule && hasReason(call) ? t('because', { what, rule: said(call.rule) }) : what
  return <>{call.via === undefined ? told : `${told}, ${shared('via', { name: call.via })}`}</>
}

/** By the Swedish numbering plan: whoever has one can be sent a text from the own phone. */
const isMobile = (number: string | undefined) => number !== undefined && /^\+467[02369]\d{7}$/.test(number)

/** Runs while the call goes on. */
function Length({ call }: { call: CallEntry }) {
  if (isOngoing(call)) return <>{duration((now.value - begin(call)) / 1000)}</>
  return <>{call.outcome === 'answered' ? duration(call.seconds) : ''}</>
}
