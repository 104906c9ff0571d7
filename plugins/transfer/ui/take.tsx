/** Takes the call that rings at a colleague: dials the code for it, by whatever makes calls here. */
import { useApp } from '../../../ui/app.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { dialers } from '../../../ui/slots.tsx'
import { type Listed, peopleView } from '../../directory/contract.ts'
import { sameDepartment, takeCode } from '../contract/department.ts'
import { t } from './words/index.ts'
import './take.css'

/** `bare`: its icon alone, at the end of a row. Shown to those of her department, for whom the standard policy has it. */
export function TakeCall({ item, bare }: { item: Listed; bare: boolean }) {
  const app = useApp()
  const people = app.live.view(peopleView).state()?.people ?? {}
  const [she, me] = [people[item.id], people[app.who.person]]
  if (!she || !me || !sameDepartment(she, me, Object.values(people))) return null
  return (
    <Button
      look="call"
      class="take-call"
      icon="in"
      iconOnly={bare}
      title={t('take.at', { who: item.name })}
      aria-label={t('take.at', { who: item.name })}
      onClick={() => app.filled(dialers)[0]?.(`${takeCode}${she.short}`, t('take.for', { who: item.name }))}
    >
      {t('take')}
    </Button>
  )
}
