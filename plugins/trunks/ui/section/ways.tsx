/** Which calls go by which trunks: lines in order. */
import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Card } from '../../../../ui/parts/card.tsx'
import { Field, Select } from '../../../../ui/parts/field.tsx'
import { type Match, numberKinds, setWays, type TrunkEntry, type WayOut } from '../../contract.ts'
import { t } from './words/index.ts'

const bys = ['prefix', 'country', 'kind', 'all'] as const
const standard = 'standard'

const blank: Readonly<Record<Match['by'], Match>> = {
  prefix: { by: 'prefix', prefix: '' },
  country: { by: 'country', country: 'SE' },
  kind: { by: 'kind', kind: 'mobile' },
  all: { by: 'all' },
}

interface Props {
  readonly trunks: readonly TrunkEntry[]
  readonly ways: readonly WayOut[]
  readonly onSaved: () => void
}

export function Ways({ trunks, ways, onSaved }: Props) {
  const app = useApp()
  const [draft, setDraft] = useState<readonly WayOut[]>()
  const [problem, setProblem] = useState<{ at: number; say: string }>()
  const [busy, setBusy] = useState(false)
  const now = draft ?? ways
  const put = (at: number, way: WayOut) => {
    setDraft(now.with(at, way))
    setProblem(undefined)
  }
  const choices = [
    ...trunks.map(({ id, name }) => ({ value: id, label: name })),
    { value: standard, label: t('standard') },
  ]

  async function save(): Promise<void> {
    setBusy(true)
    try {
      await app.api.call(setWays, { ways: now.map(({ match, trunks: ids }) => ({ match, trunks: [...ids] })) })
      setDraft(undefined)
      app.toasts.done(t('ways.saved'))
      onSaved()
    } catch (error) {
      const at = error instanceof ApiError ? /^ways\.(\d+)/.exec(error.field ?? '')?.[1] : undefined
      if (error instanceof ApiError && at !== undefined) setProblem({ at: Number(at), say: error.say })
      else app.toasts.problem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  const add = () => setDraft([...now, { match: blank.prefix, trunks: [trunks[0]?.id ?? standard] }])
  return (
    <Card
      title={t('ways')}
      head={
        <Button icon="plus" onClick={add}>
          {t('ways.add')}
        </Button>
      }
    >
      <p class="small quiet">{t('ways.about')}</p>
      {now.map((way, at) => (
        <div key={at} class="way-row">
          <Select
            label={t('by')}
            choices={bys.map(value => ({ value, label: t(`by.${value}`) }))}
            value={way.match.by}
            onChange={by => put(at, { ...way, match: blank[by] })}
          />
          <MatchField
            match={way.match}
            problem={problem?.at === at ? problem.say : undefined}
            onChange={match => put(at, { ...way, match })}
          />
          <Select
            label={t('first')}
            choices={choices}
            value={way.trunks[0] ?? standard}
            onChange={first => put(at, { ...way, trunks: [first, ...way.trunks.slice(1)] })}
          />
          <Select
            label={t('second')}
            choices={[{ value: '', label: t('nothing') }, ...choices]}
            value={way.trunks[1] ?? ''}
            onChange={second => put(at, { ...way, trunks: [way.trunks[0] ?? standard, ...(second ? [second] : [])] })}
          />
          <span class="trunk-buttons">
            {at > 0 && (
              <Button
                look="bare"
                aria-label={t('row.up')}
                onClick={() => setDraft(now.with(at, now[at - 1] ?? way).with(at - 1, way))}
              >
                ↑
              </Button>
            )}
            <Button look="bare" icon="x" iconOnly onClick={() => setDraft(now.filter((_, place) => place !== at))}>
              {t('remove')}
            </Button>
          </span>
        </div>
      ))}
      {draft && (
        <div class="line-of">
          <Button look="main" busy={busy} onClick={() => void save()}>
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
    </Card>
  )
}

function MatchField({
  match,
  problem,
  onChange,
}: {
  match: Match
  problem: string | undefined
  onChange: (match: Match) => void
}) {
  if (match.by === 'kind') {
    return (
      <Select
        label={t('number-kind')}
        choices={numberKinds.map(value => ({ value, label: t(`kinds.${value}`) }))}
        value={match.kind}
        onChange={kind => onChange({ by: 'kind', kind })}
      />
    )
  }
  if (match.by === 'all') return <span />
  const text = match.by === 'prefix' ? match.prefix : match.country
  return (
    <Field
      label={t(match.by)}
      value={text}
      problem={problem}
      placeholder={match.by === 'prefix' ? '+4670' : 'NO'}
      onInput={event => {
        const value = event.currentTarget.value.trim()
        onChange(
          match.by === 'prefix' ? { by: 'prefix', prefix: value } : { by: 'country', country: value.toUpperCase() },
        )
      }}
    />
  )
}
