/** Under a rule: what is to come into force by itself, the versions, newest first, and files. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { ApiError } from '../../../../core/http/client.ts'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { lazy } from '../../../../ui/lazy.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { readRulesFile } from '../../contract/files.ts'
import {
  discardDraft,
  listVersions,
  readRules,
  readVersion,
  type Scheduled,
  type Stop,
  type VersionEntry,
} from '../../contract/versions.ts'
import { useDesk } from '../desk/desk.ts'
import type { Side } from './compare.tsx'
import { saveFile } from './files.ts'
import { Later } from './later.tsx'
import { Stops } from './stops.tsx'
import { VersionLine } from './version-line.tsx'
import { t } from './words/index.ts'
import './versions.css'

const Compare = lazy(() => import('./compare.tsx'))

export default function Versions() {
  const app = useApp()
  const desk = useDesk()
  const [versions, setVersions] = useState<readonly VersionEntry[]>([])
  const [more, setMore] = useState(false)
  const [scheduled, setScheduled] = useState<Scheduled>()
  const [compared, setCompared] = useState<readonly [Side, Side]>()
  const [stops, setStops] = useState<readonly Stop[]>([])
  const chooser = useRef<HTMLInputElement>(null)
  const fail = (error: unknown) => app.toasts.problem(problemOf(error))

  async function read(before?: number): Promise<void> {
    const page = await app.api.call(listVersions, { ...desk.whose, ...(before !== undefined && { before }) })
    setVersions(had => (before === undefined ? page.versions : [...had, ...page.versions]))
    setMore(page.more)
    if (before === undefined) setScheduled((await app.api.call(readRules, desk.whose)).scheduled)
  }
  // Published, rolled back, or taken out of the draft for later.
  useEffect(() => void read().catch(fail), [desk.version.value, desk.changed.value])

  async function take(file: File | undefined): Promise<void> {
    if (!file) return
    setStops([])
    try {
      const found = await app.api.call(readRulesFile, { ...desk.whose, file: JSON.parse(await file.text()) })
      desk.edit(() => found.set)
      setStops(found.stops)
      app.toasts.done(t('import.done'), { label: t('undo'), run: () => desk.undo() })
    } catch (error) {
      if (error instanceof SyntaxError) app.toasts.problem(t('import.not-json', { problem: error.message }))
      else if (error instanceof ApiError && error.field !== undefined)
        app.toasts.problem(t('import.not-json', { problem: `${error.field}: ${error.say}` }))
      else fail(error)
    }
  }

  async function discard(): Promise<void> {
    const had = desk.draft.peek()
    try {
      const revision = await desk.kept()
      await app.api.call(discardDraft, { ...desk.whose, revision })
      await desk.again()
      app.toasts.done(t('discard.done'), had && { label: t('undo'), run: () => desk.edit(() => had) })
    } catch (error) {
      fail(error)
    }
  }

  async function save(number: number): Promise<void> {
    try {
      saveFile((await app.api.call(readVersion, { ...desk.whose, number })).set, desk.whose, app.who, number)
    } catch (error) {
      fail(error)
    }
  }

  const draft = desk.draft.value
  return (
    <section class="rule-versions-of" aria-labelledby="rule-versions">
      <h2 id="rule-versions">{t('versions')}</h2>
      {scheduled && (
        <Later
          scheduled={scheduled}
          onSee={() => setCompared([scheduled.base, { set: scheduled.set, label: t('publish.later') }])}
          onCancelled={() => {
            setScheduled(undefined)
            void desk.again()
          }}
        />
      )}
      <div class="actions">
        {draft && (
          <Button look="bare" icon="down" onClick={() => saveFile(draft, desk.whose, app.who)}>
            {t('export')}
          </Button>
        )}
        <Button look="bare" icon="file" onClick={() => chooser.current?.click()}>
          {t('import')}
        </Button>
        <input
          ref={chooser}
          type="file"
          accept=".json,application/json"
          aria-label={t('import.choose')}
          hidden
          onChange={event => {
            void take(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
        {desk.changed.value && (
          <Button look="bare" icon="x" onClick={() => void discard()}>
            {t('discard')}
          </Button>
        )}
      </div>
      {stops.length > 0 && <Stops title={t('import.stops')} stops={stops} />}
      {versions.length === 0 && <p class="quiet">{t('versions.none')}</p>}
      <ul class="rule-versions">
        {versions.map(version => (
          <VersionLine
            key={version.id}
            version={version}
            inForce={version.number === desk.version.value}
            onCompare={() => setCompared([version.number - 1, version.number])}
            onSave={() => void save(version.number)}
            onBack={() => void desk.again()}
          />
        ))}
      </ul>
      {more && (
        <Button look="bare" onClick={() => void read(versions.at(-1)?.number).catch(fail)}>
          {t('versions.older')}
        </Button>
      )}
      {compared && <Compare from={compared[0]} to={compared[1]} onClose={() => setCompared(undefined)} />}
    </section>
  )
}
