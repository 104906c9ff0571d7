/** The activities to choose from, and the end of the one that holds. */
import { useEffect, useRef } from 'preact/hooks'
import { now, zone } from '../../../ui/clock.ts'
import { ActivitySign } from '../../../ui/parts/activity-sign.tsx'
import { Tiles } from '../../../ui/parts/tiles.tsx'
import { said } from '../../../ui/words.ts'
import { available, type Choice } from '../contract.ts'
import { End } from './end.tsx'
import { usualEnd } from './ends.ts'
import { lengthInWords } from './length-words.ts'
import { type Doing, usePresence } from './presence.ts'
import { t } from './words/index.ts'
import './chooser.css'

export function Chooser({
  person,
  doing,
  choices,
  onChosen,
}: {
  person: string
  doing: Doing
  choices: readonly Choice[]
  /** Nothing is left to say about it. */
  onChosen: () => void
}) {
  const presence = usePresence()
  const box = useRef<HTMLDivElement>(null)
  const wantsDay = useRef(false)
  const current = choices.find(({ key }) => key === doing.key)

  function pick(key: string): void {
    const choice = choices.find(one => one.key === key)
    if (!choice) return
    presence.set(person, choice, usualEnd(choice.length, new Date(now.peek()), zone.peek()))
    // Which day, is to be said still.
    wantsDay.current = choice.length === 'date'
    if (choice.length !== 'date') onChosen()
  }
  useEffect(() => {
    if (!wantsDay.current) return
    wantsDay.current = false
    box.current?.querySelector<HTMLElement>('input[type=date]')?.focus()
  }, [doing.key])

  return (
    <div ref={box} class="chooser">
      {doing.key !== available && (
        <End doing={doing} length={current?.length} onChange={until => presence.set(person, doing, until)} />
      )}
      <Tiles
        first
        label={t('choose')}
        value={doing.key}
        choices={choices.map(({ key, name, icon, tone, length }) => ({
          ...{ value: key, label: said(name), about: lengthInWords(length) },
          sign: <ActivitySign icon={icon} tone={tone} />,
        }))}
        onPick={pick}
      />
    </div>
  )
}
