/** Conditions that belong together: all of them, any, or none; a group may stand within a group. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Condition } from '../../../../core/flow/rule.ts'
import { useDesk } from '../desk/desk.ts'
import { Choose } from './choose.tsx'
import { Comparison } from './condition.tsx'
import { comparable, leafOf } from './looks.ts'
import { RemoveButton } from './remove-button.tsx'
import { type Group, groupOf, type Join, joined, type Place, withoutPart, withPart, withPartMoved } from './tree.ts'
import { useRule } from './use-rule.ts'
import { t } from './words/index.ts'

const joins = ['all', 'any', 'none'] as const

export function JoinChip({ group, place }: { group: Group; place: Place }) {
  const { change } = useRule()
  return (
    <>
      <Choose<Join>
        look="operator"
        label={t('join')}
        said={t(`join.${group.join}`)}
        options={joins.map(join => ({ key: join, value: join, say: t(`join.${join}`) }))}
        chosen={group.join}
        onChoose={join => change(rule => joined(rule, place, join))}
      />
      <span class="quiet">{t('join.holds')}</span>
    </>
  )
}

export function Parts({ condition, place }: { condition: Condition; place: Place }) {
  const { catalogue } = useDesk()
  const { rule, change } = useRule()
  const box = useRef<HTMLDivElement>(null)
  const [added, setAdded] = useState(0)
  // To what is still to be said of it: what was added stands before the buttons that add.
  useEffect(() => {
    if (added === 0) return
    const last = [...(box.current?.children ?? [])].findLast(child => child.classList.contains('rule-part'))
    const chips = [...(last?.querySelectorAll<HTMLElement>('button.chip') ?? [])]
    const open = chips.find(chip => chip.classList.contains('wrong')) ?? chips.at(-1)
    open?.focus()
  }, [added])
  const group = groupOf(condition)
  const words = catalogue.value
  if (!group || !words) return null
  const add = (part: Condition) => {
    change(before => withPart(before, place, part))
    setAdded(added + 1)
  }
  return (
    <div ref={box} class="rule-group">
      {group.parts.map(({ place: under, condition: part }, index) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys on their way up from its buttons
        <div
          // Parts have no names: their places are all there is.
          key={`${index}`}
          class="rule-part"
          onKeyDown={event => {
            const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined
            if (!event.altKey || by === undefined || event.defaultPrevented) return
            event.preventDefault()
            change(before => withPartMoved(before, place, index, by))
          }}
        >
          <Part condition={part} place={[...place, ...under]} />
          <RemoveButton
            label={t('remove.condition', { number: index + 1 })}
            onRemove={() => change(before => withoutPart(before, place, index))}
          />
        </div>
      ))}
      <div class="rule-words">
        <Choose
          look="add"
          icon="plus"
          label={t('add.fact')}
          said={t('add.fact.chip')}
          options={comparable(words, rule.on)}
          onChoose={looked => add(leafOf(looked))}
        />
        <Choose<Join>
          look="add"
          icon="plus"
          label={t('add.group')}
          said={t('add.group.chip')}
          options={joins.map(join => ({ key: join, value: join, say: t(`join.${join}.of`) }))}
          onChoose={join => add({ all: { all: [] }, any: { any: [] }, none: { not: { any: [] } } }[join])}
        />
      </div>
    </div>
  )
}

function Part({ condition, place }: { condition: Condition; place: Place }) {
  if ('fact' in condition) {
    return (
      <div class="rule-words">
        <Comparison leaf={condition} place={place} />
      </div>
    )
  }
  const group = groupOf(condition)
  if (!group) return null
  return (
    <div class="grow">
      <div class="rule-words">
        <JoinChip group={group} place={place} />
      </div>
      <Parts condition={condition} place={place} />
    </div>
  )
}
