/** Where a browser comes back to from a vendor's page of consent (RFC 6749 section 4.1.2): /day/linked?state=…&code=… */
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { View } from '../../../../ui/parts/view.tsx'
import { finishConsent } from '../../contract.ts'
import { t } from './words/index.ts'

export function Linked() {
  const app = useApp()
  const { query } = useLocation()
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    const { state, code, error, error_description: described } = query
    if (error !== undefined || state === undefined || code === undefined) {
      setProblem(t('linking.refused', { reason: described ?? error ?? '?' }))
      return
    }
    app.api.call(finishConsent, { state, code }).then(
      () => app.go('/settings/calendars', 'replace'),
      (refused: unknown) => setProblem(problemOf(refused)),
    )
  }, [])
  return (
    <View title={t('linking.title')}>
      {problem === undefined ? (
        <Skeleton rows={3} />
      ) : (
        <Blank icon="warn" title={t('linking.failed')} about={problem}>
          <Button look="main" onClick={() => app.go('/settings/calendars', 'replace')}>
            {t('linking.back')}
          </Button>
        </Blank>
      )}
    </View>
  )
}
