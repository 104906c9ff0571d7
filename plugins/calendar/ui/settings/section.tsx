/** Linking my calendars: a section of my settings. ?again=ID signs in again to a link that asks for it. */
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { useApp } from '../../../../ui/app.ts'
import { problemOf } from '../../../../ui/changes.ts'
import { Blank } from '../../../../ui/parts/blank.tsx'
import { Button } from '../../../../ui/parts/button.tsx'
import { Skeleton } from '../../../../ui/parts/skeleton.tsx'
import { beginConsent, type CompanyOffer, calendarView, listLinks } from '../../contract.ts'
import { CompanyCard, LeftCard } from './company-card.tsx'
import { LinkCard } from './link-card.tsx'
import { SignInForm } from './sign-in.tsx'
import { t } from './words/index.ts'
import './section.css'

export interface Offered {
  readonly name: 'microsoft' | 'google' | 'caldav'
  readonly title: string
  readonly by: 'consent' | 'sign-in'
}

export default function Calendars() {
  const app = useApp()
  const { query } = useLocation()
  const view = app.live.view(calendarView)
  const links = view.state()?.links
  const [vendors, setVendors] = useState<readonly Offered[]>()
  const [offers, setOffers] = useState<readonly CompanyOffer[]>([])
  const [problem, setProblem] = useState<string>()
  const [signing, setSigning] = useState<Offered>()
  const [leaving, setLeaving] = useState<string>()

  function load(): void {
    setProblem(undefined)
    app.api.call(listLinks, {}).then(
      found => {
        setVendors(found.vendors)
        setOffers(found.company)
      },
      (error: unknown) => setProblem(problemOf(error)),
    )
  }
  // What the company links may have changed when its links have.
  const companys = links?.filter(({ company }) => company).map(({ id }) => id)
  useEffect(load, [companys?.join()])

  async function begin(vendor: Offered): Promise<void> {
    if (vendor.by === 'sign-in') {
      setSigning(vendor)
      return
    }
    setLeaving(vendor.name)
    try {
      const { address } = await app.api.call(beginConsent, { vendor: vendor.name })
      location.assign(address)
    } catch (error) {
      setLeaving(undefined)
      app.toasts.problem(problemOf(error))
    }
  }
  const again = (name: string) => {
    const vendor = vendors?.find(one => one.name === name)
    if (vendor) void begin(vendor)
  }
  const asked = links?.find(({ id }) => id === query.again)
  useEffect(() => {
    // A consent opens another site: that takes a press.
    const vendor = vendors?.find(({ name, by }) => name === asked?.vendor && by === 'sign-in')
    if (vendor) setSigning(vendor)
  }, [asked?.id, vendors])

  const refused = problem ?? view.refused()
  if (refused !== undefined) {
    return (
      <Blank icon="warn" title={t('failed', { problem: refused })} about="">
        <Button
          look="main"
          onClick={() => {
            view.again()
            load()
          }}
        >
          {t('try-again')}
        </Button>
      </Blank>
    )
  }
  if (!links || !vendors) return <Skeleton rows={4} />
  const offerOf = (name: string) => offers.find(({ vendor }) => vendor === name)
  const left = offers.filter(offer => offer.left)
  return (
    <div class="calendar-settings">
      <p class="quiet">{t('about')}</p>
      {links.length + left.length > 0 && (
        <ul class="calendar-links">
          {links.map(link =>
            link.company ? (
              <CompanyCard key={link.id} link={link} offer={offerOf(link.vendor)} onChanged={load} />
            ) : (
              <LinkCard key={link.id} link={link} onAgain={() => again(link.vendor)} />
            ),
          )}
          {left.map(offer => (
            <LeftCard key={offer.vendor} offer={offer} onChanged={load} />
          ))}
        </ul>
      )}
      {signing ? (
        <SignInForm
          key={signing.name}
          vendor={signing}
          account={asked?.vendor === signing.name ? asked.account : ''}
          onDone={() => setSigning(undefined)}
        />
      ) : (
        <div class="actions">
          {vendors.length === 0 && <p>{t('link.none')}</p>}
          {vendors.map(vendor => (
            <Button
              key={vendor.name}
              icon="plus"
              look={links.length + left.length === 0 ? 'main' : 'plain'}
              busy={leaving === vendor.name}
              onClick={() => void begin(vendor)}
            >
              {leaving === vendor.name ? t('leaving', { title: vendor.title }) : t('link.to', { title: vendor.title })}
            </Button>
          ))}
        </div>
      )}
      {links.length > 0 && (
        <Button look="bare" icon="clock" onClick={() => app.go('/day')}>
          {t('day')}
        </Button>
      )}
    </div>
  )
}
