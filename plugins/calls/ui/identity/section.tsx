/** Which number shows when I call out, and what desk phones show of who calls me. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { deskShows, type Identity, type IdentityChoice, prefixFor, readIdentity, setIdentity } from '../../contract.ts'
import { t } from './words/index.ts'
import './section.css'

type Change = Partial<Pick<Identity, 'shows' | 'number' | 'desk'>>

export default function Section() {
  const app = useApp()
  const [identity, setIdentityNow] = useState<Identity>()
  const [problem, setProblem] = useState<string>()

  async function read(): Promise<void> {
    try {
      setIdentityNow(await app.api.call(readIdentity, {}))
      setProblem(undefined)
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  useEffect(() => void read(), [])

  /** Shown at once, and back where it was if it is refused. */
  async function change(given: Change): Promise<void> {
    if (!identity) return
    setIdentityNow({ ...identity, ...given })
    try {
      setIdentityNow(await app.api.call(setIdentity, given))
      app.announce(t('saved'))
    } catch (error) {
      setIdentityNow(identity)
      app.toasts.problem(problemOf(error))
    }
  }

  if (problem !== undefined) {
    return (
      <Note look="stop">
        <b>{t('failed')}</b>
        <p>{problem}</p>
        <Button onClick={() => void read()}>{t('again')}</Button>
      </Note>
    )
  }
  return identity ? <Form identity={identity} onChange={given => void change(given)} /> : <Skeleton rows={6} />
}

/** A group without a short number has no code. */
const isDialled = ({ shows, short }: IdentityChoice) => shows !== 'number' || short !== undefined

function Form({ identity, onChange }: { identity: Identity; onChange: (given: Change) => void }) {
  const { choices, shows, number, desk } = identity
  const isChosen = (choice: IdentityChoice) =>
    choice.shows === shows && (shows !== 'number' || choice.number === number)
  return (
    <div class="identity">
      <fieldset>
        <legend>{t('shows')}</legend>
        <p class="quiet">{t('shows.about')}</p>
        {!choices.some(choice => choice.shows === 'landline') && <p class="quiet">{t('none')}</p>}
        {choices.map(choice => (
          <label key={`${choice.shows} ${choice.number}`}>
            <input
              type="radio"
              name="shows"
              checked={isChosen(choice)}
              onChange={() =>
                onChange({ shows: choice.shows, ...(choice.shows === 'number' && { number: choice.number }) })
              }
            />
            <span>
              <b>{t(choice.shows, { name: choice.name ?? '' })}</b>
              <span class="small quiet figures">
                {choice.number === undefined ? t('hidden.about') : shownNumber(choice.number)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <section aria-labelledby="identity-for-one">
        <h3 id="identity-for-one">{t('for-one')}</h3>
        <p class="quiet">{t('for-one.about')}</p>
        <dl>
          {choices.filter(isDialled).map(choice => (
            <div key={`${choice.shows} ${choice.number}`}>
              <dt>
                <kbd>{prefixFor({ shows: choice.shows, number: choice.short ?? '' })}</kbd>
              </dt>
              <dd>{t(`code.${choice.shows}`, { name: choice.name ?? '' })}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section aria-labelledby="identity-desk">
        <h3 id="identity-desk">{t('desk')}</h3>
        <p class="quiet">{t('desk.about')}</p>
        <Segmented
          label={t('desk')}
          choices={deskShows.map(value => ({ value, label: t(`desk.${value}`) }))}
          value={desk}
          onChange={value => onChange({ desk: value })}
        />
      </section>
    </div>
  )
}
