/** Whom an invitation is to: colleagues found by name while one types, and anybody by address. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Field } from '../../../../ui/parts/field.tsx'
import { peopleView } from '../../../directory/contract.ts'
import type { Asked } from './draft.ts'
import { t } from './words/index.ts'

const most = 5
const isAddress = (typed: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed)

interface Props {
  asked: readonly Asked[]
  onChange: (asked: readonly Asked[]) => void
  problem?: string
}

export function Invited({ asked, onChange, problem }: Props) {
  const app = useApp()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState<string>()
  const wanted = typed.trim().toLowerCase()
  const has = (address: string) => asked.some(one => one.address.toLowerCase() === address.toLowerCase())
  const hits = Object.values(app.live.view(peopleView).state()?.people ?? {})
    .filter(({ id, email }) => id !== app.who.person && !has(email))
    .filter(({ name, email, short }) => `${name} ${email} ${short}`.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(0, wanted === '' ? 0 : most)
    .map(({ id, name, email }): Asked => ({ person: id, name, address: email }))
  const guest = isAddress(wanted) && !has(wanted) ? { name: wanted, address: wanted } : undefined
  const found = guest && !hits.some(({ address }) => address.toLowerCase() === wanted) ? [...hits, guest] : hits

  function add(one: Asked): void {
    onChange([...asked, one])
    setTyped('')
    setWrong(undefined)
  }

  const said = wrong ?? problem
  return (
    <div class="invited">
      <Field
        label={t('who')}
        hint={t('who.hint')}
        icon="search"
        autoComplete="off"
        value={typed}
        {...(said !== undefined && { problem: said })}
        onInput={event => {
          setTyped(event.currentTarget.value)
          setWrong(undefined)
        }}
        // What was typed whole is meant, also by who goes on to the next field.
        onBlur={() => guest && add(guest)}
        onKeyDown={event => {
          if (event.key !== 'Enter' || wanted === '') return
          event.preventDefault()
          const [first] = found
          if (first) add(first)
          else setWrong(t('who.wrong'))
        }}
      />
      {found.map(one => (
        <Button key={one.address} look="bare" icon="plus" onClick={() => add(one)}>
          {t('who.add', { name: one.name })}
        </Button>
      ))}
      {asked.length > 0 && (
        <ul aria-label={t('invited')}>
          {asked.map(one => (
            <li key={one.address} class="line-of">
              <span class="grow one-line">
                {one.name}
                {one.person === undefined || one.name === one.address ? '' : <span class="quiet"> {one.address}</span>}
              </span>
              <Button
                look="bare"
                icon="x"
                iconOnly
                onClick={() => onChange(asked.filter(({ address }) => address !== one.address))}
              >
                {t('who.remove', { name: one.name })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
