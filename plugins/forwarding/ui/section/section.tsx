/** Where my calls go when I don't take them. */
import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { type Forwarding, type Occasion, occasions, patience } from '../../contract.ts'
import { forwardingOf, saveOrThrow } from '../save.ts'
import { t } from './words/index.ts'
import './section.css'

export default function Section() {
  const app = useApp()
  const set = forwardingOf(app)
  // What is being written stays when it changes elsewhere meanwhile.
  return set ? <Form set={set} /> : <Skeleton rows={4} />
}

type Draft = Readonly<Record<Occasion | 'seconds', string>>

const draftOf = (set: Forwarding): Draft => ({
  always: shown(set.always),
  busy: shown(set.busy),
  unanswered: shown(set.unanswered),
  unreachable: shown(set.unreachable),
  seconds: String(set.seconds),
})
const shown = (number: string | undefined) => (number === undefined ? '' : shownNumber(number))

function Form({ set }: { set: Forwarding }) {
  const app = useApp()
  const [draft, setDraft] = useState<Draft>()
  const [problem, setProblem] = useState<{ field: string; say: string }>()
  const [busy, setBusy] = useState(false)
  const now = draft ?? draftOf(set)
  const write = (field: keyof Draft) => (event: { currentTarget: HTMLInputElement }) => {
    setDraft({ ...now, [field]: event.currentTarget.value })
    if (problem?.field === field) setProblem(undefined)
  }
  const said = (field: string) => (problem?.field === field ? problem.say : undefined)

  async function submit(event: Event) {
    event.preventDefault()
    setBusy(true)
    const { seconds, ...numbers } = now
    try {
      await saveOrThrow(app, set, { ...numbers, seconds: Number(seconds) })
      setDraft(undefined)
      setProblem(undefined)
    } catch (error) {
      if (error instanceof ApiError && error.field) setProblem({ field: error.field, say: error.say })
      else app.toasts.problem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form class="forwarding" onSubmit={event => void submit(event)} noValidate>
      <p class="quiet">{t('about')}</p>
      {occasions.map(occasion => (
        <div key={occasion} class="forwarding-row">
          <Field
            label={t(occasion)}
            hint={t(`${occasion}.hint`)}
            type="tel"
            autocomplete="off"
            placeholder={t('placeholder')}
            value={now[occasion]}
            onInput={write(occasion)}
            problem={said(occasion)}
          />
          {occasion === 'unanswered' && (
            <Field
              label={t('seconds')}
              hint={t('seconds.hint', { ...patience })}
              inputMode="numeric"
              value={now.seconds}
              onInput={write('seconds')}
              problem={said('seconds')}
            />
          )}
        </div>
      ))}
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
