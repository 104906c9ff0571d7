import { useApp } from '../app.ts'
import { Blank } from '../parts/blank.tsx'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { shellWords } from '../words/index.ts'
import { Group, State } from './group.tsx'
import { t } from './words/index.ts'

export function Messages() {
  const { toasts } = useApp()
  return (
    <Group title={t('messages')}>
      <State name="note" wide>
        <Note look="info" icon="cal">
          {t('note.info')}
        </Note>
        <Note look="warning">{t('note.warning')}</Note>
        <Note look="stop">{t('note.stop')}</Note>
      </State>
      <State name="toast">
        <Button onClick={() => toasts.done(t('toast'), { label: shellWords('undo'), run: () => {} })}>
          {t('send')}
        </Button>
        <Button onClick={() => toasts.problem(t('player.problem'))}>{t('failed')}</Button>
      </State>
      <State name="blank" wide>
        <Blank icon="people" title={t('blank.title')} about={t('blank.about')}>
          <Button look="main">{t('blank.do')}</Button>
        </Blank>
      </State>
      <State name="skeleton" wide>
        <Skeleton rows={4} />
      </State>
    </Group>
  )
}
