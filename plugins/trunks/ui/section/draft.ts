/** A trunk as it is written: text, until it is sent. */
import type { TrunkEntry, TrunkFields } from '../../contract.ts'

export type Draft = Omit<TrunkFields, 'port' | 'most' | 'addresses' | 'ranges'> & {
  readonly port: string
  readonly most: string
  readonly addresses: string
  readonly ranges: string
  readonly secret: string
}

const blank: TrunkFields = {
  ...{ name: '', kind: 'address', host: '', port: 5060, transport: 'udp', user: '', authName: '', format: 'plus' },
  ...{ identity: 'pai', addresses: [], ranges: [], main: '', most: null, on: true },
}

export function draftOf(trunk?: TrunkEntry): Draft {
  const { port, most, addresses, ranges, ...rest } = trunk ?? blank
  return {
    ...rest,
    port: String(port),
    most: most === null ? '' : String(most),
    addresses: addresses.join(', '),
    ranges: ranges.map(({ from, to }) => `${from}-${to}`).join(', '),
    secret: '',
  }
}

const listed = (text: string) => text.split(/[,\n]+/).flatMap(part => part.replaceAll(' ', '') || [])

/** What is wrong in it the hub says, by field. */
export function fieldsOf(draft: Draft): TrunkFields & { secret: string } {
  const { port, most, addresses, ranges, main, host, ...rest } = draft
  return {
    ...rest,
    host: host.trim(),
    main: main.replaceAll(' ', ''),
    port: Number(port),
    most: most.trim() === '' ? null : Number(most),
    addresses: listed(addresses),
    ranges: listed(ranges).map(range => {
      const [from = '', to = from] = range.split('-')
      return { from, to }
    }),
  }
}
