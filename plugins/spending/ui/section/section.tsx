/** Costs: what today has cost, alarms, limits, countries, prices. For administrators. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Card } from '../../../../ui/parts/card.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { readSpending, type Settings, setSpending } from '../../contract.ts'
import { Countries } from './countries.tsx'
import { LimitsForm } from './limits.tsx'
import { OwnLimits } from './own-limits.tsx'
import { Prices } from './prices.tsx'
import { Today } from './today.tsx'
import { t } from './words/index.ts'
import './section.css'

export type Everything = (typeof readSpending)['output']['_output']

export default function Section() {
  const app = useApp()
  const [all, setAll] = useState<Everything>()
  const [problem, setProblem] = useState<string>()

  async function load(): Promise<void> {
    try {
      setAll(await app.api.call(readSpending, {}))
      setProblem(undefined)
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  useEffect(() => void load(), [])

  /** True when it was taken. With a way back where it was one press. */
  async function change(part: Partial<Settings>, undone = false): Promise<boolean> {
    if (!all) return false
    const before = all.settings
    try {
      setAll(await app.api.call(setSpending, { ...before, ...part }))
      const back = Object.fromEntries(Object.keys(part).map(key => [key, before[key as keyof Settings]]))
      app.toasts.done(t('saved'), undone ? undefined : { label: t('undo'), run: () => void restore(back) })
      return true
    } catch (error) {
      app.toasts.problem(problemOf(error))
      return false
    }
  }
  async function restore(back: Partial<Settings>): Promise<void> {
    try {
      const now = await app.api.call(readSpending, {})
      setAll(await app.api.call(setSpending, { ...now.settings, ...back }))
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
  }

  if (problem !== undefined && !all) {
    return (
      <Blank icon="warn" title={t('failed')} about={problem}>
        <Button look="main" onClick={() => void load()}>
          {t('try-again')}
        </Button>
      </Blank>
    )
  }
  if (!all) return <Skeleton rows={6} />
  const { settings } = all
  return (
    <div class="spending">
      <p class="quiet">{t('about')}</p>
      <Today all={all} />
      <LimitsForm settings={settings} onSave={change} />
      <OwnLimits people={all.people} onSaved={setAll} />
      <Card title={t('countries')}>
        <Countries open={settings.countries} onChange={countries => void change({ countries })} />
        <Switch
          label={t('premium')}
          about={t('premium.about')}
          on={settings.premium}
          onChange={premium => void change({ premium })}
        />
      </Card>
      <Prices all={all} onSaved={setAll} />
    </div>
  )
}
