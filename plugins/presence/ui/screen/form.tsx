import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { ActivitySign } from '../../../../ui/parts/activity-sign.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field, Select } from '../../../../ui/parts/field.tsx'
import { Icon } from '../../../../ui/parts/icon.tsx'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { Tiles } from '../../../../ui/parts/tiles.tsx'
import { said } from '../../../../ui/words.ts'
import { available, type Choice, longest } from '../../contract.ts'
import { Delete } from './delete.tsx'
import { blank, type Draft, draftOf, drafts, kindOf, problemsOf, withClosing, withTone } from './draft.ts'
import { Examples } from './examples.tsx'
import { iconOf, icons } from './icons.ts'
import type { Scope } from './scope.ts'
import { t } from './words/index.ts'

const languages = ['sv', 'en'] as const
/** As an example of one. */
const phrases = { sv: 'är i möte', en: 'is in a meeting' } as const
const tones = ['free', 'closed', 'away'] as const
const lengths = ['minutes', 'day-end', 'morning', 'date', 'none'] as const

export function ActivityForm({
  scope,
  choice,
  draftKey,
  title,
}: {
  scope: Scope
  /** None: a new one. */
  choice: Choice | undefined
  draftKey: string
  title: string
}) {
  const app = useApp()
  const [draft, setDraft] = useState<Draft>(drafts.get(draftKey) ?? (choice ? draftOf(choice) : blank))
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({})
  const [saving, setSaving] = useState(false)
  // What everything else ends in stays open.
  const isAvailable = choice?.key === available

  /** `field` is what was changed: what was wrong with it is no more. */
  function change(next: Draft, field?: string): void {
    drafts.set(draftKey, next)
    setDraft(next)
    if (field === undefined || problems[field] === undefined) return
    const { [field]: _, ...others } = problems
    setProblems(others)
  }
  const leave = () => {
    drafts.delete(draftKey)
    app.go(scope.home)
  }
  async function save(): Promise<void> {
    setSaving(true)
    try {
      const form = kindOf(draft)
      const kept = choice ? await scope.change(choice.key, form) : await scope.add(form)
      app.toasts.done(t('saved', { name: said(kept.name) }))
      scope.reload()
      leave()
    } catch (error) {
      const found = problemsOf(error)
      setProblems(found)
      // What isn't about a field is said as a whole.
      if (Object.keys(found).length === 0) app.toasts.problem(problemOf(error))
      setSaving(false)
    }
  }

  const text = (part: 'name' | 'spoken') => (
    <div class="pair">
      {languages.map(language => (
        <Field
          key={language}
          label={t(`${part}.${language}`)}
          name={`${part}.${language}`}
          lang={language}
          maxLength={60}
          autoComplete="off"
          {...(part === 'spoken' && { hint: t('spoken.hint', { phrase: phrases[language] }) })}
          value={draft[part][language]}
          problem={problems[`${part}.${language}`]}
          onInput={event =>
            change(
              { ...draft, [part]: { ...draft[part], [language]: event.currentTarget.value } },
              `${part}.${language}`,
            )
          }
        />
      ))}
    </div>
  )

  return (
    <form
      class="activity-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!saving) void save()
      }}
    >
      <h2>
        <ActivitySign icon={draft.icon} tone={draft.tone} />
        {title}
      </h2>
      <p class="small quiet">{t(scope.name === 'mine' ? 'form.own' : 'form.everybody')}</p>
      {text('name')}
      {text('spoken')}
      <Examples draft={draft} />
      <div class="icon-choice">
        <span class="small quiet">{t('icon')}</span>
        <Tiles
          label={t('icon')}
          value={draft.icon}
          choices={icons.map(icon => ({
            value: icon,
            label: t(`icon.${icon}`),
            sign: <Icon name={iconOf(icon)} />,
          }))}
          onChange={icon => change({ ...draft, icon }, 'icon')}
        />
        {problems.icon !== undefined && <p class="small problem">{problems.icon}</p>}
      </div>
      {!isAvailable && (
        <>
          <Segmented
            label={t('tone')}
            choices={tones.map(value => ({ value, label: t(`tone.${value}`) }))}
            value={draft.tone}
            onChange={tone => change(withTone(draft, tone))}
          />
          <Switch
            label={t('closes')}
            about={t('closes.about')}
            on={draft.closesPhone}
            onChange={closes => change(withClosing(draft, closes))}
          />
          <div class="pair">
            <Select
              label={t('length')}
              choices={lengths.map(value => ({ value, label: t(`length.${value}`) }))}
              value={draft.length}
              problem={draft.length === 'minutes' ? undefined : problems.length}
              onChange={length => change({ ...draft, length }, 'length')}
            />
            {draft.length === 'minutes' && (
              <Field
                label={t('minutes')}
                name="minutes"
                inputMode="numeric"
                autoComplete="off"
                value={draft.minutes}
                problem={problems.length && t('minutes.limits', { most: longest })}
                onInput={event => change({ ...draft, minutes: event.currentTarget.value }, 'length')}
              />
            )}
          </div>
        </>
      )}
      <div class="form-foot">
        <Button look="main" type="submit" busy={saving}>
          {t('save')}
        </Button>
        <Button onClick={leave}>{t('cancel')}</Button>
        <span class="grow" />
        {choice && isOfScope(choice, scope) && <Delete scope={scope} choice={choice} onDone={leave} />}
      </div>
    </form>
  )
}

const isOfScope = ({ by }: Choice, { name }: Scope) => by === (name === 'mine' ? 'person' : 'organisation')
