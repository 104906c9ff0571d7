/** Above the columns: what stops publishing, with its fix. */
import { useState } from 'preact/hooks'
import { changed } from '../../../../core/flow/analysis/finding.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { language } from '../../../../ui/words.ts'
import { useDesk } from '../desk/desk.ts'
import { askedFor, Shown } from './shown.tsx'
import { type Found, useExamined } from './use-examined.ts'
import { t } from './words/index.ts'
import './findings.css'

/** More than these and the rules themselves are out of sight. */
const few = 3

export default function Findings() {
  const found = useExamined()?.findings ?? []
  const [all, setAll] = useState(false)
  return (
    <section class="rules-findings" aria-label={t('findings')} aria-live="polite">
      {(all ? found : found.slice(0, few)).map(one => (
        <Finding key={`${one.code} ${one.say.en}`} found={one} />
      ))}
      {found.length > few && (
        <Button look="bare" onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('all', { count: found.length })}
        </Button>
      )}
    </section>
  )
}

function Finding({ found }: { found: Found }) {
  const desk = useDesk()
  const [open, setOpen] = useState(false)
  const { say, severity, fix, rules } = found
  const asked = askedFor(found, desk)
  const [about] = rules.filter(({ own }) => own)
  const show = () => {
    if (about) desk.select(about.name)
    if (asked) setOpen(!open)
  }
  return (
    <Note look={severity === 'stop' ? 'stop' : 'warning'}>
      <div class="rules-finding">
        <p>
          <span class="for-readers">{severity === 'stop' ? t('stops') : t('warns')} </span>
          {say[language.value]}
        </p>
        <span class="line-of">
          {fix && (
            <Button
              look="bare"
              onClick={() => desk.edit(set => ({ ...set, rules: [...changed(set.rules, fix.change)] }))}
            >
              {fix.say[language.value]}
            </Button>
          )}
          {(about || asked) && (
            <Button look="bare" aria-expanded={asked ? open : undefined} onClick={show}>
              {open ? t('hide') : t('show')}
            </Button>
          )}
        </span>
      </div>
      {open && asked && <Shown asked={asked} />}
    </Note>
  )
}
