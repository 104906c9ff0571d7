/** Calendars that the company lets the hub into by itself: whose are read, and how that goes. For administrators. */
import { useApp } from '../../../../ui/app.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Card } from '../../../../ui/parts/card.tsx'
import { Loaded } from '../../../../ui/parts/loaded.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { listTeams } from '../../../directory/contract.ts'
import { companyView } from '../../contract.ts'
import { CoversForm } from './covers.tsx'
import { Progress } from './progress.tsx'
import { t } from './words/index.ts'
import './section.css'

export default function Section() {
  const app = useApp()
  const view = app.live.view(companyView)
  const vendors = view.state()?.vendors
  const refused = view.refused()
  if (refused !== undefined) {
    return (
      <Blank icon="warn" title={t('failed')} about={refused}>
        <Button look="main" onClick={() => view.again()}>
          {t('try-again')}
        </Button>
      </Blank>
    )
  }
  if (!vendors) return <Skeleton rows={4} />
  if (vendors.length === 0) return <Blank icon="cal" title={t('none.title')} about={t('none.about')} />
  return (
    <Loaded read={() => app.api.call(listTeams, {})} rows={4}>
      {({ teams }) => (
        <div class="company-calendars">
          <p class="quiet">{t('about')}</p>
          {vendors.map(access => (
            <Card key={access.vendor} title={access.title}>
              <p class="small quiet">{t('domains', { domains: access.domains.join(', ') })}</p>
              <CoversForm access={access} teams={teams} />
              {access.covers !== 'nobody' && <Progress access={access} />}
            </Card>
          ))}
        </div>
      )}
    </Loaded>
  )
}
