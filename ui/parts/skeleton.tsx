import { useEffect, useState } from 'preact/hooks'
import { shellWords as t } from '../words/index.ts'
import './skeleton.css'

const widths = [140, 190, 120, 170, 150, 110, 180, 130]

/** Rows in their final geometry while a list is on its way; only when it takes longer than one notices. */
export function Skeleton({ rows = 9 }: { rows?: number }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  return (
    <div class="skeleton" role="status">
      <span class="for-readers">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <i key={row}>
          <b style={{ width: `${widths[row % widths.length]}px` }} />
          <b />
          <b />
          <b />
        </i>
      ))}
    </div>
  )
}
