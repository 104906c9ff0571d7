/** Who is in the multi-party calls that I am in or made; below everything, while they last. */
import { type App, useApp } from '../../../ui/app.ts'
import { problemOf } from '../../../ui/changes.ts'
import { Avatar } from '../../../ui/parts/avatar.tsx'
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
  const me = members.find(({ person, state }) => person === app.who.person && state === 'in')
  const leave = (member: string) => app.api.call(removeMember, { party: party.id, member })
  return (
    <section class="party-dock" aria-label={title}>
      <div class="line-of">
        <h2 class="grow">{title}</h2>
        <AddTo pick={to => app.api.call(addMember, { party: party.id, to })} />
        {me && (
          <Button look="end" icon="end" onClick={() => tried(app, leave(me.id))}>
            {t('leave')}
          </Button>
        )}
      </div>
      <ul>
        {members.map(member => (
          <Row key={member.id} party={party} member={member} />
        ))}
      </ul>
    </section>
  )
}

const tried = (app: App, work: Promise<unknown>): void =>
  void work.catch((error: unknown) => app.toasts.problem(problemOf(error)))

function Row({ party, member }: { party: Party; member: Member }) {
  const app = useApp()
  const { state, muted } = member
  const mine = member.person === app.who.person
  const name = nameOf(member)
  const isHost = party.host === app.who.person
  const at = { party: party.id, member: member.id }
  const what = muted ? t('muted') : t(`state.${state}`)
  return (
    <li class={state === 'in' ? '' : 'away'}>
      <Avatar name={name} {...(member.name === undefined && { icon: 'phone' })} />
      <span class="who">
        <b class="cut">{mine ? t('me', { name }) : name}</b>
        <span class="small quiet cut">{what}</span>
      </span>
      {(mine || isHost) && state === 'in' && (
        <Button
          look="bare"
          icon="mic"
          iconOnly
          aria-pressed={muted}
          onClick={() => tried(app, app.api.call(muteMember, { ...at, muted: !muted }))}
        >
          {t(muted ? 'unmute' : 'mute', { name })}
        </Button>
      )}
      {/* She herself leaves, above. */}
      {isHost && !(mine && state === 'in') && (
        <Button look="bare" icon="x" iconOnly onClick={() => tried(app, app.api.call(removeMember, at))}>
          {t('remove', { name })}
        </Button>
      )}
    </li>
  )
}

const nameOf = ({ name, number }: Member): string => name ?? (number === undefined ? t('unknown') : shownNumber(number))
