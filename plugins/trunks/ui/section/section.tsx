/** Trunks and ways out, for administrators. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Card } from '../../../../ui/parts/card.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { listTrunks, orderTrunks, type TrunkEntry, trunkStates, type WayOut } from '../../contract.ts'
import { TrunkForm } from './form.tsx'
import { TrunkRow } from './row.tsx'
import { Ways } from './ways.tsx'
import { t } from './words/index.ts'
import './section.css'

export default function Section() {
  const app = useApp()
  const [all, setAll] = useState<{ trunks: readonly TrunkEntry[]; ways: readonly WayOut[] }>()
  const [problem, setProblem] = useState<string>()
  /** Id of the trunk whose form is open, or "new". */
  const [open, setOpen] = useState<string>()
  const states = app.live.view(trunkStates).state() ?? {}

  async function load(): Promise<void> {
    try {
      setAll(await app.api.call(listTrunks, {}))
      setProblem(undefined)
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  useEffect(() => void load(), [])

  async function move(id: string, by: -1 | 1): Promise<void> {
    const ids = all?.trunks.map(trunk => trunk.id) ?? []
    const at = ids.indexOf(id)
    const [other] = ids.splice(at + by, 1, id)
    if (other !== undefined) ids.splice(at, 1, other)
    try {
      const { trunks } = await app.api.call(orderTrunks, { ids })
      setAll(all && { ...all, trunks })
    } catch (error) {
      app.toasts.problem(problemOf(error))
    }
  }
  const done = () => {
    setOpen(undefined)
    void load()
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
  if (!all) return <Skeleton rows={4} />
  const { trunks, ways } = all
  return (
    <div class="trunks">
      <p class="quiet">{t('about')}</p>
      <Card
        title={t('trunks')}
        head={
          <Button icon="plus" onClick={() => setOpen('new')}>
            {t('add')}
          </Button>
        }
      >
        {open === 'new' && <TrunkForm trunk={undefined} onDone={done} />}
        <ul class="trunk-list">
          {trunks.map((trunk, at) => (
            <li key={trunk.id}>
              <TrunkRow
                trunk={trunk}
                state={states[trunk.id]}
                onEdit={() => setOpen(open === trunk.id ? undefined : trunk.id)}
                onUp={at > 0 ? () => void move(trunk.id, -1) : undefined}
                onDown={at < trunks.length - 1 ? () => void move(trunk.id, 1) : undefined}
                onChange={() => void load()}
              />
              {open === trunk.id && <TrunkForm trunk={trunk} onDone={done} />}
            </li>
          ))}
          <li class="trunk-row">
            <span class="trunk-what">
              <b>{t('standard')}</b>
              <br />
              <span class="small quiet">{trunks.length === 0 ? t('none') : t('standard.about')}</span>
            </span>
          </li>
        </ul>
      </Card>
      {trunks.length > 0 && <Ways trunks={trunks} ways={ways} onSaved={() => void load()} />}
    </div>
  )
}
