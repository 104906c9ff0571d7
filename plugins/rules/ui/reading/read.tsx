/** The middle column: how the chosen rule reads, in both languages; all there is of a rule that is not this owner's. */
import type { Rule } from '../../../../core/flow/rule.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { said } from '../../../../ui/words.ts'
import { useDesk } from '../desk/desk.ts'
import { addLike } from '../desk/rules.ts'
import { useOthers } from './others.ts'
import { useReading } from './use-reading.ts'
import { t } from './words/index.ts'
import './read.css'

export default function Read() {
  const desk = useDesk()
  const { rules } = useOthers()
  const own = desk.rule.value
  const selected = desk.selected.value
  if (own) return <ReadsAs rule={own} />
  if (selected === undefined) return null
  const rule = rules.find(({ name }) => name === selected)
  if (!rule) return rules.length > 0 ? <Note look="info">{t('gone')}</Note> : null
  return <Foreign rule={rule} />
}

function Foreign({ rule }: { rule: Rule }) {
  const desk = useDesk()
  const standard = rule.scope === 'standard'
  return (
    <div class="rule-read">
      <div class="line-of">
        <h2 class="grow">{said(rule.title)}</h2>
        <Tag>{t(standard ? 'scope.standard' : 'scope.organisation')}</Tag>
      </div>
      <p class="quiet">{t(standard ? 'standard.about' : 'organisation.about')}</p>
      <ReadsAs rule={rule} />
      <p>
        <Button icon="plus" onClick={() => addLike(desk, rule)}>
          {t(desk.whose.scope === 'person' ? 'copy.mine' : 'copy')}
        </Button>
      </p>
      <details>
        <summary>{t('json')}</summary>
        <pre class="rule-json">{JSON.stringify(rule, null, 2)}</pre>
      </details>
    </div>
  )
}

function ReadsAs({ rule }: { rule: Rule }) {
  const reading = useReading()
  if (!reading) return null
  return (
    <section class="reads-as" aria-label={t('reads')}>
      <h3>{t('reads')}</h3>
      <dl>
        {(['en', 'sv'] as const).map(language => (
          <div key={language}>
            <dt class="small faint">{language.toUpperCase()}</dt>
            <dd lang={language}>{reading.sentence(rule, language)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
