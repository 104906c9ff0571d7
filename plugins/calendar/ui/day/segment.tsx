import { ActivitySign } from '../../../../ui/parts/activity-sign.tsx'
import { ending } from '../../../../ui/time.ts'
import { said } from '../../../../ui/words.ts'
import type { DaySegment, HeardSpan } from '../../contract.ts'
import { t } from './words/index.ts'

interface Props {
  segment: DaySegment
  /** Minutes. */
  top: number
  length: number
}

export function SegmentCard({ segment, top, length }: Props) {
  const { key, tone, icon, name, by, until, closesPhone, because } = segment
  const source = {
    none: '',
    // Being available is what there is without any choice.
    chosen: key === 'available' ? '' : t('by.chosen'),
    calendar: because.length > 1 ? t('by.several', { count: because.length }) : t('by.calendar'),
  }[by]
  const about = [source, until === undefined ? '' : ending(new Date(until), closesPhone)].filter(Boolean).join(' · ')
  return (
    <li class={`segment ${tone}`} style={{ '--top': String(top), '--length': String(length) }}>
      <ActivitySign icon={icon} tone={tone} />
      <span class="grow">
        <b class="one-line">{said(name)}</b>
        {about !== '' && <span class="one-line">{about}</span>}
      </span>
    </li>
  )
}

export function HeardCard({ span, top, length }: { span: HeardSpan; top: number; length: number }) {
  const { spoken, afterwards } = span
  return (
    <li
      class={`heard-then ${spoken ? 'closed' : 'free'}`}
      style={{ '--top': String(top), '--length': String(length) }}
      // It is heard in the caller's language.
      lang={spoken?.language}
    >
      {heardThen(span)} {afterwards !== undefined && <span class="quiet">{t('afterwards', { what: afterwards })}</span>}
    </li>
  )
}

/** In quotation marks where it is a voice. */
export const heardThen = (span: HeardSpan | undefined): string =>
  span?.spoken ? t('said', { text: span.spoken.text }) : (span?.did ?? '')
