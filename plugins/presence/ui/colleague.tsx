/** What a colleague does, on a card; and what a call would come to. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { roles } from '../../../core/define.ts'
import { address } from '../../../core/http/client.ts'
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { ActivitySign } from '../../../ui/parts/activity-sign.tsx'
import { Button } from '../../../ui/parts/button.tsx'
import { HearButton } from '../../../ui/parts/hear-button.tsx'
import { Popover } from '../../../ui/parts/popover.tsx'
import { Say } from '../../../ui/parts/sentence.tsx'
import { ending } from '../../../ui/time.ts'
import { language, said } from '../../../ui/words.ts'
import { isReachable, peopleView } from '../../directory/contract.ts'
import { type Choice, hearActivity, listActivitiesOf, readHeard } from '../contract.ts'
import { type OfPerson, useDoing } from './cells.tsx'
import { Chooser } from './chooser.tsx'
import { hearWords } from './hear-words.ts'
import { type Doing, usePresence } from './presence.ts'
import { t } from './words/index.ts'
import './colleague.css'

export function TheirActivity({ person }: OfPerson) {
  const app = useApp()
  const doing = useDoing(person)
  if (!doing) return null
  const { name, icon, tone, until, closesPhone, note } = doing
  const supervises = roles.indexOf(app.who.role) >= roles.indexOf('supervisor') && person !== app.who.person
  return (
    <>
      <div class="their-activity">
        <ActivitySign icon={icon} tone={tone} />
        <span>{said(name)}</span>
        {until !== undefined && <span class="small quiet figures">{ending(new Date(until), closesPhone)}</span>}
        {supervises && <SetTheirs person={person} doing={doing} />}
      </div>
      {note !== undefined && <p class="quiet their-note">{quoted(note)}</p>}
      {person !== app.who.person && <IfYouCall person={person} doing={doing} />}
    </>
  )
}

const quoted = (text: string) => (language.value === 'sv' ? `”${text}”` : `“${text}”`)

type Answer = Awaited<ReturnType<typeof readHeard.output.parse>>

/** Asked again whenever the activity is another, and when the hub has it too. */
function IfYouCall({ person, doing }: OfPerson & { doing: Doing }) {
  const app = useApp()
  const taken = usePresence().taken.value
  const [answer, setAnswer] = useState<{ to: Doing; heard?: Answer; problem?: string } | undefined>(undefined)
  useEffect(() => {
    if (!doing.closesPhone) return
    let current = true
    app.api.call(readHeard, { id: person }).then(
      heard => current && setAnswer({ to: doing, heard }),
      (error: unknown) => current && setAnswer({ to: doing, problem: problemOf(error) }),
    )
    return () => {
      current = false
    }
  }, [person, doing, taken])
  // Others may know why the phones don't ring, and say so themselves.
  if (!doing.closesPhone && !app.filled(isReachable).every(can => can(person))) return null
  const { heard, problem } = answer?.to === doing ? answer : {}
  const text = heard?.text?.[language.value]
  return (
    <div class="if-you-call">
      <h3>{t('card.now')}</h3>
      {!doing.closesPhone && <p>{t('card.rings')}</p>}
      {problem !== undefined && <p class="small quiet">{problem}</p>}
      {text !== undefined && (
        <div class="heard">
          <Say tone={doing.tone} lang={language.value}>
            {text}
          </Say>
          <HearButton
            address={address(hearActivity, { id: person, language: language.value })}
            words={hearWords(text)}
          />
        </div>
      )}
    </div>
  )
}

/** For whoever supervises. */
function SetTheirs({ person, doing }: OfPerson & { doing: Doing }) {
  const app = useApp()
  const [choices, setChoices] = useState<readonly Choice[] | undefined>(undefined)
  const button = useRef<HTMLButtonElement>(null)
  const name = app.live.view(peopleView).state()?.people[person]?.name ?? ''
  const close = () => setChoices(undefined)
  async function open(): Promise<void> {
    try {
      setChoices((await app.api.call(listActivitiesOf, { id: person })).activities)
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
  }
  useEffect(close, [person])
  return (
    <>
      <Button
        innerRef={button}
        class="set-theirs"
        aria-haspopup="dialog"
        aria-expanded={choices !== undefined}
        aria-label={t('card.set-of', { person: name })}
        onClick={() => void open()}
      >
        {t('card.set')}
      </Button>
      <Popover open={choices !== undefined} anchor={button} onClose={close} label={t('card.set-of', { person: name })}>
        {choices && <Chooser person={person} doing={doing} choices={choices} onChosen={close} />}
      </Popover>
    </>
  )
}
