/** Trunks as Kamailio reads them by itself: config/kamailio/trunks.cfg says what stands where. */
import type { Directory } from '../directory/contract.ts'
import type { Trunk } from './projection.ts'

/** Keys and values. Trunks in the order in which they are tried. */
export function sipRows(
  trunks: readonly Trunk[],
  directory: Directory,
  sipDomain = 'trunk.invalid',
): [string, string][] {
  const on = trunks.filter(trunk => trunk.on)
  const rows = on.flatMap((trunk): [string, string][] => [
    [trunk.id, row(trunk, directory.organisation(trunk.organisation)?.domain ?? sipDomain)],
    [`peers:${trunk.id}`, [...new Set([...trunk.resolved, ...trunk.addresses])].join(',')],
  ])
  const ids = (list: readonly Trunk[]) => list.map(({ id }) => id).join(',')
  const orders = [...Map.groupBy(on, ({ organisation }) => organisation)].flatMap(([organisation, own]) => {
    const domain = directory.organisation(organisation)?.domain
    return domain === undefined ? [] : [[`order:${domain}`, ids(own)] as [string, string]]
  })
  return on.length === 0 ? [] : [...rows, ...orders, ['order', ids(on)]]
}

/** What follows @ in an identity: a provider that we register at knows us by its own domain. */
const row = ({ kind, host, port, transport, format, identity, most, main }: Trunk, domain: string) =>
  [
    `sip:${bracketed(host)}:${port}${transport === 'udp' ? '' : `;transport=${transport}`}`,
    format,
    identity,
    most ?? 0,
    kind === 'registration' ? bracketed(host) : domain,
    main,
  ].join('|')

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host)
