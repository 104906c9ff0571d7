/** The left column: all rules that apply, from first to last. */
import type { Rule } from '../../../../core/flow/rule.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Rail, Rung } from '../../../../ui/parts/rail.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { language, said } from '../../../../ui/words.ts'
import { useDesk } from '../desk/desk.ts'
import { addRule } from '../desk/rules.ts'
import { inOrder } from './order.ts'
import { useOthers } from './others.ts'
import { useReading } from './use-reading.ts'
import { t } from './words/index.ts'
import './ladder.css'

export default function Ladder() {
  const desk = useDesk()
  const { rules: others, won } = useOthers()
  const catalogue = desk.catalogue.value
  const reading = useReading()
  if (!catalogue || !reading) return null
  const own = desk.draft.value?.rules ?? []
  const steps = inOrder(
    own,
    others,
    catalogue.events.map(({ name }) => name),
  )
  const eventWords = (name: string) => {
    const event = catalogue.events.find(one => one.name === name)
    const say = event && said(event.say)
    return say ? say.charAt(0).toUpperCase() + say.slice(1) : name
  }
  return (
    <div class="rules-ladder">
      <div class="rules-ladder-head">
        <h2>{t('title')}</h2>
        {Object.keys(won).length > 0 && <span class="small faint">{t('won.yesterday')}</span>}
        <Button icon="plus" onClick={() => addRule(desk)}>
          {t('add')}
        </Button>
      </div>
      {steps.map(({ event, stages }) => (
        <section key={event}>
          <h3>{eventWords(event)}</h3>
          {stages.map(({ stage, rules }) => (
            <div key={stage}>
              <h4 class="quiet">{t(`stage.${stage}`)}</h4>
              <Rail label={`${eventWords(event)}, ${t(`stage.${stage}`)}`}>
                {rules.map(rule => (
                  <Rung key={`${rule.scope} ${rule.name}`}>
                    <Read
                      rule={rule}
                      sentence={reading.sentence(rule, language.value)}
                      own={own.includes(rule)}
                      won={won[`${rule.scope} ${rule.name}`] ?? 0}
                    />
                  </Rung>
                ))}
              </Rail>
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}

/** Chosen by it, to be written where it is one's own, and to be read where it is not. */
function Read({ rule, sentence, own, won }: { rule: Rule; sentence: string; own: boolean; won: number }) {
  const desk = useDesk()
  return (
    <button
      type="button"
      class={`rules-ladder-rule ${own ? 'own' : ''}`}
      aria-current={desk.selected.value === rule.name ? 'true' : undefined}
      onClick={() => desk.select(rule.name)}
    >
      <span>
        {sentence} {!own && <Tag>{t(rule.scope === 'standard' ? 'scope.standard' : 'scope.organisation')}</Tag>}
        {own && desk.changedRules.value.has(rule.name) && <Tag>{t('own.changed')}</Tag>}
      </span>
      {won > 0 && (
        <span class="small faint figures">
          <span aria-hidden="true">{won}</span>
          <span class="for-readers">{won === 1 ? t('won.once') : t('won', { count: won })}</span>
        </span>
      )}
    </button>
  )
}
