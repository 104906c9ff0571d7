/** What differs between two sets, rule by rule: before struck out, after as it is. */

import type { Rule } from '../../../../core/flow/rule.ts'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { language, said } from '../../../../ui/words.ts'
import { type Change, changesBetween, same } from '../../contract/changes.ts'
import type { RuleSet } from '../../contract/sets.ts'
import { t } from './words/index.ts'
import './versions.css'

const say = ({ title }: Rule) => said(title)
const parts = ['title', 'on', 'stage', 'conditions', 'event', 'also', 'whenUnknown', 'scope'] as const

export function ChangeList({ before, after }: { before: RuleSet; after: RuleSet }) {
  const changes = changesBetween(before, after)
  if (changes.length === 0) return <p class="quiet">{t('compare.same')}</p>
  return (
    <ul class="rule-changes">
      {changes.map(change => (
        <li key={`${change.kind} ${change.kind === 'removed' ? change.before.name : change.after.name}`}>
          <One change={change} />
        </li>
      ))}
    </ul>
  )
}

function One({ change }: { change: Change }) {
  if (change.kind === 'added')
    return (
      <>
        <Tag look="good">{t('added')}</Tag> <ins>{say(change.after)}</ins>
      </>
    )
  if (change.kind === 'removed')
    return (
      <>
        <Tag look="bad">{t('removed')}</Tag> <del>{say(change.before)}</del>
      </>
    )
  if (change.kind === 'moved')
    return (
      <>
        <Tag>{t('moved')}</Tag> {say(change.after)}
      </>
    )
  const [was, is] = [say(change.before), say(change.after)]
  return (
    <>
      <Tag look="guest">{t('changed')}</Tag> {was !== is && <del>{was}</del>} <ins>{is}</ins>
      <span class="small quiet">{t('changed.what', { what: whatOf(change) })}</span>
    </>
  )
}

function whatOf({ before, after, moved }: Change & { kind: 'changed' }): string {
  const what = parts.filter(part => !same(before[part], after[part])).map(part => t(`changed.${part}`))
  const locale = language.value === 'sv' ? 'sv-SE' : 'en-GB'
  return new Intl.ListFormat(locale).format(moved ? [...what, t('changed.moved')] : what)
}
