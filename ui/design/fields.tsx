import { useState } from 'preact/hooks'
import { Field, Select, TextArea } from '../parts/field.tsx'
import { TimeField } from '../parts/time-field.tsx'
import { Group, State } from './group.tsx'
import { t } from './words/index.ts'

export function Fields() {
  const [back, setBack] = useState<string | undefined>('14:30')
  const [language, setLanguage] = useState<'sv' | 'en'>('sv')
  return (
    <Group title={t('fields')}>
      <State name={t('rest')} wide>
        <Field label={t('note')} hint={t('note.hint')} value={t('note.text')} />
        <Field label={t('search')} labelHidden icon="search" placeholder={t('search')} />
        <TimeField label={t('back')} value={back} onChange={setBack} />
        <Select
          label={t('language')}
          value={language}
          onChange={setLanguage}
          choices={[
            { value: 'sv', label: 'Svenska' },
            { value: 'en', label: 'English' },
          ]}
        />
        <TextArea label={t('greeting')} value={t('heard')} />
      </State>
      <State name={t('error')} wide>
        <Field label={t('note')} problem={t('note.stop')} value={t('note.text')} />
        <TimeField label={t('back')} problem={t('back.problem')} value="08:00" onChange={() => {}} />
      </State>
      <State name={t('disabled')} wide>
        <Field label={t('note')} hint={t('not-now')} readOnly aria-disabled="true" value={t('note.text')} />
      </State>
    </Group>
  )
}
