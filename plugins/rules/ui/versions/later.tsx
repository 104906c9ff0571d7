/** What is to come into force by itself, or should have. */
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import { cancelPublication, type Scheduled } from '../../contract/versions.ts'
import { useDesk } from '../desk/desk.ts'
import { t } from './words/index.ts'

const told = ['rules.overtaken', 'rules.stopped', 'rules.not-yours'] as const

export function Later({
  scheduled: { at, byName, why, failed },
  onSee,
  onCancelled,
}: {
  scheduled: Scheduled
  onSee: () => void
  onCancelled: () => void
}) {
  const app = useApp()
  const { whose } = useDesk()
  const time = dayOrTime(new Date(at))
  const code = told.find(one => one === failed)
  const problem = code === undefined ? t('later.failed.other') : t(`later.failed.${code}`)

  async function cancel(): Promise<void> {
    try {
      await app.api.call(cancelPublication, whose)
      app.toasts.done(t('later.cancelled'))
      onCancelled()
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
  }
  return (
    <Note look={failed === undefined ? 'info' : 'warning'}>
      <p>{failed === undefined ? t('later.title', { time }) : t('later.failed', { time, problem })}</p>
      <p class="small quiet">
        {byName !== undefined && t('later.by', { name: byName })} {why}
      </p>
      <div class="line-of">
        <Button onClick={onSee}>{t('later.see')}</Button>
        <Button look="bare" onClick={() => void cancel()}>
          {failed === undefined ? t('later.cancel') : t('later.to-draft')}
        </Button>
      </div>
    </Note>
  )
}
