/** Linked address books: their health, and linking another. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { type App, useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import {
  beginConsent,
  beginConsentForAll,
  finishConsent,
  type LinkEntry,
  linksView,
  listVendors,
  type VendorEntry,
} from '../../contract.ts'
import { LinkForm } from './form.tsx'
import { LinkRow } from './row.tsx'
import { t } from './words/index.ts'
import './books.css'

type Whose = LinkEntry['whose']

export function Books({ whose }: { whose: Whose }) {
  const app = useApp()
  const links = Object.values(app.live.view(linksView).state()?.links ?? {}).filter(link => link.whose === whose)
  const { vendors, problem, load } = useVendors(app)
  /** Name of the vendor whose form is open. */
  const [open, setOpen] = useState<string>()
  const [busy, setBusy] = useState<string>()
  useReturn(app)

  async function begin(vendor: VendorEntry): Promise<void> {
    if (vendor.how === 'sign-in') return setOpen(vendor.name)
    setBusy(vendor.name)
    try {
      const asked = { vendor: vendor.name, origin: location.origin }
      const { address } = await app.api.call(whose === 'own' ? beginConsent : beginConsentForAll, asked)
      location.assign(address)
    } catch (error) {
      app.toasts.problem(problemOf(error))
      setBusy(undefined)
    }
  }

  if (problem !== undefined) {
    return (
      <Blank icon="warn" title={t('failed')} about={problem}>
        <Button look="main" onClick={load}>
          {t('try-again')}
        </Button>
      </Blank>
    )
  }
  if (!vendors) return <Skeleton rows={3} />
  const vendorOf = (link: LinkEntry) => vendors.find(({ name }) => name === link.vendor)
  const signIn = vendors.find(({ name }) => name === open)
  return (
    <div class="books">
      <p class="quiet">{t(whose === 'own' ? 'about.own' : 'about.company')}</p>
      {links.length > 0 && (
        <ul aria-label={t(whose === 'own' ? 'list.own' : 'list.company')}>
          {links.map(link => {
            const vendor = vendorOf(link)
            return <LinkRow key={link.id} link={link} onSignIn={vendor && (() => void begin(vendor))} />
          })}
        </ul>
      )}
      {signIn && <LinkForm vendor={signIn} whose={whose} onDone={() => setOpen(undefined)} />}
      {vendors.length === 0 && <Blank icon="people" title={t('none')} about={t('none.about')} />}
      <div class="line-of">
        {vendors.map(vendor => (
          <Button
            key={vendor.name}
            icon="plus"
            busy={busy === vendor.name}
            aria-expanded={vendor.how === 'sign-in' ? open === vendor.name : undefined}
            onClick={() => void begin(vendor)}
          >
            {t('link', { title: vendor.title })}
          </Button>
        ))}
      </div>
    </div>
  )
}

function useVendors(app: App) {
  const [vendors, setVendors] = useState<readonly VendorEntry[]>()
  const [problem, setProblem] = useState<string>()
  function load(): void {
    setProblem(undefined)
    app.api.call(listVendors, {}).then(
      answer => setVendors(answer.vendors),
      (error: unknown) => setProblem(problemOf(error)),
    )
  }
  useEffect(load, [])
  return { vendors, problem, load }
}

/** Back from a vendor's pages: with a code, or with the reason why not (RFC 6749 section 4.1.2). */
function useReturn(app: App): void {
  const { query } = useLocation()
  const done = useRef(false)
  useEffect(() => {
    const { code, state, error } = query
    if (done.current || (code === undefined && error === undefined)) return
    // A code is good once, and belongs in no history.
    done.current = true
    app.go('/settings/books', 'replace')
    if (code === undefined || state === undefined) {
      app.toasts.problem(t('consent.refused'))
      return
    }
    app.api.call(finishConsent, { code, state }).then(
      ({ whose, account }) => {
        app.toasts.done(t('linked', { account }))
        if (whose === 'company') app.go('/administration/books', 'replace')
      },
      (failure: unknown) => app.toasts.problem(problemOf(failure)),
    )
  }, [query])
}
