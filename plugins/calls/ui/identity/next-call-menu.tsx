/** What may show on the next call, with what is chosen for all calls marked. */
import type { FunctionComponent } from 'preact'
import type { App } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Popover } from '../../../../ui/parts/popover.tsx'
import { Tag } from '../../../../ui/parts/tag.tsx'
import { shownNumber } from '../../../../ui/phone-number.ts'
import { type Identity, type IdentityChoice, readIdentity } from '../../contract.ts'
import type { MenuProps } from '../next-call.tsx'
import { t } from './words/index.ts'

/** Undefined, and said, where it can't be known what one may show. */
export async function menuOf(app: App): Promise<FunctionComponent<MenuProps> | undefined> {
  try {
    const identity = await app.api.call(readIdentity, {})
    return props => <Menu identity={identity} {...props} />
  } catch (error) {
    app.toasts.problem(problemOf(error))
    return undefined
  }
}

function Menu({ identity, anchor, chosen, onClose }: MenuProps & { identity: Identity }) {
  const isStandard = ({ shows, number }: IdentityChoice) =>
    shows === identity.shows && (shows !== 'number' || number === identity.number)
  const isChosen = (choice: IdentityChoice) => {
    const now = chosen.value
    return now ? choice.shows === now.shows && choice.number === now.number : isStandard(choice)
  }
  // A group without a short number has no code.
  const choices = identity.choices.filter(({ shows, short }) => shows !== 'number' || short !== undefined)
  return (
    <Popover open anchor={anchor} onClose={onClose} label={t('next')} width={320}>
      <div class="next-call-menu" role="radiogroup" aria-label={t('next')}>
        <b aria-hidden="true">{t('next')}</b>
        {choices.map(choice => (
          <label key={`${choice.shows} ${choice.number}`}>
            <input
              type="radio"
              name="next-call"
              checked={isChosen(choice)}
              {...(isChosen(choice) && { 'data-first': true })}
              onChange={() => {
                chosen.value = isStandard(choice) ? undefined : choice
              }}
            />
            <span>
              <b>{t(choice.shows, { name: choice.name ?? '' })}</b>
              <span class="small quiet figures">
                {choice.number === undefined ? t('hidden.about') : shownNumber(choice.number)}
              </span>
            </span>
            {isStandard(choice) && <Tag>{t('next.standard')}</Tag>}
          </label>
        ))}
        <p class="small quiet">{t('next.about')}</p>
      </div>
    </Popover>
  )
}
