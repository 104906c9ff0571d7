/** What is done to the rules of a draft as a list: added, copied, moved, taken away. */
import type { CatalogueDescription } from '../../../../core/flow/description.ts'
import { type Rule, type Stage, stages } from '../../../../core/flow/rule.ts'
import type { RuleOwner, RuleSet } from '../../contract/sets.ts'
import { firstRoute } from '../editor/event.ts'
import { moved } from '../editor/tree.ts'
import type { Desk } from './desk.ts'

/** A guard binds everybody: it is the organisation's to set up. */
export const allowedStages = ({ scope }: RuleOwner): readonly Stage[] =>
  scope === 'organisation' ? stages : stages.filter(stage => stage !== 'guard')

/** Stands at the end of its stage, always holds, and is chosen. */
export function addRule(desk: Desk): void {
  const catalogue = desk.catalogue.peek()
  const rule = catalogue && newRule(catalogue, desk.whose)
  if (!rule) return
  desk.edit(set => ({ ...set, rules: [...set.rules, rule] }))
  desk.select(rule.name)
}

export function newRule(catalogue: CatalogueDescription, { scope }: RuleOwner): Rule | undefined {
  // A call, of all that rules are mostly about: it has two sides.
  const routed = catalogue.events.filter(({ route }) => route)
  const event = routed.find(({ implied, roles }) => implied && roles.length > 1) ?? routed[0]
  const type = event && firstRoute(catalogue, event.name)
  if (!event || type === undefined) return undefined
  return {
    ...{ name: freshName(), title: untitled },
    ...{ on: event.name, stage: 'reach', scope, conditions: { all: [] }, event: { type } },
  }
}

const untitled = { sv: 'Ny regel', en: 'New rule' }

/** Until somebody writes a title it is the rule's own sentence, and follows what is changed. */
export function titled(before: Rule, after: Rule, sentence: (rule: Rule, language: 'sv' | 'en') => string): Rule {
  const made = (rule: Rule) => ({ sv: bare(sentence(rule, 'sv')), en: bare(sentence(rule, 'en')) })
  const isWritten = (title: Rule['title'], own: Rule['title']) => title.sv !== own.sv || title.en !== own.en
  if (isWritten(after.title, before.title)) return after
  if (isWritten(before.title, untitled) && isWritten(before.title, made(before))) return after
  return { ...after, title: made(after) }
}

/** As long as a title may be, without the full stop: it stands in lists and within sentences. */
const bare = (sentence: string) => sentence.replace(/\.$/, '').slice(0, 200)

/** Never seen by anybody but those who read JSON. */
const freshName = () => `rule-${crypto.randomUUID().slice(0, 8)}`

export function copyRule(desk: Desk, name: string): void {
  const copied = freshName()
  desk.edit(set =>
    withRules(set, rules => rules.flatMap(rule => (rule.name === name ? [rule, { ...rule, name: copied }] : [rule]))),
  )
  desk.select(copied)
}

/** A rule of another's as one's own, where one's own are tried before it. */
export function addLike(desk: Desk, like: Rule): void {
  const { scope } = desk.whose
  const stage = allowedStages(desk.whose).includes(like.stage) ? like.stage : 'exempt'
  const name = freshName()
  desk.edit(set => withRules(set, rules => [...rules, { ...like, name, scope, stage }]))
  desk.select(name)
}

export function removeRule(desk: Desk, name: string): void {
  desk.edit(set => withRules(set, rules => rules.filter(rule => rule.name !== name)))
  desk.select(undefined)
}

/** Before or behind its neighbour of the same stage and event: those of others are tried at other times. */
export function moveRule(desk: Desk, name: string, by: -1 | 1): void {
  desk.edit(set =>
    withRules(set, rules => {
      const rule = rules.find(one => one.name === name)
      const beside = rules.filter(({ stage, on }) => stage === rule?.stage && on === rule.on)
      const neighbour = beside[beside.findIndex(one => one.name === name) + by]
      return rule && neighbour ? moved(rules, rules.indexOf(rule), rules.indexOf(neighbour)) : rules
    }),
  )
}

function withRules(set: RuleSet, change: (rules: readonly Rule[]) => readonly Rule[]): RuleSet {
  const rules = change(set.rules)
  return rules === set.rules ? set : { ...set, rules: [...rules] }
}
