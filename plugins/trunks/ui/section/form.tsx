/** One trunk, new or as it is. */
import { useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field, type FieldProps, Select } from '../../../../ui/parts/field.tsx'
import { Segmented } from '../../../../ui/parts/segmented.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import { createTrunk, type TrunkEntry, updateTrunk } from '../../contract.ts'
import { type Draft, draftOf, fieldsOf } from './draft.ts'
import { t } from './words/index.ts'

const transports = ['udp', 'tcp', 'tls'] as const
const formats = ['plus', 'digits', '00', 'national'] as const
const identities = ['pai', 'from', 'rpid'] as const
const kinds = ['address', 'registration'] as const

type Text = 'name' | 'host' | 'port' | 'user' | 'authName' | 'secret' | 'main' | 'addresses' | 'ranges' | 'most'

export function TrunkForm({ trunk, onDone }: { trunk: TrunkEntry | undefined; onDone: () => void }) {
  const app = useApp()
  const [draft, setDraft] = useState<Draft>(draftOf(trunk))
  const [problem, setProblem] = useState<{ field: string; say: string }>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const text = (name: Text, more: Partial<FieldProps> = {}) => (
    <Field
      label={t(name)}
      name={name}
      autoComplete="off"
      value={draft[name]}
      problem={problem?.field.split('.')[0] === name ? problem.say : undefined}
      onInput={event => {
        change({ [name]: event.currentTarget.value })
        setProblem(undefined)
      }}
      {...more}
    />
  )

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    try {
      const fields = fieldsOf(draft)
      const kept = trunk
        ? await app.api.call(updateTrunk, { ...fields, id: trunk.id })
        : await app.api.call(createTrunk, fields)
      app.toasts.done(t('saved', { name: kept.name }))
      onDone()
    } catch (error) {
      if (error instanceof ApiError && error.field) setProblem({ field: error.field, say: error.say })
      else app.toasts.problem(problemOf(error))
      setBusy(false)
    }
  }

  const registers = draft.kind === 'registration'
  return (
    <form class="trunk-form" noValidate onSubmit={event => void submit(event)}>
      {text('name', { maxLength: 60 })}
      <Segmented
        label={t('kind')}
        choices={kinds.map(value => ({ value, label: t(`kind.${value}`) }))}
        value={draft.kind}
        onChange={kind => change({ kind })}
      />
      <p class="small quiet">{t('kind.about')}</p>
      <div class="trunk-pair">
        {text('host', { hint: t('host.hint') })}
        {text('port', { inputMode: 'numeric' })}
        <Select
          label={t('transport')}
          choices={transports.map(value => ({ value, label: t(`transport.${value}`) }))}
          value={draft.transport}
          onChange={transport =>
            change({ transport, port: draft.port === usualPort(draft.transport) ? usualPort(transport) : draft.port })
          }
        />
        {registers && text('user')}
        {registers && text('secret', { type: 'password', ...(trunk?.hasSecret && { hint: t('secret.kept') }) })}
        {registers && text('authName', { hint: t('authName.hint') })}
        {registers && text('main', { type: 'tel', hint: t('main.hint') })}
        <Select
          label={t('format')}
          choices={formats.map(value => ({ value, label: t(`format.${value}`) }))}
          value={draft.format}
          onChange={format => change({ format })}
        />
        <Select
          label={t('identity')}
          choices={identities.map(value => ({ value, label: t(`identity.${value}`) }))}
          value={draft.identity}
          onChange={identity => change({ identity })}
        />
        {text('most', { inputMode: 'numeric', hint: t('most.hint') })}
      </div>
      {text('ranges', { hint: t('ranges.hint') })}
      {text('addresses', { hint: t('addresses.hint') })}
      <Switch label={t('on')} about={t('on.about')} on={draft.on} onChange={on => change({ on })} />
      <div class="line-of">
        <Button look="main" type="submit" busy={busy}>
          {t('save')}
        </Button>
        <Button look="bare" onClick={onDone}>
          {t('discard')}
        </Button>
      </div>
    </form>
  )
}

/** RFC 3261 section 19.1.2. */
const usualPort = (transport: Draft['transport']) => (transport === 'tls' ? '5061' : '5060')
