/** The activities that there are, and the form of one of them. */
import { useLocation } from 'preact-iso'
import { useApp } from '../../../../ui/app.ts'
import { ActivitySign } from '../../../../ui/parts/activity-sign.tsx'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { moveByKeys } from '../../../../ui/parts/list-keys.ts'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { SidePanel, View } from '../../../../ui/parts/view.tsx'
import { said } from '../../../../ui/words.ts'
import type { Choice } from '../../contract.ts'
import { lengthInWords } from '../length-words.ts'
import { drafts } from './draft.ts'
import { ActivityForm } from './form.tsx'
import { type Scope, useScope } from './scope.ts'
import { t } from './words/index.ts'
import './activities.css'

/** /activities, /activities/KEY, /activities/everybody, /activities/everybody/KEY; KEY may be "new". */
export default function Activities() {
  const app = useApp()
  const { path } = useLocation()
  const [, , second, third] = path.split('/')
  const administrates = app.who.role === 'administrator'
  const everybody = administrates && second === 'everybody'
  const scope = useScope(everybody)
  const key = (everybody ? third : second) || undefined
  const head = (
    <>
      {administrates && (
        <Segmented
          label={t('scope.label')}
          choices={[
            { value: 'mine', label: t('scope.mine') },
            { value: 'everybody', label: t('scope.everybody') },
          ]}
          value={scope.name}
          onChange={name => app.go(name === 'mine' ? '/activities' : '/activities/everybody')}
        />
      )}
      <span class="grow" />
      <Button icon="plus" aria-label={t('new.title')} onClick={() => app.go(`${scope.home}/new`)}>
        {t('add')}
      </Button>
    </>
  )
  return (
    <View title={t('title')} head={head} side={key !== undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows in it */}
      <div class="scroll" onKeyDown={moveByKeys}>
        <List scope={scope} open={key} />
      </div>
      {key !== undefined && (
        <SidePanel label={title(scope, key)} back={scope.home} backTo={t('title')}>
          <Panel key={`${scope.name} ${key}`} scope={scope} id={key} />
        </SidePanel>
      )}
    </View>
  )
}

const chosen = ({ choices }: Scope, key: string): Choice | undefined => choices?.find(one => one.key === key)

function title(scope: Scope, key: string): string {
  if (key === 'new') return t(scope.name === 'mine' ? 'new.title' : 'new.everybody')
  const choice = chosen(scope, key)
  return choice ? said(choice.name) : t('gone')
}

function Panel({ scope, id }: { scope: Scope; id: string }) {
  const app = useApp()
  const choice = chosen(scope, id)
  const draftKey = `${app.who.person} ${scope.name} ${id}`
  if (id !== 'new' && !choice) {
    // What was being changed may have been deleted elsewhere: the text is still there.
    if (!scope.choices && !scope.problem) return <Skeleton rows={4} />
    if (!drafts.has(draftKey)) return <Blank icon="search" title={t('gone')} about={t('gone.about')} />
  }
  return <ActivityForm scope={scope} choice={choice} draftKey={draftKey} title={title(scope, id)} />
}

function List({ scope, open }: { scope: Scope; open: string | undefined }) {
  const { choices, problem, reload, home, name } = scope
  if (problem !== undefined) {
    return (
      <Blank icon="warn" title={t('failed')} about={t('failed.about', { reason: problem })}>
        <Button look="main" onClick={reload}>
          {t('try-again')}
        </Button>
      </Blank>
    )
  }
  if (!choices) return <Skeleton />
  return (
    <ul class="activity-list" aria-label={t(name === 'mine' ? 'list.mine' : 'list.everybody')}>
      {choices.map(choice => (
        <li key={choice.key} data-row={choice.key}>
          <a data-pick href={`${home}/${choice.key}`} aria-current={choice.key === open ? 'true' : undefined}>
            <ActivitySign icon={choice.icon} tone={choice.tone} />
            <b class="cut">{said(choice.name)}</b>
            <span class="activity-phone small quiet">{choice.closesPhone ? t('closes') : t('rings')}</span>
            <span class="activity-length small quiet figures">{lengthInWords(choice.length)}</span>
            <span class="activity-by small faint">{t(`by.${choice.by}`)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
