/** What opens under my activity: the note, the end, the activities, and what callers hear. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { address } from '../../../core/http/client.ts'
import { useApp } from '../../../ui/app.ts'
import { minute, zone } from '../../../ui/clock.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { Field } from '../../../ui/parts/field.tsx'
import { HearButton } from '../../../ui/parts/hear-button.tsx'
import { Say } from '../../../ui/parts/sentence.tsx'
import { Fills } from '../../../ui/slots.tsx'
import { language } from '../../../ui/words.ts'
import { type Choice, hearActivity, heard, myActivityNotes } from '../contract.ts'
import { Chooser } from './chooser.tsx'
import { hearWords } from './hear-words.ts'
import { type Doing, usePresence } from './presence.ts'
import { t } from './words/index.ts'

export function MyActivity({ doing, onDone }: { doing: Doing; onDone: () => void }) {
  const app = useApp()
  const presence = usePresence()
  const choices = presence.choices() ?? []
  const current = choices.find(({ key }) => key === doing.key)
  return (
    <div class="my-activity">
      <NoteField note={doing.note ?? ''} onChange={presence.setNote} />
      <Fills of={myActivityNotes} />
      <Chooser person={app.who.person} doing={doing} choices={choices} onChosen={onDone} />
      {current && <Heard doing={doing} choice={current} />}
      <p class="small faint">{t('legend')}</p>
      <div class="my-foot">
        <Button
          look="bare"
          icon="clock"
          onClick={() => {
            onDone()
            app.go('/activities')
          }}
        >
          {t('choose.own')}
        </Button>
      </div>
    </div>
  )
}

/** Kept on Enter, and on leaving it in whatever way. */
function NoteField({ note, onChange }: { note: string; onChange: (note: string) => void }) {
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const latest = useRef(typed)
  latest.current = typed
  const keep = () => {
    if (latest.current === undefined) return
    onChange(latest.current)
    setTyped(undefined)
    latest.current = undefined
  }
  useEffect(() => keep, [])
  return (
    <Field
      label={t('note')}
      maxLength={200}
      autoComplete="off"
      value={typed ?? note}
      onInput={event => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={event => event.key === 'Enter' && keep()}
    />
  )
}

/** The hub says the same (spoken.ts); here it is there at once, and without a connection. */
function Heard({ doing: { closesPhone, until, tone }, choice }: { doing: Doing; choice: Choice }) {
  const { person, name } = useApp().who
  const spoken = choice.spoken[language.value]
  if (!closesPhone) return <p class="small quiet">{t('heard.rings')}</p>
  const time = { zone: zone.value, language: language.value, now: new Date(minute.value) }
  const what = heard({ name, spoken: choice.spoken, until, ...time })
  const tried = { id: person, language: language.value, spoken, ...(until !== undefined && { until }) }
  return (
    <div>
      <p class="small quiet">{t('heard.title')}</p>
      <div class="heard">
        <Say tone={tone} lang={language.value}>
          {what}
        </Say>
        <HearButton address={address(hearActivity, tried)} words={hearWords(what)} />
      </div>
    </div>
  )
}
