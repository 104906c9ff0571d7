/** What a rule does: an action with its arguments in a sentence, and what comes with it. */
import type { ActionDescription, ParamDescription } from '../../../../core/flow/description.ts'
import { isReference } from '../../../../core/flow/rule.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { said } from '../../../../ui/words.ts'
import { useDesk } from '../desk/desk.ts'
import { ChipPopover, Choose, type Option } from './choose.tsx'
import { lookedAt, saidLook, takenFrom } from './looks.ts'
import { phraseParts } from './phrase.ts'
import { RemoveButton } from './remove-button.tsx'
import { at, fieldOf, type Place, put } from './tree.ts'
import { useRule } from './use-rule.ts'
import { ValueChip } from './value-chip.tsx'
import { iconOf } from './values.ts'
import { t } from './words/index.ts'

interface Call {
  readonly type: string
  readonly params?: Readonly<Record<string, unknown>> | undefined
}

/** Actions that an event may have: its routes, or what comes beside one. */
export function actionsFor(
  actions: readonly ActionDescription[],
  event: string,
  route: boolean,
): Option<ActionDescription>[] {
  return actions
    .filter(action => action.route === route && (action.events?.includes(event) ?? true))
    .map(action => ({ key: action.name, value: action, say: bare(action) }))
}

/** Without arguments: "forward the call to …". */
const bare = (action: ActionDescription) =>
  phraseParts(said(action.reads ?? action.say))
    .map(part => ('text' in part ? part.text : '…'))
    .join('')
    .trim()

/** An action with nothing said of its arguments. */
export const callOf = ({ name }: ActionDescription): Call => ({ type: name })

export function ActionLine({ place, route }: { place: Place; route: boolean }) {
  const { catalogue } = useDesk()
  const { rule, change, wrong } = useRule()
  const call = at(rule, place) as Call | undefined
  const words = catalogue.value
  if (!call || !words) return null
  const action = words.actions.find(({ name }) => name === call.type)
  const parts = action ? phraseParts(said(action.reads ?? action.say)) : []
  const [first] = parts
  const lead = first && 'text' in first ? first.text.trim() : ''
  const rest = lead === '' ? parts : parts.slice(1)
  const inSentence = new Set(rest.flatMap(part => ('param' in part ? [part.param] : [])))
  const more = action?.params.filter(({ name }) => !inSentence.has(name)) ?? []
  return (
    <div class="grow">
      <div class="rule-words">
        <Choose
          look="fact"
          icon={route ? 'fwd' : 'chat'}
          wrong={!action || wrong(fieldOf([...place, 'type']))}
          label={t('action')}
          said={action ? (lead === '' ? bare(action) : lead) : t('action.gone', { action: call.type })}
          options={actionsFor(words.actions, rule.on, route)}
          chosen={call.type}
          onChoose={next => change(before => put(before, place, callOf(next)))}
        />
        {action &&
          rest.map((part, index) => {
            if ('text' in part) {
              return (
                <span key={`${index}`} class="quiet">
                  {part.text.trim()}
                </span>
              )
            }
            const param = action.params.find(({ name }) => name === part.param)
            return param && <Argument key={param.name} {...{ place, call, param }} />
          })}
      </div>
      {more.length > 0 && (
        <div class="rule-words rule-more">
          {more.map(param => (
            <span key={param.name} class="line-of">
              {(call.params?.[param.name] ?? param.standard) !== undefined && (
                <span class="quiet">{said(param.say)}</span>
              )}
              <Argument {...{ place, call, param }} />
            </span>
          ))}
        </div>
      )}
    </div>
  )
}

function Argument({ place, call, param }: { place: Place; call: Call; param: ParamDescription }) {
  const { catalogue } = useDesk()
  const { rule, change, wrong } = useRule()
  const words = catalogue.value
  if (!words) return null
  const value = call.params?.[param.name]
  const isWrong = wrong(fieldOf([...place, 'params', param.name]))
  const set = (next: unknown) =>
    change(before => {
      const params = { ...call.params, [param.name]: next }
      const given = Object.fromEntries(Object.entries(params).filter(([, one]) => one !== undefined))
      return put(before, [...place, 'params'], Object.keys(given).length > 0 ? given : undefined)
    })
  const icon = iconOf(param.type)
  if (isReference(value)) {
    const looked = lookedAt(words, value)
    return (
      <ChipPopover
        look="value"
        {...(icon && { icon })}
        wrong={isWrong}
        label={said(param.say)}
        said={looked ? saidLook(looked.look) : t('fact.gone', { fact: value.fact })}
      >
        {close => (
          <Button
            data-first
            onClick={() => {
              set(undefined)
              close()
            }}
          >
            {t('value.by-hand')}
          </Button>
        )}
      </ChipPopover>
    )
  }
  return (
    <ValueChip
      label={said(param.say)}
      type={param.type}
      list={param.type.list === true}
      optional={!param.required}
      dials
      wrong={isWrong}
      sources={takenFrom(words, rule.on, param)}
      value={value ?? param.standard}
      onChange={set}
    />
  )
}

/** Side actions: any number. */
export function Beside() {
  const { catalogue } = useDesk()
  const { rule, change } = useRule()
  const options = actionsFor(catalogue.value?.actions ?? [], rule.on, false)
  const also = rule.also ?? []
  if (options.length === 0 && also.length === 0) return null
  const put1 = (next: readonly Call[]) => change(before => put(before, ['also'], next.length > 0 ? next : undefined))
  return (
    <div class="rule-group">
      {also.map((call, index) => (
        <div key={`${index} ${call.type}`} class="rule-part">
          <span class="quiet">{t('also')}</span>
          <ActionLine place={['also', index]} route={false} />
          <RemoveButton
            label={t('remove.action', { number: index + 1 })}
            onRemove={() => put1(also.toSpliced(index, 1))}
          />
        </div>
      ))}
      <div class="rule-words">
        <Choose
          look="add"
          icon="plus"
          label={t('add.action')}
          said={t('add.action.chip')}
          options={options}
          onChoose={action => put1([...also, callOf(action)])}
        />
      </div>
    </div>
  )
}
