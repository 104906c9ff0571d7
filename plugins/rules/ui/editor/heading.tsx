/** The rule's title in both languages, and what can be done with it as a whole. */
import { useRef, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { Popover } from '../../../../ui/parts/popover.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { said } from '../../../../ui/words.ts'
import { useDesk } from '../desk/desk.ts'
import { copyRule, moveRule, removeRule } from '../desk/rules.ts'
import { useRule } from './use-rule.ts'
import { t } from './words/index.ts'

export function Heading() {
  const desk = useDesk()
  const { rule } = useRule()
  const isNew = !desk.inForce.value?.rules.some(({ name }) => name === rule.name)
  const isChanged = desk.changedRules.value.has(rule.name)
  return (
    <div class="rule-heading">
      <h2 class="grow">{said(rule.title)}</h2>
      {isNew ? <Tag>{t('tag.new')}</Tag> : isChanged && <Tag>{t('tag.draft')}</Tag>}
      <Title />
      <More />
    </div>
  )
}

function Title() {
  const { rule, change } = useRule()
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const field = (key: 'sv' | 'en', label: string, first: boolean) => (
    <Field
      label={label}
      lang={key}
      {...(first && { 'data-first': true })}
      maxLength={200}
      value={rule.title[key]}
      problem={rule.title[key].trim() === '' ? t('title.empty') : undefined}
      onChange={event => {
        const typed = event.currentTarget.value.trim()
        if (typed !== '') change(before => ({ ...before, title: { ...before.title, [key]: typed } }))
      }}
    />
  )
  return (
    <>
      <Button look="bare" innerRef={anchor} onClick={() => setOpen(true)}>
        {t('title')}
      </Button>
      <Popover open={open} anchor={anchor} label={t('title')} width={360} onClose={() => setOpen(false)}>
        <form
          class="rule-input"
          onSubmit={event => {
            event.preventDefault()
            setOpen(false)
          }}
        >
          {field('sv', 'Svenska', true)}
          {field('en', 'English', false)}
          <p class="small faint">{t('title.about')}</p>
          <Button look="main" type="submit">
            {t('done')}
          </Button>
        </form>
      </Popover>
    </>
  )
}

function More() {
  const app = useApp()
  const desk = useDesk()
  const { rule } = useRule()
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const rules = desk.draft.value?.rules ?? []
  // Its order counts among those of its stage alone.
  const beside = rules.filter(({ stage, on }) => stage === rule.stage && on === rule.on)
  const place = beside.findIndex(({ name }) => name === rule.name)
  const act = (run: () => void) => () => {
    setOpen(false)
    run()
  }
  return (
    <>
      <Button look="bare" icon="dots" iconOnly innerRef={anchor} onClick={() => setOpen(true)}>
        {t('more')}
      </Button>
      <Popover open={open} anchor={anchor} label={t('more')} width={240} onClose={() => setOpen(false)}>
        <div class="rule-menu">
          <Button
            look="bare"
            data-first
            unable={place > 0 ? undefined : t('move.first')}
            onClick={act(() => moveRule(desk, rule.name, -1))}
          >
            {t('move.up')}
          </Button>
          <Button
            look="bare"
            unable={place < beside.length - 1 ? undefined : t('move.last')}
            onClick={act(() => moveRule(desk, rule.name, 1))}
          >
            {t('move.down')}
          </Button>
          <Button look="bare" onClick={act(() => copyRule(desk, rule.name))}>
            {t('copy')}
          </Button>
          <Button
            look="bare"
            onClick={act(() => {
              removeRule(desk, rule.name)
              app.toasts.done(t('removed', { rule: said(rule.title) }), { label: t('undo'), run: () => desk.undo() })
            })}
          >
            {t('remove.rule')}
          </Button>
        </div>
      </Popover>
    </>
  )
}
