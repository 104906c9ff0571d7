import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { deleteTrunk, restoreTrunk, type TrunkEntry, type TrunkState, testTrunk } from '../../contract.ts'
import { t } from './words/index.ts'

interface Props {
  readonly trunk: TrunkEntry
  readonly state: TrunkState | undefined
  readonly onEdit: () => void
  readonly onUp: (() => void) | undefined
  readonly onDown: (() => void) | undefined
  readonly onChange: () => void
}

export function TrunkRow({ trunk, state, onEdit, onUp, onDown, onChange }: Props) {
  const app = useApp()
  const [testing, setTesting] = useState(false)
  const { id, name, host, port, transport } = trunk
  const failed = (error: unknown) => app.toasts.problem(problemOf(error))

  async function test(): Promise<void> {
    setTesting(true)
    try {
      const { answers, sipStatus } = await app.api.call(testTrunk, { id })
      if (answers) app.toasts.done(t('test.yes', { name }))
      else app.toasts.problem(t(sipStatus === 503 ? 'test.closed' : 'test.no', { name }))
    } catch (error) {
      failed(error)
    } finally {
      setTesting(false)
    }
  }
  async function restore(): Promise<void> {
    await app.api.call(restoreTrunk, { id }).catch(failed)
    onChange()
  }
  async function remove(): Promise<void> {
    try {
      await app.api.call(deleteTrunk, { id })
      app.toasts.done(t('deleted', { name }), { label: t('undo'), run: () => void restore() })
      onChange()
    } catch (error) {
      failed(error)
    }
  }

  return (
    <div class="trunk-row">
      <span class="trunk-what">
        <b>{name}</b>
        <br />
        <span class="small quiet figures">
          {host}:{port} {transport.toUpperCase()}
        </span>
      </span>
      <span class="trunk-states">
        <States trunk={trunk} state={state} />
      </span>
      <span class="trunk-buttons">
        <Button aria-label={t('test.of', { name })} busy={testing} onClick={() => void test()}>
          {t('test')}
        </Button>
        <Button aria-label={t('edit.of', { name })} onClick={onEdit}>
          {t('edit')}
        </Button>
        {onUp && (
          <Button look="bare" onClick={onUp} aria-label={t('up.of', { name })}>
            ↑
          </Button>
        )}
        {onDown && (
          <Button look="bare" onClick={onDown} aria-label={t('down.of', { name })}>
            ↓
          </Button>
        )}
        <Button look="bare" icon="x" iconOnly onClick={() => void remove()}>
          {`${t('delete')} ${name}`}
        </Button>
      </span>
    </div>
  )
}

function States({ trunk, state }: Pick<Props, 'trunk' | 'state'>) {
  if (!trunk.on) return <Tag>{t('state.off')}</Tag>
  const { answers = 'unknown', registered } = state ?? {}
  const look = answers === 'yes' ? 'good' : answers === 'no' ? 'bad' : 'plain'
  return (
    <>
      <Tag look={look}>{t(`state.${answers}`)}</Tag>
      {trunk.kind === 'registration' && (
        <Tag look={registered ? 'good' : 'bad'}>{t(registered ? 'state.registered' : 'state.not-registered')}</Tag>
      )}
    </>
  )
}
