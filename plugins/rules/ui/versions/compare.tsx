/** Two versions beside each other, or the draft and what is in force. */
import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Dialog } from '../../../../ui/parts/dialog.tsx'
import { Select } from '../../../../ui/parts/field.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import type { RuleSet } from '../../contract/sets.ts'
import { readVersion } from '../../contract/versions.ts'
import { type Desk, useDesk } from '../desk/desk.ts'
import { ChangeList } from './change-list.tsx'
import { t } from './words/index.ts'

/** Number of a version; 0: before there was any. */
export type Side = number | 'draft' | { readonly set: RuleSet; readonly label: string }

export default function Compare({ from, to, onClose }: { from: Side; to: Side; onClose: () => void }) {
  const desk = useDesk()
  const [before, setBefore] = useState(from)
  const [after, setAfter] = useState(to)
  const [was, is] = [useSet(before, desk), useSet(after, desk)]
  return (
    <Dialog title={t('versions.compare')} class="wide" onClose={onClose}>
      <div class="rule-publish">
        <div class="when">
          <Choose label={t('compare.before')} value={before} onChange={setBefore} desk={desk} />
          <Choose label={t('compare.after')} value={after} onChange={setAfter} desk={desk} />
        </div>
        {[was, is].map(side => 'problem' in side && <Note look="stop">{side.problem}</Note>)}
        {'set' in was && 'set' in is ? <ChangeList before={was.set} after={is.set} /> : <Skeleton rows={3} />}
      </div>
    </Dialog>
  )
}

function Choose({
  label,
  value,
  onChange,
  desk,
}: {
  label: string
  value: Side
  onChange: (value: Side) => void
  desk: Desk
}) {
  const newest = desk.version.value ?? 0
  const given = typeof value === 'object' ? [value] : []
  const numbers = Array.from({ length: newest + 1 }, (_, at) => newest - at)
  const sides: readonly Side[] = [...given, ...(desk.changed.value ? (['draft'] as const) : []), ...numbers]
  const nameOf = (side: Side) => {
    if (typeof side === 'object') return side.label
    if (side === 'draft') return t('compare.draft')
    if (side === 0) return t('compare.none')
    return t(side === newest ? 'compare.in-force' : 'compare.version', { number: side })
  }
  return (
    <Select
      label={label}
      choices={sides.map((side, at) => ({ value: String(at), label: nameOf(side) }))}
      value={String(sides.indexOf(value))}
      onChange={at => onChange(sides[Number(at)] ?? 0)}
    />
  )
}

type Read = { readonly set: RuleSet } | { readonly problem: string } | Record<never, never>

function useSet(side: Side, desk: Desk): Read {
  const { api } = useApp()
  const [read, setRead] = useState<Read & { of?: Side }>({})
  useEffect(() => {
    if (typeof side !== 'number' || side === 0) return
    api.call(readVersion, { ...desk.whose, number: side }).then(
      ({ set }) => setRead({ of: side, set }),
      (error: unknown) => setRead({ of: side, problem: problemOf(error) }),
    )
  }, [side])
  if (typeof side === 'object') return { set: side.set }
  if (side === 0) return { set: { rules: [], cases: [] } }
  if (side === 'draft') return desk.draft.value ? { set: desk.draft.value } : {}
  return read.of === side ? read : {}
}
