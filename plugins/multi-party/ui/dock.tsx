/** Who is in the multi-party calls that I am in or made; below everything, while they last. */
import { useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { Button } from '../../../ui/parts/button.tsx'
import { shownNumber } from '../../../ui/phone-number.ts'
import { addMember, type Member, muteMember, type Party, parties, removeMember } from '../contract.ts'
import { AddTo } from './add.tsx'
import { t } from './words/index.ts'
import './dock.css'

export function PartyDock() {
  const app = useApp()
  const list = app.live.view(parties).state()?.parties ?? []
  return (
    <>
      {list.map(party => (
        <OneParty key={party.id} party={party} members={[...party.members]} />
      ))}
    </>
  )
}

/** `members`: the live state itself is changed in place. */
function OneParty({ party, members }: { party: Party; members: readonly Member[] }) {
  const app = useApp()
  const title = t('title', { count: members.filter(({ state }) => state === 'in').length })
  return (
    <section class="party-dock" aria-label={title}>
      <div class="line-of">
        <h2 class="grow">{title}</h2>
        <AddTo pick={to => app.api.call(addMember, { party: party.id, to })} />
      </div>
      <ul>
        {members.map(member => (
          <Row key={member.id} party={party} member={member} />
        ))}
      </ul>
    </section>
  )
}

function Row({ party, member }: { party: Party; member: Member }) {
  const app = useApp()
  const { state, muted } = member
  const mine = member.person === app.who.person
  const name = nameOf(member)
  const mayChange = mine || party.host === app.who.person
  const at = { party: party.id, member: member.id }
  const tried = (work: Promise<unknown>) => void work.catch((error: unknown) => app.toasts.problem(problemOf(error)))
  return (
    <li>
      <span class="grow">
        <b>{mine ? t('me', { name }) : name}</b>{' '}
        <span class="quiet">{muted ? t('muted') : state === 'in' ? '' : t(`state.${state}`)}</span>
      </span>
      {mayChange && state === 'in' && (
        <Button
          icon="mic"
          iconOnly
          aria-pressed={muted}
          onClick={() => tried(app.api.call(muteMember, { ...at, muted: !muted }))}
        >
          {t(muted ? 'unmute' : 'mute', { name })}
        </Button>
      )}
      {mayChange && (
        <Button
          icon={state === 'in' || state === 'calling' ? 'end' : 'x'}
          iconOnly
          onClick={() => tried(app.api.call(removeMember, at))}
        >
          {t(mine ? 'leave' : 'remove', { name })}
        </Button>
      )}
    </li>
  )
}

const nameOf = ({ name, number }: Member): string => name ?? (number === undefined ? t('unknown') : shownNumber(number))
