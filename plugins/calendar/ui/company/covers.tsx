/** Whose calendars are read, and whether it is theirs to leave. */
import { useApp } from '../../../../ui/app.ts'
import { Select } from '../../../../ui/parts/field.tsx'
import { SettingsForm } from '../../../../ui/parts/settings-form.tsx'
import { Switch } from '../../../../ui/parts/switch.tsx'
import type { TeamEntry } from '../../../directory/contract.ts'
import { type CompanyAccess, companyView, covers as kinds, setCompany } from '../../contract.ts'
import { t } from './words/index.ts'

export function CoversForm({ access, teams }: { access: CompanyAccess; teams: readonly TeamEntry[] }) {
  const app = useApp()
  const { vendor, covers, teams: chosen, mayLeave } = access

  async function save(given: Pick<CompanyAccess, 'covers' | 'teams' | 'mayLeave'>): Promise<void> {
    const now = await app.api.call(setCompany, { vendor, ...given })
    // The view says it too, a moment later.
    app.live.view(companyView).anticipate(now).settle()
    app.toasts.done(t('saved'))
  }

  return (
    <SettingsForm set={{ covers, teams: chosen, mayLeave }} save={save}>
      {({ now, change }) => (
        <>
          <Select
            label={t('covers')}
            choices={kinds.map(value => ({ value, label: t(`covers.${value}`) }))}
            value={now.covers}
            onChange={value => change({ covers: value })}
          />
          {now.covers === 'teams' && (
            <fieldset>
              <legend class="small quiet">{t('teams')}</legend>
              {teams.length === 0 && <p>{t('teams.none')}</p>}
              {teams.map(({ id, name }) => (
                <Switch
                  key={id}
                  label={name}
                  on={now.teams.includes(id)}
                  onChange={on => change({ teams: on ? [...now.teams, id] : now.teams.filter(each => each !== id) })}
                />
              ))}
            </fieldset>
          )}
          {now.covers !== 'nobody' && (
            <Switch
              label={t('may-leave')}
              about={t('may-leave.about')}
              on={now.mayLeave}
              onChange={on => change({ mayLeave: on })}
            />
          )}
        </>
      )}
    </SettingsForm>
  )
}
