/** The rule as json-rules-engine has it: an equal view. What can't be a rule is said with its field, and nothing typed is lost. */
import { useState } from 'preact/hooks'
import { type Rule, ruleSchema } from '../../../../core/flow/rule.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { TextArea } from '../../../../ui/parts/field.tsx'
import { useDesk } from '../desk/desk.ts'
import { useRule } from './use-rule.ts'
import { t } from './words/index.ts'

export type ReadJson = { readonly rule: Rule } | { readonly problem: { readonly field?: string; readonly why: string } }

export function readRule(text: string): ReadJson {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return { problem: { why: error instanceof Error ? error.message : String(error) } }
  }
  const read = ruleSchema.safeParse(parsed)
  if (read.success) return { rule: read.data }
  const [issue] = read.error.issues
  return { problem: { field: issue?.path.join('.') ?? '', why: issue?.message ?? '' } }
}

export function Json() {
  const desk = useDesk()
  const { rule, change } = useRule()
  const shown = JSON.stringify(rule, null, 2)
  const [typed, setTyped] = useState<string>()
  const text = typed ?? shown
  const read = readRule(text)
  const taken =
    'rule' in read &&
    read.rule.name !== rule.name &&
    desk.draft.value?.rules.some(({ name }) => name === read.rule.name)
  const foreign = 'rule' in read && read.rule.scope !== rule.scope
  const problem =
    'problem' in read
      ? read.problem.field === undefined
        ? t('json.unreadable', { why: read.problem.why })
        : t('json.field', { field: read.problem.field, why: read.problem.why })
      : taken
        ? t('json.name-taken')
        : foreign
          ? t('json.scope', { scope: rule.scope })
          : undefined
  return (
    <div class="rule-json">
      <TextArea
        label={t('json')}
        spellcheck={false}
        autocomplete="off"
        value={text}
        problem={problem}
        onInput={event => {
          const next = event.currentTarget.value
          setTyped(next)
          const found = readRule(next)
          if (!('rule' in found) || found.rule.scope !== rule.scope) return
          const { name } = found.rule
          // The name is taken when the field is left: each letter of it would be another rule.
          if (name === rule.name) change(() => found.rule, { joins: `json ${rule.name}` })
        }}
        onBlur={() => {
          if (problem !== undefined || !('rule' in read)) return
          if (read.rule.name !== rule.name) {
            change(() => read.rule)
            desk.select(read.rule.name)
          }
          setTyped(undefined)
        }}
      />
      {problem !== undefined && <Button onClick={() => setTyped(undefined)}>{t('json.back')}</Button>}
    </div>
  )
}
