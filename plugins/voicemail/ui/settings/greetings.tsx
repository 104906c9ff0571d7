import { useEffect, useMemo, useState } from 'preact/hooks'
import { address } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Select } from '../../../../ui/parts/field.tsx'
import { Player } from '../../../../ui/parts/player.tsx'
import { said } from '../../../../ui/words.ts'
import { activityChoices } from '../../../directory/contract.ts'
import { always, type Box, deleteGreeting, type Greeting, greetingSound, ownName } from '../../contract.ts'
import { openSound, type Sound } from '../screen/sound.ts'
import { Recorder } from './recorder.tsx'
import type { Part } from './settings.tsx'
import { t } from './words/index.ts'

export function Greetings({ box, onBox }: Part) {
  const app = useApp()
  const choices = app.filled(activityChoices)[0]?.() ?? []
  const [occasion, setOccasion] = useState(always)
  const sound = useMemo(() => openSound(() => undefined), [])
  useEffect(() => sound.close, [])
  const nameOf = (activity: string): string => {
    if (activity === ownName) return t('greeting.name')
    const choice = choices.find(({ key }) => key === activity)
    return choice ? said(choice.name) : t('greeting.always')
  }
  return (
    <section aria-labelledby="voicemail-greetings">
      <h3 id="voicemail-greetings">{t('greetings')}</h3>
      <p class="small quiet">{t('greetings.about', { number: box.number ?? '' })}</p>
      <ul class="greetings">
        {box.greetings
          .toSorted((a, b) => a.activity.localeCompare(b.activity))
          .map(greeting => (
            <Row key={greeting.id} greeting={greeting} name={nameOf(greeting.activity)} sound={sound} onBox={onBox} />
          ))}
      </ul>
      <Select
        label={t('for')}
        choices={[
          { value: always, label: t('greeting.always') },
          { value: ownName, label: t('greeting.name') },
          ...choices.map(({ key, name }) => ({ value: key, label: said(name) })),
        ]}
        value={occasion}
        onChange={setOccasion}
      />
      {occasion === ownName && <p class="small quiet">{t('name.about')}</p>}
      <Recorder key={occasion} activity={occasion} name={nameOf(occasion)} onBox={onBox} />
    </section>
  )
}

interface RowProps {
  greeting: Greeting
  name: string
  sound: Sound
  onBox: (box: Box) => void
}

function Row({ greeting: { id, activity, seconds, loudness }, name, sound, onBox }: RowProps) {
  const app = useApp()
  const from = address(greetingSound, { id })
  const now = sound.of(from)
  const set = (deleted: boolean) =>
    app.api
      .call(deleteGreeting, { id, deleted })
      .then(onBox, (error: unknown) => void app.toasts.problem(problemOf(error)))
  const own = activity === ownName
  async function remove(): Promise<void> {
    await set(true)
    app.toasts.done(t(own ? 'deleted.name' : 'deleted'), { label: t('undo'), run: () => void set(false) })
  }
  return (
    <li>
      <b>{name}</b>
      <Player
        play={own ? t('play.name') : t('play', { name })}
        pause={own ? t('pause.name') : t('pause', { name })}
        playing={now?.state === 'playing'}
        busy={now?.state === 'coming'}
        length={seconds}
        at={now?.at ?? 0}
        loudness={loudness.map(loud => loud / 100)}
        speed={sound.speed()}
        problem={now?.failed ? t('play.failed') : undefined}
        onToggle={() => sound.toggle(from)}
        onSeek={at => sound.seek(from, at)}
        onSpeed={sound.setSpeed}
      >
        <Button
          look="bare"
          aria-label={own ? t('delete.of.name') : t('delete.of', { name })}
          onClick={() => void remove()}
        >
          {t('delete')}
        </Button>
      </Player>
    </li>
  )
}
