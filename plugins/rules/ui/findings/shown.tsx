/** The call that shows it, tried with the draft. */
import { useEffect, useState } from 'preact/hooks'
import type { z } from 'zod'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { language } from '../../../../ui/words.ts'
import { tryRules } from '../../contract.ts'
import type { Desk } from '../desk/desk.ts'
import type { Found } from './use-examined.ts'
import { t } from './words/index.ts'

type Asked = z.infer<typeof tryRules.input>

/** PTS keeps this number free for examples. */
const somebody = '+46701740605'

/** None where there is no example, or it isn't about what comes in at a number: nothing else can be begun from a screen. */
export function askedFor({ example }: Found, desk: Desk): Asked | undefined {
  const { catalogue, values, draft, whose } = desk
  const arrives = catalogue.value?.actions.some(({ sends }) => sends?.event === example?.on)
  if (!example || !arrives || !draft.value) return undefined
  const [anybody] = values.value.person ?? []
  const own = values.value['own-number']?.find(({ value }) => value === example.scope.number)
  const person = values.value.person?.find(({ value }) => value === example.scope.person)
  const [number] = (own ?? person ?? anybody)?.numbers ?? []
  if (number === undefined) return undefined
  return {
    ...{ trial: 'call', states: [], language: language.value },
    fields: { caller: { number: somebody }, dialled: { number } },
    facts: example.facts.flatMap(({ fact, params, saw }) => (saw.known ? [{ fact, params, value: saw.value }] : [])),
    rules: { owner: whose, rules: draft.value.rules },
  }
}

export function Shown({ asked }: { asked: Asked }) {
  const { api } = useApp()
  const [tried, setTried] = useState<z.infer<typeof tryRules.output>>()
  const [problem, setProblem] = useState<string>()
  const key = JSON.stringify(asked)
  useEffect(() => {
    let over = false
    api.call(tryRules, asked).then(
      answer => {
        if (!over) setTried(answer)
      },
      (error: unknown) => {
        if (!over) setProblem(problemOf(error))
      },
    )
    return () => {
      over = true
    }
  }, [key])
  if (problem !== undefined) return <p>{t('trying.failed', { why: problem })}</p>
  if (!tried) return null
  const { told, did } = tried.course
  const won = told.tried.find(({ outcome }) => outcome === 'won')
  return (
    <dl class="rules-shown">
      {told.saw.map(({ what, value }) => (
        <div key={`${what} ${value}`}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div>
        <dt>{t('decides')}</dt>
        <dd>
          {won?.title ?? t('last-resort')}. {did}
        </dd>
      </div>
    </dl>
  )
}
