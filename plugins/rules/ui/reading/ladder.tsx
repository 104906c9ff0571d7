/** The left column: all rules that apply, from first to last. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { openReading } from '../../../../core/flow/reading/index.ts'
import type { Rule } from '../../../../core/flow/rule.ts'
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Rail, Rung } from '../../../../ui/parts/rail.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { language, said } from '../../../../ui/words.ts'
import { readLadder } from '../../contract/ladder.ts'
import { useDesk } from '../desk/desk.ts'
import { addRule } from '../desk/rules.ts'
import { inOrder } from './order.ts'
import { t } from './words/index.ts'
import './ladder.css'

export default function Ladder() {
  const app = useApp()
  const desk = useDesk()
  const [others, setOthers] = useState<readonly Rule[]>([])
  const version = desk.version.value
  useEffect(() => {
    const gone = new AbortController()
    const { scope, owner } = desk.whose
    void app.api.call(readLadder, { scope, owner }).then(
      ({ rules }) => {
        if (!gone.signal.aborted) setOthers(rules)
      },
      // The own rules stand there all the same.
      () => undefined,
    )
    return () => gone.abort()
  }, [desk, version])
  const catalogue = desk.catalogue.value
  const values = desk.values.value
  const reading = useMemo(
    () => catalogue && openReading(catalogue, { values, number: shownNumber }),
    [catalogue, values],
  )
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
                    <Read rule={rule} sentence={reading.sentence(rule, language.value)} own={own.includes(rule)} />
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

/** One's own is chosen by it; others are read. */
function Read({ rule, sentence, own }: { rule: Rule; sentence: string; own: boolean }) {
  const desk = useDesk()
  if (!own) {
    return (
      <span>
        {sentence} <Tag>{t(rule.scope === 'standard' ? 'scope.standard' : 'scope.organisation')}</Tag>
      </span>
    )
  }
  return (
    <button
      type="button"
      class="rules-ladder-own"
      aria-current={desk.selected.value === rule.name ? 'true' : undefined}
      onClick={() => desk.select(rule.name)}
    >
      {sentence} {desk.changedRules.value.has(rule.name) && <Tag>{t('own.changed')}</Tag>}
    </button>
  )
}
