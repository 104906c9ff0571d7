/** The rule as one sentence of chips: when, if, then, and also. */
import { stages } from '../../../../core/flow/rule.ts'
import { said } from '../../../../ui/words.ts'
import { useDesk } from '../desk/desk.ts'
import { allowedStages } from '../desk/rules.ts'
import { ActionLine, Beside } from './action.tsx'
import { Choose } from './choose.tsx'
import { eventChanged } from './event.ts'
import { JoinChip, Parts } from './group.tsx'
import { groupOf } from './tree.ts'
import { useRule } from './use-rule.ts'
import { t } from './words/index.ts'

const top = ['conditions'] as const

export function RuleSentence() {
  const desk = useDesk()
  const { rule, change, wrong } = useRule()
  const words = desk.catalogue.value
  const group = groupOf(rule.conditions)
  if (!words || !group) return null
  const event = words.events.find(({ name }) => name === rule.on)
  return (
    <div class="rule-sentence">
      <div class="rule-words">
        <b>{t('when')}</b>
        <Choose
          look="fact"
          icon="phone"
          wrong={!event || wrong('on')}
          label={t('event')}
          said={event ? said(event.say) : rule.on}
          options={words.events
            .filter(({ route, name }) => route || name === rule.on)
            .map(({ name, say }) => ({ key: name, value: name, say: said(say) }))}
          chosen={rule.on}
          onChoose={on => change(before => eventChanged(before, on, words))}
        />
      </div>
      <div class="rule-words">
        <b>{t('if')}</b>
        {group.parts.length > 0 ? <JoinChip group={group} place={top} /> : <span class="quiet">{t('always')}</span>}
      </div>
      <Parts condition={rule.conditions} place={top} />
      <div class="rule-words">
        <b>{t('so')}</b>
        <ActionLine place={['event']} route />
      </div>
      <Beside />
      <div class="rule-words">
        <span class="quiet">{t('stage')}</span>
        <Choose
          look="value"
          label={t('stage')}
          said={t(`stage.${rule.stage}`)}
          options={stages
            .filter(stage => allowedStages(desk.whose).includes(stage) || stage === rule.stage)
            .map(stage => ({
              key: stage,
              value: stage,
              say: t(`stage.${stage}`),
              detail: t(`stage.${stage}.about`),
            }))}
          chosen={rule.stage}
          onChoose={stage => change(before => ({ ...before, stage }))}
        />
      </div>
      <p class="small quiet">
        {t(rule.stage === 'fallback' && group.parts.length === 0 ? 'otherwise.none' : 'otherwise')}
      </p>
    </div>
  )
}
