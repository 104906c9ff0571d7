/** A list of telephones, each to be changed where it stands, and one to be added. */
import { useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { LineSign } from '../../../../ui/parts/line-sign.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import { peopleView } from '../../../directory/contract.ts'
import type { Phone } from '../../contract.ts'
import { Add } from './add.tsx'
import { Change } from './change.tsx'
import { type Given, HandOver } from './hand-over.tsx'
import { t } from './words/index.ts'
import './phones.css'

interface Shown {
  phones: readonly Phone[] | undefined
  problem: string | undefined
  reload: () => void
  /** All of the organisation's, for an administrator. */
  everybody: boolean
}

export function Phones({ phones, problem, reload, everybody }: Shown) {
  const [open, setOpen] = useState<string>()
  const [given, setGiven] = useState<Given>()
  const show = (what: Given | undefined) => {
    setGiven(what)
    setOpen(undefined)
    reload()
  }
  if (problem !== undefined) {
    return (
      <Blank icon="warn" title={t('failed')} about={problem}>
        <Button look="main" onClick={reload}>
          {t('try-again')}
        </Button>
      </Blank>
    )
  }
  if (!phones) return <Skeleton rows={3} />
  return (
    <div class="phones">
      <p class="quiet">{t(everybody ? 'about.everybody' : 'about.mine')}</p>
      {given && <HandOver given={given} onDone={() => show(undefined)} />}
      {open === 'new' ? (
        <Add everybody={everybody} onGiven={show} onCancel={() => setOpen(undefined)} />
      ) : (
        <Button icon="plus" onClick={() => setOpen('new')}>
          {t('add')}
        </Button>
      )}
      {phones.length === 0 && <Blank icon="phone" title={t('empty')} about={t('empty.about')} />}
      {phones.length > 0 && (
        <ul aria-label={t(everybody ? 'list.everybody' : 'list.mine')}>
          {phones.map(phone => (
            <li key={phone.id}>
              <Row
                phone={phone}
                everybody={everybody}
                open={open === phone.id}
                onToggle={() => setOpen(open === phone.id ? undefined : phone.id)}
              />
              {open === phone.id && <Change phone={phone} onGiven={show} onDone={() => show(undefined)} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

interface RowProps {
  phone: Phone
  everybody: boolean
  open: boolean
  onToggle: () => void
}

function Row({ phone, everybody, open, onToggle }: RowProps) {
  const app = useApp()
  const owner = everybody ? app.live.view(peopleView).state()?.people[phone.person]?.name : undefined
  return (
    <div class="phone-row">
      <LineSign look={phone.online ? 'idle' : 'none'} />
      <div class="grow cut">
        <b>{owner === undefined ? phone.label : `${owner}, ${phone.label}`}</b>
        <div class="small quiet cut">
          {[state(phone), phone.model ?? (phone.make === 'other' ? undefined : t(`make.${phone.make}`))]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
      <Button
        look="bare"
        aria-expanded={open}
        aria-label={open ? undefined : t('change.of', { name: phone.label })}
        onClick={onToggle}
      >
        {t(open ? 'close' : 'change')}
      </Button>
    </div>
  )
}

function state({ online, seenAt, linkUntil }: Phone): string {
  if (online) return t('online')
  if (linkUntil !== undefined) return t('waits', { time: dayOrTime(new Date(linkUntil)) })
  return seenAt === undefined ? t('never') : t('seen', { time: dayOrTime(new Date(seenAt)) })
}
