/** What changes, why, and when: the last look before a draft is in force. */
import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Dialog } from '../../../../ui/parts/dialog.tsx'
import { Field, TextArea } from '../../../../ui/parts/field.tsx'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { TimeField } from '../../../../ui/parts/time-field.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import { publishDraft, type Stop } from '../../contract/versions.ts'
import { useDesk } from '../desk/desk.ts'
import { ChangeList } from './change-list.tsx'
import { momentOf } from './moment.ts'
import { Overtaken } from './overtaken.tsx'
import { Stops } from './stops.tsx'
import { t } from './words/index.ts'

type Refused = { readonly why: 'overtaken' } | { readonly why: 'stopped'; readonly stops: readonly Stop[] }

export default function Publish({ onClose }: { onClose: () => void }) {
  const app = useApp()
  const desk = useDesk()
  const [why, setWhy] = useState('')
  const [later, setLater] = useState(false)
  const [day, setDay] = useState('')
  const [time, setTime] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [refused, setRefused] = useState<Refused>()
  const [busy, setBusy] = useState(false)

  async function publish(event: Event): Promise<void> {
    event.preventDefault()
    setProblem(undefined)
    setRefused(undefined)
    if (later && (day === '' || time === undefined)) {
      setProblem(t('publish.no-time'))
      return
    }
    const at = later && time !== undefined ? { at: momentOf(day, time, app.who.zone) } : {}
    setBusy(true)
    try {
      const revision = await desk.kept()
      const done = await app.api.call(publishDraft, { ...desk.whose, revision, why, ...at })
      await desk.again()
      app.toasts.done(
        done.version
          ? t('published', { number: done.version.number })
          : t('scheduled', { time: dayOrTime(new Date(done.scheduled?.at ?? 0)) }),
      )
      onClose()
    } catch (error) {
      refuse(error)
    } finally {
      setBusy(false)
    }
  }

  function refuse(error: unknown): void {
    const { code, field, say, details }: Partial<ApiError> = error instanceof ApiError ? error : {}
    if (code === 'rules.overtaken') setRefused({ why: 'overtaken' })
    else if (code === 'rules.stopped') setRefused({ why: 'stopped', stops: details?.stops as readonly Stop[] })
    else if (field === 'at') setProblem(say)
    else app.toasts.problem(problemOf(error))
  }

  const [inForce, draft] = [desk.inForce.value, desk.draft.value]
  return (
    <Dialog title={t('publish')} onClose={onClose}>
      <form class="rule-publish" noValidate onSubmit={event => void publish(event)}>
        <section aria-label={t('publish.changes')}>
          <h3>{t('publish.changes')}</h3>
          {inForce && draft && <ChangeList before={inForce} after={draft} />}
        </section>
        {refused?.why === 'overtaken' && <Overtaken onTaken={() => setRefused(undefined)} />}
        {refused?.why === 'stopped' && <Stops title={t('stopped')} stops={refused.stops} />}
        <TextArea
          label={t('publish.why')}
          hint={t('publish.why.hint')}
          maxLength={500}
          value={why}
          onInput={event => setWhy(event.currentTarget.value)}
        />
        <div class="when">
          <Segmented
            label={t('publish.when')}
            choices={[
              { value: 'now', label: t('publish.now') },
              { value: 'later', label: t('publish.later') },
            ]}
            value={later ? 'later' : 'now'}
            onChange={to => setLater(to === 'later')}
          />
          {later && (
            <>
              <Field
                type="date"
                label={t('publish.day')}
                value={day}
                problem={problem}
                onChange={event => setDay(event.currentTarget.value)}
              />
              <TimeField label={t('publish.time')} value={time} onChange={setTime} />
            </>
          )}
        </div>
        <div class="line-of">
          <Button look="main" type="submit" busy={busy}>
            {later ? t('publish.schedule') : t('publish')}
          </Button>
          <Button look="bare" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
