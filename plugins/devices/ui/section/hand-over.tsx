/** What is handed to a phone: a link with its QR code, or what is typed in. Shown until the person says that it is done. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useApp } from '../../../../ui/app.ts'
import { Button } from '../../../../ui/parts/button.tsx'
import { Note } from '../../../../ui/parts/note.tsx'
import { dayOrTime } from '../../../../ui/time.ts'
import type { Account, Link, Make, Phone } from '../../contract.ts'
import { t } from './words/index.ts'

export interface Given {
  readonly phone: Phone
  readonly link?: Link | undefined
  readonly account?: Account | undefined
}

/** What each make wants to be told of the link. */
const files: Readonly<Record<Exclude<Make, 'other'>, string>> = {
  yealink: '/',
  snom: '/snom.xml',
  linphone: '/linphone.xml',
}

export function HandOver({ given, onDone }: { given: Given; onDone: () => void }) {
  const { phone, link, account } = given
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [given])
  return (
    <section class="hand-over" aria-labelledby="hand-over">
      <h3 id="hand-over" ref={heading} tabIndex={-1}>
        {t(link ? 'link' : 'account', { name: phone.label })}
      </h3>
      {link && phone.make !== 'other' && <LinkFor make={phone.make} link={link} />}
      {account && <Typed account={account} />}
      <Button look="main" onClick={onDone}>
        {t('done')}
      </Button>
    </section>
  )
}

function LinkFor({ make, link }: { make: Exclude<Make, 'other'>; link: Link }) {
  const url = `${location.origin}${link.path}${files[make]}`
  const [code, setCode] = useState('')
  useEffect(() => {
    // A picture of ours, made here: the link is sent nowhere.
    void import('qrcode').then(qrcode => qrcode.toString(url, { type: 'svg', margin: 2 }).then(setCode))
  }, [url])
  return (
    <>
      <p>{t(`link.${make}`)}</p>
      {location.protocol !== 'https:' && <Note look="warning">{t('link.insecure')}</Note>}
      <div class="qr-code" role="img" aria-label={t('code')} dangerouslySetInnerHTML={{ __html: code }} />
      <Values values={[[t('address'), url]]} />
      <p class="small quiet">{t('link.until', { time: dayOrTime(new Date(link.until)) })}</p>
    </>
  )
}

function Typed({ account }: { account: Account }) {
  const values: [string, string | number | undefined][] = [
    [t('account.server'), location.hostname],
    [t('account.tls'), account.tlsPort],
    [t('account.port'), account.sipPort],
    [t('account.domain'), account.domain],
    [t('account.user'), account.user],
    [t('account.auth'), account.authName],
    [t('account.secret'), account.secret],
    [t('account.voicemail'), account.voicemail],
  ]
  return (
    <>
      <Values
        values={values.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]))}
      />
      <p class="small quiet">{t('account.once')}</p>
    </>
  )
}

function Values({ values }: { values: readonly (readonly [string, string])[] }) {
  const app = useApp()
  const copy = (value: string) =>
    navigator.clipboard.writeText(value).then(
      () => app.toasts.done(t('copied')),
      () => undefined,
    )
  return (
    <dl class="phone-values">
      {values.map(([name, value]) => (
        <div key={name}>
          <dt class="small quiet">{name}</dt>
          <dd>
            <code class="grow">{value}</code>
            {/* Without https a browser has no clipboard: the value can be marked. */}
            {isSecureContext && (
              <Button look="bare" aria-label={t('copy.of', { what: name })} onClick={() => void copy(value)}>
                {t('copy')}
              </Button>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
