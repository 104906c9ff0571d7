/** In the head: replays yesterday, or the days that were chosen. */
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { useDesk } from '../desk/desk.ts'
import { runOf } from './run.ts'
import { t } from './words/index.ts'

export default function ReplayButton() {
  const desk = useDesk()
  const run = runOf(desk, useApp())
  return (
    <Button icon="play" busy={run.replay.value?.state === 'running'} onClick={() => void run.start()}>
      {t(`start.${run.span.value}`)}
    </Button>
  )
}
