/** One comparison of the sentence: what is looked at, how, and with what. */
import type { LeafCondition } from '../../../../core/flow/rule.ts'
import { Chip } from '../../../../ui/parts/chip.tsx'
import { said } from '../../../../ui/words.ts'
import { useDesk } from '../desk/desk.ts'
import { Choose } from './choose.tsx'
import { comparable, type Looked, leafOf, lookedAt, saidLook } from './looks.ts'
import { fieldOf, type Place, put } from './tree.ts'
import { useRule } from './use-rule.ts'
import { ValueChip } from './value-chip.tsx'
import { firstValue, iconOf, isList } from './values.ts'
import { t } from './words/index.ts'

export function Comparison({ leaf, place }: { leaf: LeafCondition; place: Place }) {
  const { catalogue } = useDesk()
  const { rule, change, wrong } = useRule()
  const words = catalogue.value
  if (!words) return null
  const looked = lookedAt(words, leaf)
  const set = (key: string, value: unknown) => change(before => put(before, [...place, key], value))
  const isWrong = (key: string) => wrong(fieldOf([...place, key]))
  const icon = looked && iconOf(looked.look.type)
  return (
    <>
      <Choose
        look="fact"
        {...(icon && { icon })}
        wrong={!looked || isWrong('fact') || isWrong('path')}
        label={t('fact')}
        said={looked ? saidLook(looked.look) : t('fact.gone', { fact: leaf.fact })}
        options={comparable(words, rule.on)}
        chosen={`${leaf.fact} ${leaf.path ?? '$'}`}
        onChoose={next => change(before => put(before, place, leafOf(next)))}
      />
      {looked && <Parameters {...{ leaf, place, looked }} />}
      {looked?.look.type.kind === 'boolean' && leaf.operator === 'equal' ? (
        <Choose
          look="operator"
          label={t('operator')}
          said={t(leaf.value === true ? 'holds' : 'holds-not')}
          options={[true, false].map(value => ({ key: String(value), value, say: t(value ? 'holds' : 'holds-not') }))}
          chosen={String(leaf.value)}
          onChoose={value => set('value', value)}
        />
      ) : (
        looked && <Compared {...{ leaf, place, looked }} />
      )}
      {!looked && <Chip look="value">{JSON.stringify(leaf.value)}</Chip>}
    </>
  )
}

/** Whose activity, which list: what the fact has to be told. */
function Parameters({ leaf, place, looked }: { leaf: LeafCondition; place: Place; looked: Looked }) {
  const { catalogue } = useDesk()
  const { rule, change } = useRule()
  const roles = catalogue.value?.events.find(({ name }) => name === rule.on)?.roles ?? []
  const set = (name: string, value: unknown) =>
    change(before => {
      const params = { ...leaf.params, [name]: value }
      const given = Object.fromEntries(Object.entries(params).filter(([, one]) => one !== undefined))
      return put(before, [...place, 'params'], Object.keys(given).length > 0 ? given : undefined)
    })
  return (
    <>
      {looked.fact.params.map(param => {
        const value = leaf.params?.[param.name] ?? param.standard
        if (param.type.kind === 'role') {
          if (roles.length < 2) return null
          const role = roles.find(({ name }) => name === value)
          return (
            <Choose
              key={param.name}
              look="value"
              icon="people"
              label={said(param.say)}
              said={role ? said(role.say) : String(value)}
              options={roles.map(({ name, say }) => ({ key: name, value: name, say: said(say) }))}
              chosen={String(value)}
              onChoose={next => set(param.name, next)}
            />
          )
        }
        return (
          <ValueChip
            key={param.name}
            label={said(param.say)}
            type={param.type}
            list={param.type.list === true}
            optional={!param.required}
            value={value}
            onChange={next => set(param.name, next)}
          />
        )
      })}
    </>
  )
}

function Compared({ leaf, place, looked: { look } }: { leaf: LeafCondition; place: Place; looked: Looked }) {
  const { catalogue } = useDesk()
  const { change, wrong } = useRule()
  const operators = catalogue.value?.operators ?? []
  const words = (name: string) => {
    const found = operators.find(one => one.name === name)
    return found ? said(found.say) : name
  }
  return (
    <>
      <Choose
        look="operator"
        wrong={wrong(fieldOf([...place, 'operator']))}
        label={t('operator')}
        said={words(leaf.operator)}
        options={look.operators.map(name => ({ key: name, value: name, say: words(name) }))}
        chosen={leaf.operator}
        onChoose={operator =>
          change(before => {
            const list = isList(operator)
            const value = list === isList(leaf.operator) ? leaf.value : converted(leaf.value, list)
            return put(before, place, { ...leaf, operator, value: value ?? firstValue(look.type, list) })
          })
        }
      />
      <ValueChip
        label={saidLook(look)}
        type={look.type}
        list={isList(leaf.operator)}
        wrong={wrong(fieldOf([...place, 'value']))}
        value={leaf.value}
        onChange={value => change(before => put(before, [...place, 'value'], value))}
      />
    </>
  )
}

/** What was chosen stays when several may be, or but one. */
function converted(value: unknown, list: boolean): unknown {
  if (list) return value === null || value === undefined ? [] : [value]
  return Array.isArray(value) ? (value[0] ?? null) : value
}
