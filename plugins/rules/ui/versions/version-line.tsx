/** A version in the list: who made it, when, and why; what it changed, and a way back to it. */
import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import { said } from '../../../../ui/words.ts'
import { rollBack, type Stop, type VersionEntry } from '../../contract/versions.ts'
import { useDesk } from '../desk/desk.ts'
import { Stops } from './stops.tsx'
import { t } from './words/index.ts'

interface Props {
  version: VersionEntry
  inForce: boolean
  onCompare: () => void
  onSave: () => void
  onBack: () => void
}

export function VersionLine({ version, inForce, onCompare, onSave, onBack }: Props) {
  const app = useApp()
  const desk = useDesk()
  const [asking, setAsking] = useState(false)
  const [stops, setStops] = useState<readonly Stop[]>([])
  const { number, at, by, byName, why, like } = version

  async function back(): Promise<void> {
    setStops([])
    try {
      const now = await app.api.call(rollBack, { ...desk.whose, number, why: '' })
      app.toasts.done(t('versions.back.done', { number, now: now.number }))
      setAsking(false)
      onBack()
    } catch (error) {
      if (error instanceof ApiError && error.code === 'rules.stopped') setStops(error.details.stops as readonly Stop[])
      else app.toasts.problem(problemOf(error))
    }
  }

  const who = byName ?? (by === undefined ? t('versions.service') : undefined)
  const about = [who, dayOrTime(new Date(at)), like === undefined ? undefined : t('versions.like', { number: like })]
  return (
    <li>
      <div class="line-of">
        <b>{t('compare.version', { number })}</b>
        {inForce && <Tag look="good">{t('versions.in-force')}</Tag>}
        <span class="small quiet grow">{about.filter(Boolean).join(', ')}</span>
      </div>
      {why !== undefined && <p class="small">{typeof why === 'string' ? why : said(why)}</p>}
      <div class="actions">
        <Button look="bare" aria-label={t('versions.compare.of', { number })} onClick={onCompare}>
          {t('versions.compare')}
        </Button>
        {!inForce && (
          <Button
            look="bare"
            aria-label={t('versions.back.of', { number })}
            aria-expanded={asking}
            onClick={() => setAsking(!asking)}
          >
            {t('versions.back')}
          </Button>
        )}
        <Button look="bare" aria-label={t('versions.export.of', { number })} onClick={onSave}>
          {t('versions.export')}
        </Button>
      </div>
      {asking && (
        <div class="line-of">
          <span class="small grow">{t('versions.back.ask')}</span>
          <Button onClick={() => void back()}>{t('versions.back.of', { number })}</Button>
        </div>
      )}
      {stops.length > 0 && <Stops title={t('stopped')} stops={stops} />}
    </li>
  )
}
