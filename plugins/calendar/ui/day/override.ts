/** Having an event otherwise than the rules have it, with a way back. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { type DayEvent, type Override, overrideEvent } from '../../contract.ts'
import { t } from './words/index.ts'

export const nameOf = ({ subject, private: hidden }: DayEvent): string =>
  subject?.trim() || (hidden ? t('private') : t('untitled'))

/** What was called off, or stands at no known time, can't be made to count. */
export const canCount = ({ cancelled, from }: DayEvent): boolean => !cancelled && from !== undefined

export function useOverride() {
  const app = useApp()
  const [busy, setBusy] = useState(false)

  async function send(event: string, does: Override | null, series: boolean): Promise<boolean> {
    setBusy(true)
    try {
      await app.api.call(overrideEvent, { event, does, series })
      return true
    } catch (error) {
      app.toasts.problem(problemOf(error))
      return false
    } finally {
      setBusy(false)
    }
  }

  const set = async (event: DayEvent, does: Override | null, series: boolean): Promise<void> => {
    const { id, override } = event
    if (!(await send(id, does, series))) return
    const name = nameOf(event)
    const what = does === null ? 'restored' : does === 'ignore' ? 'ignored' : 'counted'
    const text = series && what !== 'restored' ? t(`${what}.series`, { name }) : t(what, { name })
    const before = override?.series === series ? override.does : null
    app.toasts.done(text, { label: t('undo'), run: () => void send(id, before, series) })
  }
  return { busy, set }
}
