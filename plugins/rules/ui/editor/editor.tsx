/** The middle column: the rule that is chosen, as a sentence or as JSON, which are two views of one state. */
import { useState } from 'preact/hooks'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { useDesk } from '../desk/desk.ts'
import { addRule, titled } from '../desk/rules.ts'
import { useReading } from '../reading/use-reading.ts'
import { Heading } from './heading.tsx'
import { Json } from './json.tsx'
import { RuleSentence } from './sentence.tsx'
import { RuleContext } from './use-rule.ts'
import { t } from './words/index.ts'
import './editor.css'

export default function Editor() {
  const desk = useDesk()
  const [view, setView] = useState<'sentence' | 'json'>('sentence')
  const rule = desk.rule.value
  const reading = useReading()
  if (!rule) {
    // What stands in the ladder and isn't this owner's is read beside it, not edited here.
    if (desk.selected.value !== undefined) return null
    return (
      <Blank icon="rules" title={t('blank.title')} about={t('blank.about')}>
        <Button look="main" icon="plus" onClick={() => addRule(desk)}>
          {t('blank.add')}
        </Button>
      </Blank>
    )
  }
  return (
    <RuleContext.Provider
      value={{
        rule,
        change: (edit, options) =>
          desk.edit(
            set => ({
              ...set,
              rules: set.rules.map(one => {
                if (one.name !== rule.name) return one
                const next = edit(one)
                return reading && next !== one
                  ? titled(one, next, (of, language) => reading.sentence(of, language))
                  : next
              }),
            }),
            options,
          ),
        wrong: field => desk.wrongFields.value.has(`${rule.name} ${field}`),
      }}
    >
      <div class="rule-editor">
        <Heading key={rule.name} />
        <Segmented
          label={t('view')}
          choices={[
            { value: 'sentence', label: t('view.sentence') },
            { value: 'json', label: 'JSON' },
          ]}
          value={view}
          onChange={setView}
        />
        {view === 'sentence' ? <RuleSentence key={rule.name} /> : <Json key={rule.name} />}
      </div>
    </RuleContext.Provider>
  )
}
