/** From what a person writes, an address, a domain or an e-mail address, to where her calendars or contacts are (RFC 6764 section 6). */
import { resolveSrv, resolveTxt } from 'node:dns/promises'
import { HubError } from '../../core/error.ts'
import { type Dav, type Multistatus, textIn } from './dav.ts'

export interface Home {
  /** The collection that they are in, or one of them itself. */
  readonly home: URL
  /** In lower case, without "mailto:". */
  readonly addresses: readonly string[]
}

/** What is looked for. */
export interface Service {
  /** Of the errors: "calendar". */
  readonly port: string
  /** RFC 6764 section 3: "_caldavs". */
  readonly label: string
  /** "/.well-known/caldav". */
  readonly wellKnown: string
  /** The property that leads to them, with its prefix, and as tsdav has it. */
  readonly homeSet: readonly [property: string, name: string]
  /** Of the resourcetype of one of them. */
  readonly type: string
}

/** Answers of the DNS. */
export interface Names {
  srv(name: string): Promise<readonly { readonly name: string; readonly port: number }[]>
  txt(name: string): Promise<readonly string[]>
}
export const dns: Names = {
  srv: name => resolveSrv(name).catch(() => []),
  txt: async name => (await resolveTxt(name).catch(() => [])).map(parts => parts.join('')),
}

/** Throws refused, address, unavailable of the port. */
export async function discover(dav: Dav, service: Service, address: string, names: Names): Promise<Home> {
  const { port, homeSet } = service
  const principalProps = { 'd:current-user-principal': {}, 'd:resourcetype': {}, [homeSet[0]]: {} }
  let problem: unknown
  for (const url of await candidates(service, address.trim(), names)) {
    try {
      const found = await dav.propfind(url, principalProps, '0')
      const home = await homeFrom(dav, service, found)
      if (home) return home
    } catch (error) {
      // Whoever knows her and won't have her says more than whoever is not there.
      if (error instanceof HubError && error.code === `${port}.refused`) throw error
      problem ??= error
    }
  }
  const wrong = `${port}.address`
  if (problem instanceof HubError && problem.code === wrong)
    throw new HubError(wrong, 422, { ...problem.details, field: 'address' })
  const isTold = problem instanceof HubError && problem.code !== `${port}.gone` && !isNobody(problem)
  throw isTold ? problem : new HubError(wrong, 422, { field: 'address' })
}

/** No such name: a mistake in the address, which is hers to mend. */
const isNobody = ({ details }: HubError) => typeof details.reason === 'string' && details.reason.includes('ENOTFOUND')

async function candidates(service: Service, address: string, names: Names): Promise<readonly URL[]> {
  const domain = /^[^\s/@]+@([^\s/@:]+)$/.exec(address)?.[1]
  const text = domain ?? address
  const written = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`
  if (text === '' || !URL.canParse(written)) throw new HubError(`${service.port}.address`, 422, { field: 'address' })
  const url = new URL(written)
  const known = [new URL(service.wellKnown, url), new URL('/', url)]
  if (url.pathname !== '/') return [url, ...known]
  if (url.port !== '' || url.protocol !== 'https:') return known
  return [...(await services(service, url.hostname, names)), ...known]
}

/** Nothing vouches for what the DNS says, so it may only lead to where the domain itself is (RFC 6764 section 8). */
async function services({ label: name, wellKnown }: Service, domain: string, names: Names): Promise<readonly URL[]> {
  const label = `${name}._tcp.${domain}`
  const [found, texts] = await Promise.all([names.srv(label), names.txt(label)])
  const path = texts.find(text => text.startsWith('path='))?.slice('path='.length) ?? wellKnown
  return found
    .map(({ name, port }) => ({ host: name.toLowerCase().replace(/\.$/, ''), port }))
    .filter(({ host }) => host === domain || host.endsWith(`.${domain}`))
    .map(({ host, port }) => `https://${host}:${port}`)
    .filter(base => URL.canParse(path, base))
    .map(base => new URL(path, base))
}

async function homeFrom(dav: Dav, { homeSet, type }: Service, found: Multistatus): Promise<Home | undefined> {
  const { props = {} } = found.rows[0] ?? {}
  const principal = hrefIn(props.currentUserPrincipal)
  if (principal !== undefined && URL.canParse(principal, found.url.href)) {
    const of = await dav.propfind(new URL(principal, found.url), { [homeSet[0]]: {}, ...addressProps }, '0')
    const { props: hers = {} } = of.rows[0] ?? {}
    const home = hrefIn(hers[homeSet[1]])
    if (home !== undefined && URL.canParse(home, of.url.href)) {
      return { home: new URL(home, of.url), addresses: addressesIn(hers.calendarUserAddressSet) }
    }
  }
  const home = hrefIn(props[homeSet[1]])
  if (home !== undefined && URL.canParse(home, found.url.href)) return { home: new URL(home, found.url), addresses: [] }
  const isOne = Object.hasOwn(Object(props.resourcetype), type)
  return isOne ? { home: found.url, addresses: [] } : undefined
}
const addressProps = { 'c:calendar-user-address-set': {} }

const hrefsIn = (value: unknown): readonly string[] => {
  const { href } = Object(value) as { href?: unknown }
  return (Array.isArray(href) ? href : [href]).flatMap(each => textIn(each) ?? [])
}
const hrefIn = (value: unknown) => hrefsIn(value)[0]

const addressesIn = (value: unknown) =>
  hrefsIn(value)
    .filter(href => /^mailto:/i.test(href))
    .map(href => href.slice('mailto:'.length).toLowerCase())
    .slice(0, 20)
