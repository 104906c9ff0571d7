/** Where the two sides of a call are, as Kamailio's dialog module has them: what a third needs that speaks in the name of one of them. */
import type { Dialog } from './replies.ts'

export type SideName = 'caller' | 'callee'
export const opposite = { caller: 'callee', callee: 'caller' } as const

export interface Reached {
  readonly tag: string
  readonly address: string
  /** Where its requests go: its Contact, and how to get there. */
  readonly target: string
  readonly routes: readonly string[]
  /** Kamailio's, as in "udp:192.0.2.1:5060". */
  readonly socket: string
  /** Of its last request that Kamailio counted; 0 for none. */
  readonly sequence: number
}

/**
 * Undefined for a call that was not answered yet, or is over. `at`: how who isn't where its Contact says is reached, as in ";alias="
 * (nathelper).
 */
export function sidesOf(
  dialog: Dialog,
  at: Readonly<Partial<Record<SideName, string>>> = {},
): Readonly<Record<SideName, Reached>> | undefined {
  const { caller, callee, state } = dialog
  if (!caller || !callee || state < 3 || state > 4) return undefined
  const reached = (name: SideName, address: string, side: typeof caller): Reached => {
    // A GRUU is looked up wherever it is now (RFC 5627).
    const alias = at[name] && !/;gr\b/.test(side.contact) ? `;alias=${at[name]}` : ''
    const routes = side.route_set === '' ? [] : side.route_set.split(/,\s*(?=<)/)
    return { tag: side.tag, address, target: side.contact + alias, routes, socket: side.socket, sequence: side.cseq }
  }
  return { caller: reached('caller', dialog.from_uri, caller), callee: reached('callee', dialog.to_uri, callee) }
}

/**
 * Route (RFC 3261 section 12.2.1.1) towards a side: in at Kamailio's door `host:port` for us, out by the socket that the side knows (rr,
 * double Record-Route), and on. `fromTag`: the caller's.
 */
export function routesTo(door: string, side: Reached, fromTag: string): readonly string[] {
  const [, protocol = 'udp', socket = ''] = /^(\w+):(.+)$/.exec(side.socket) ?? []
  const parameters = `r2=on;lr;ftag=${fromTag}`
  return [
    `<sip:${door};transport=tcp;${parameters}>`,
    `<sip:${socket};transport=${protocol};${parameters}>`,
    ...side.routes,
  ]
}
