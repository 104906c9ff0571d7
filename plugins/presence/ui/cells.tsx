/** What a colleague does, in the list of people. */
import { computed } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { ActivitySign } from '../../../ui/parts/activity-sign.tsx'
import { ending } from '../../../ui/time.ts'
import { said } from '../../../ui/words.ts'
import { useOpened } from './opened.ts'
import { type Doing, usePresence } from './presence.ts'

export interface OfPerson {
  readonly person: string
}

/** Painted again when this person's activity changes, and at no other time. */
export function useDoing(person: string): Doing | undefined {
  const presence = usePresence()
  return useMemo(() => computed(() => presence.of(person)), [presence, person]).value
}

export function ActivityCells({ person }: OfPerson) {
  const doing = useDoing(person)
  return (
    <>
      <span class="row-activity">
        {doing && (
          <>
            <ActivitySign icon={doing.icon} tone={doing.tone} />
            <span>{said(doing.name)}</span>
          </>
        )}
      </span>
      <span class="row-until">{doing?.until !== undefined && ending(new Date(doing.until), doing.closesPhone)}</span>
      <span class="row-note">{doing?.note}</span>
    </>
  )
}

/** On a card, whose screen comes later than the list too. */
export function ActivityCard(props: OfPerson) {
  const opened = useOpened(true)
  return opened ? <opened.TheirActivity {...props} /> : null
}
