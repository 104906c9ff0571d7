/** Two people changed the same otherwise: one of them says which stands. Until then nothing of either is written over. */
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { language, said } from '../../../../ui/words.ts'
import { type Clash, merge, type Side } from '../../contract/changes.ts'
import { useDesk } from '../desk/desk.ts'
import { t } from './words/index.ts'

export function Conflict() {
  const desk = useDesk()
  const keeping = desk.keeping.value
  const mine = desk.draft.value
  if (keeping.state !== 'conflict' || !mine) return null
  const { base, theirs } = keeping
  const { clashes } = merge({ base, mine, theirs })
  const rules = new Intl.ListFormat(language.value).format(clashes.map(nameOf))
  const choose = (side: Side) => () => desk.settle(merge({ base, mine, theirs }, () => side).set)
  return (
    <Note look="stop" class="rules-conflict">
      <b>{t('conflict.title')}</b>
      <p>{t('conflict.about', { rules })}</p>
      <div class="line-of">
        <Button onClick={choose('mine')}>{t('conflict.mine')}</Button>
        <Button onClick={choose('theirs')}>{t('conflict.theirs')}</Button>
      </div>
    </Note>
  )
}

function nameOf(clash: Clash): string {
  if (clash.kind === 'rule') {
    const rule = clash.mine ?? clash.theirs
    return rule ? `”${said(rule.title)}”` : clash.name
  }
  if (clash.kind === 'case') return `”${(clash.mine ?? clash.theirs)?.title ?? clash.name}”`
  return clash.name
}
