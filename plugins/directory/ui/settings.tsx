/** What one may choose of oneself: the language, and whether the own number closes outside opening hours. */
import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../../core/define.ts'
import { type App, useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { Switch } from '../../../ui/parts/switch.tsx'
import { readOrganisation, readProfile, updateProfile } from '../contract.ts'
import { t } from './words/index.ts'

/** For the other browsers of the person, and for what the hub says. */
export const keepLanguage = (app: App) => async (language: Language) => {
  try {
    await app.api.call(updateProfile, { language })
  } catch (error) {
    app.toasts.problem(problemOf(error))
  }
}

export function ClosesOutsideHours() {
  const app = useApp()
  const [own, setOwn] = useState<boolean>()
  const [everybodys, setEverybodys] = useState(false)
  useEffect(() => {
    // Read when it is looked at: nobody else waits for it.
    Promise.all([app.api.call(readProfile, {}), app.api.call(readOrganisation, {})])
      .then(([{ closesOutsideHours }, { peopleClose }]) => {
        setOwn(closesOutsideHours)
        setEverybodys(peopleClose)
      })
      .catch((error: unknown) => app.toasts.problem(problemOf(error)))
  }, [])

  async function change(closes: boolean): Promise<void> {
    setOwn(closes)
    try {
      const { closesOutsideHours } = await app.api.call(updateProfile, { closesOutsideHours: closes })
      setOwn(closesOutsideHours)
    } catch (error) {
      setOwn(!closes)
      app.toasts.problem(problemOf(error))
    }
  }

  return (
    <Switch
      label={t('closes.label')}
      about={everybodys ? t('closes.everybody') : t('closes.about')}
      on={everybodys || (own ?? false)}
      onChange={closes => void change(closes)}
      disabled={own === undefined || everybodys}
    />
  )
}
