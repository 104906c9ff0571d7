import { useEffect, useRef, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { now } from '../../../../ui/clock.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { duration } from '../../../../ui/time.ts'
import { type Box, ownName, saveGreeting } from '../../contract.ts'
import { playOf, type Recording, record, type Take } from './recording.ts'
import { t } from './words/index.ts'

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'recording'; readonly recording: Recording; readonly since: number }
  | { readonly is: 'taken'; readonly take: Take }

/** Records a greeting, lets one hear it, and saves it when told to. */
export function Recorder({ activity, name, onBox }: { activity: string; name: string; onBox: (box: Box) => void }) {
  const app = useApp()
  const [state, setState] = useState<State>({ is: 'idle' })
  const [saving, setSaving] = useState(false)
  const stop = useRef<(() => void) | undefined>(undefined)
  useEffect(() => () => stop.current?.(), [])

  async function begin(): Promise<void> {
    stop.current?.()
    try {
      const recording = await record()
      stop.current = recording.drop
      setState({ is: 'recording', recording, since: now.peek() })
      const take = await recording.take
      setState({ is: 'taken', take })
    } catch (error) {
      setState({ is: 'idle' })
      const denied = error instanceof DOMException && ['NotAllowedError', 'NotFoundError'].includes(error.name)
      app.toasts.problem(t(denied ? 'record.denied' : 'record.failed'))
    }
  }
  async function save({ wav }: Take): Promise<void> {
    setSaving(true)
    try {
      onBox(await app.api.upload(saveGreeting, { activity }, wav))
      setState({ is: 'idle' })
      app.toasts.done(activity === ownName ? t('saved.name') : t('saved', { name }))
    } catch (error) {
      // What was recorded is still there.
      app.toasts.problem(problemOf(error))
    }
    setSaving(false)
  }
  const listen = ({ sound }: Take) => {
    stop.current?.()
    stop.current = playOf(sound)
  }

  if (state.is === 'recording') {
    return (
      <div class="recorder">
        <Button look="main" icon="hold" onClick={state.recording.stop}>
          {t('stop')}
        </Button>
        <span class="figures" role="timer">
          {t('recording', { time: duration((now.value - state.since) / 1000) })}
        </span>
      </div>
    )
  }
  if (state.is === 'idle') {
    return (
      <div class="recorder">
        <Button icon="mic" onClick={() => void begin()}>
          {t('record')}
        </Button>
      </div>
    )
  }
  const { take } = state
  return (
    <div class="recorder">
      <Button icon="play" onClick={() => listen(take)}>
        {t('listen')}
      </Button>
      <span class="figures small quiet">{duration(take.sound.duration)}</span>
      <Button look="main" busy={saving} onClick={() => void save(take)}>
        {t('save')}
      </Button>
      <Button look="bare" icon="mic" onClick={() => void begin()}>
        {t('record')}
      </Button>
      <Button
        look="bare"
        onClick={() => {
          stop.current?.()
          setState({ is: 'idle' })
        }}
      >
        {t('discard')}
      </Button>
    </div>
  )
}
