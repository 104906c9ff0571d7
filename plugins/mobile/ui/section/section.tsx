/** My mobile: its number, when it rings, how I call. */
import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { type MobileSettings, mobileView, ringings, setMobile, ways } from '../../contract.ts'
import { t } from './words/index.ts'
import './section.css'

export default function Section() {
  const set = useApp().live.view(mobileView).state()
  return set ? <Form set={set} /> : <Skeleton rows={4} />
}

function Form({ set }: { set: MobileSettings }) {
  const app = useApp()
  // What is being written stays when it changes elsewhere meanwhile.
  const [draft, setDraft] = useState<MobileSettings>()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const now = draft ?? { ...set, number: set.number === undefined ? '' : shownNumber(set.number) }
  const change = (part: Partial<MobileSettings>) => {
    setDraft({ ...now, ...part })
    setProblem(undefined)
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    try {
      await app.api.call(setMobile, now)
      setDraft(undefined)
      app.toasts.done(t('saved'))
    } catch (error) {
      if (error instanceof ApiError && error.field === 'number') setProblem(error.say)
      else app.toasts.problem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form class="mobile" noValidate onSubmit={event => void submit(event)}>
      <p class="quiet">{t('about')}</p>
      <Field
        label={t('number')}
        hint={t('number.hint')}
        type="tel"
        autoComplete="off"
        placeholder="070-123 45 67"
        value={now.number ?? ''}
        problem={problem}
        onInput={event => change({ number: event.currentTarget.value })}
      />
      <div>
        <span class="small quiet">{t('ring')}</span>
        <Segmented
          label={t('ring')}
          choices={ringings.map(value => ({ value, label: t(`ring.${value}`) }))}
          value={now.rings}
          onChange={rings => change({ rings })}
        />
      </div>
      <div>
        <span class="small quiet">{t('calls')}</span>
        <Segmented
          label={t('calls')}
          choices={ways.map(value => ({ value, label: t(`calls.${value}`) }))}
          value={now.calls}
          onChange={calls => change({ calls })}
        />
        <p class="small faint">{t('calls.about')}</p>
      </div>
      <Switch label={t('known')} about={t('known.about')} on={now.known} onChange={known => change({ known })} />
      <div class="line-of">
        <Button look="main" type="submit" busy={busy}>
          {t('save')}
        </Button>
        {draft && (
          <Button
            look="bare"
            onClick={() => {
              setDraft(undefined)
              setProblem(undefined)
            }}
          >
            {t('discard')}
          </Button>
        )}
      </div>
    </form>
  )
}
