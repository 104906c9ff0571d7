/** What a person chooses for her voicemail: a section of her settings. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { type Box, changeBox, readBox, type Settings } from '../../contract.ts'
import { Greetings } from './greetings.tsx'
import { Options } from './options.tsx'
import { Pin } from './pin.tsx'
import { t } from './words/index.ts'
import './settings.css'

export interface Part {
  box: Box
  /** The hub's answer to a change. */
  onBox: (box: Box) => void
  /** Seen at once; taken back with the reason where the hub refuses. */
  change: (given: Partial<Settings>) => Promise<boolean>
}

export default function VoicemailSettings() {
  const app = useApp()
  const [box, setBox] = useState<Box>()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    app.api.call(readBox, {}).then(setBox, (error: unknown) => setProblem(problemOf(error)))
  }, [])
  if (problem !== undefined) return <Blank icon="warn" title={problem} about="" />
  if (!box) return <Skeleton rows={6} />

  async function change(given: Partial<Settings>): Promise<boolean> {
    const before = box
    setBox(now => now && { ...now, ...given })
    try {
      setBox(await app.api.call(changeBox, given))
      return true
    } catch (error) {
      setBox(before)
      app.toasts.problem(problemOf(error))
      return false
    }
  }
  const part: Part = { box, onBox: setBox, change }
  const { mailTo } = box
  return (
    <div class="voicemail-settings">
      <Switch label={t('on')} about={t('on.about')} on={box.on} onChange={on => void change({ on })} />
      <Switch
        label={t('mail')}
        about={mailTo === undefined ? t('mail.none') : t('mail.about', { address: mailTo })}
        on={box.mail && mailTo !== undefined}
        disabled={mailTo === undefined}
        onChange={mail => void change({ mail })}
      />
      <Greetings {...part} />
      <Options {...part} />
      <Pin {...part} />
    </div>
  )
}
