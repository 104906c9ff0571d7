import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Card } from '../../../../ui/parts/card.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { type Price, setPrices } from '../../contract.ts'
import type { Everything } from './section.tsx'
import { t } from './words/index.ts'

const columns = ['prefix', 'name', 'minute', 'opening'] as const
type Row = Readonly<Record<(typeof columns)[number], string>>

const rowOf = ({ prefix, name, minute, opening }: Price): Row => ({
  ...{ prefix, name, minute: String(minute), opening: String(opening) },
})

export function Prices({ all, onSaved }: { all: Everything; onSaved: (all: Everything) => void }) {
  const app = useApp()
  const [draft, setDraft] = useState<readonly Row[]>()
  const [problem, setProblem] = useState<{ field: string; say: string }>()
  const now = draft ?? all.prices.map(rowOf)

  async function save(): Promise<void> {
    try {
      const prices = now.map(({ prefix, name, minute, opening }) => ({
        ...{ prefix: prefix.trim(), name, minute: Number(minute || 'x'), opening: Number(opening || 0) },
        // A price for a series says nothing of whether it is premium-rate: the list does.
        premium: all.list.some(listed => listed.premium && prefix.startsWith(listed.prefix)),
      }))
      onSaved(await app.api.call(setPrices, { prices }))
      setDraft(undefined)
      app.toasts.done(t('saved'))
    } catch (error) {
      if (error instanceof ApiError && error.field) setProblem({ field: error.field, say: error.say })
      else app.toasts.problem(problemOf(error))
    }
  }

  return (
    <Card
      title={t('prices')}
      head={
        <Button icon="plus" onClick={() => setDraft([...now, { prefix: '+', name: '', minute: '', opening: '0' }])}>
          {t('prices.add')}
        </Button>
      }
    >
      <p class="small quiet">{t('prices.about')}</p>
      {now.map((row, at) => (
        <div key={at} class="spending-price">
          {columns.map(column => (
            <Field
              key={column}
              label={t(`prices.${column}`)}
              value={row[column]}
              problem={problem?.field === `prices.${at}.${column}` ? problem.say : undefined}
              onInput={event => {
                setDraft(now.with(at, { ...row, [column]: event.currentTarget.value }))
                setProblem(undefined)
              }}
            />
          ))}
          <Button look="bare" icon="x" iconOnly onClick={() => setDraft(now.filter((_, place) => place !== at))}>
            {t('prices.remove')}
          </Button>
        </div>
      ))}
      {draft && (
        <div class="line-of">
          <Button look="main" onClick={() => void save()}>
            {t('save')}
          </Button>
          <Button
            look="bare"
            onClick={() => {
              setDraft(undefined)
              setProblem(undefined)
            }}
          >
            {t('discard')}
          </Button>
        </div>
      )}
      <details>
        <summary>{t('prices.list')}</summary>
        <table class="figures small">
          <thead>
            <tr>
              {columns.map(column => (
                <th key={column} scope="col">
                  {t(`prices.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all.list.map(price => (
              <tr key={price.prefix}>
                <td>{price.prefix}</td>
                <td>{price.name}</td>
                <td>{price.minute}</td>
                <td>{price.opening}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Card>
  )
}
