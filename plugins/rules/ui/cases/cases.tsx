/** Under a rule: calls that are to go the way they say. */
import { Button } from '../../../../ui/parts/button.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { language } from '../../../../ui/words.ts'
import { useDesk } from '../desk/desk.ts'
import { useExamined } from '../findings/use-examined.ts'
import { t } from '../findings/words/index.ts'
import '../findings/findings.css'

export default function Cases() {
  const desk = useDesk()
  const results = new Map(useExamined()?.cases.map(result => [result.id, result]))
  const cases = desk.draft.value?.cases ?? []
  const known = cases.filter(({ id }) => results.has(id))
  const right = known.filter(({ id }) => results.get(id)?.expected)
  return (
    <section class="rules-cases" aria-labelledby="rules-cases">
      <h2 id="rules-cases">{t('cases')}</h2>
      {cases.length === 0 ? (
        <p class="quiet">{t('cases.none')}</p>
      ) : (
        known.length > 0 && <p class="quiet">{t('cases.right', { right: right.length, all: known.length })}</p>
      )}
      <ul>
        {cases.map(({ id, title }) => {
          const result = results.get(id)
          return (
            <li key={id}>
              <span class="grow">
                {title}
                {result?.by && <span class="quiet"> {t('case.by', { rule: result.by[language.value] })}</span>}
              </span>
              {result && <Tag>{result.expected ? t('case.right') : t('case.wrong')}</Tag>}
              <Button
                look="bare"
                icon="x"
                iconOnly
                onClick={() => desk.edit(set => ({ ...set, cases: set.cases.filter(one => one.id !== id) }))}
              >
                {t('case.remove', { title })}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
