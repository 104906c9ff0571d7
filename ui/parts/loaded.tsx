/** What is read from the hub when it is first shown, and what stands there until it has come, or when it hasn't. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { problemOf } from '../changes.ts'
import { shellWords as t } from '../words/index.ts'
import { Blank } from './blank.tsx'
import { Button } from './button.tsx'
import { Skeleton } from './skeleton.tsx'

interface Props<Value> {
  read: () => Promise<Value>
  rows: number
  /** `put` takes what the hub says after a change. */
  children: (value: Value, put: (value: Value) => void) => ComponentChildren
}

export function Loaded<Value extends object>({ read, rows, children }: Props<Value>) {
  const [value, setValue] = useState<Value>()
  const [problem, setProblem] = useState<string>()
  function load(): void {
    read().then(setValue, (error: unknown) => setProblem(problemOf(error)))
  }
  useEffect(load, [])
  if (value) return <>{children(value, setValue)}</>
  if (problem === undefined) return <Skeleton rows={rows} />
  return (
    <Blank icon="warn" title={t('screen.failed')} about={problem}>
      <Button look="main" onClick={load}>
        {t('try-now')}
      </Button>
    </Blank>
  )
}
