/** The messages of RFC 4475, and what may come back for each from a phone's and from a trunk's door. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Torture {
  /** Section of the RFC. */
  readonly section: string
  readonly name: string
  readonly bytes: Buffer
  /** Statuses over UDP, final ones; none: it is dropped. */
  readonly phones: number | undefined
  readonly trunk: number | undefined
  /** A hub is asked about it, at the trunk's door. */
  readonly isAsked: boolean
}

const dropped = undefined
/** To the phones' door, a domain that is none of ours. */
const noDomain = 403
/** To the trunk's door, a number that is nobody's: the hub was asked and said so. */
const nobodys = 404
/** At the trunk's door: nobody registers there, and no other method is known. */
const notHere = 405
const malformed = 400
const welcome = 200

/**
 * Valid and refused all the same: wsinv (CSeq folded before its method), intmeth and esc02 (header names with "%"), which Kamailio's parser
 * doesn't read, and dblreq, of whose datagram we'd rather not guess how much is meant.
 */
const expected: Readonly<
  Record<string, readonly [section: string, phones: number | undefined, trunk: number | undefined]>
> = {
  wsinv: ['3.1.1.1', dropped, dropped],
  intmeth: ['3.1.1.2', dropped, dropped],
  esc01: ['3.1.1.3', noDomain, nobodys],
  escnull: ['3.1.1.4', noDomain, notHere],
  esc02: ['3.1.1.5', dropped, dropped],
  lwsdisp: ['3.1.1.6', welcome, welcome],
  longreq: ['3.1.1.7', noDomain, nobodys],
  dblreq: ['3.1.1.8', malformed, malformed],
  semiuri: ['3.1.1.9', welcome, welcome],
  transports: ['3.1.1.10', welcome, welcome],
  mpart01: ['3.1.1.11', noDomain, notHere],
  unreason: ['3.1.1.12', dropped, dropped],
  noreason: ['3.1.1.13', dropped, dropped],
  badinv01: ['3.1.2.1', dropped, dropped],
  clerr: ['3.1.2.2', malformed, malformed],
  ncl: ['3.1.2.3', dropped, dropped],
  scalar02: ['3.1.2.4', malformed, malformed],
  scalarlg: ['3.1.2.5', dropped, dropped],
  quotbal: ['3.1.2.6', dropped, dropped],
  ltgtruri: ['3.1.2.7', malformed, malformed],
  lwsruri: ['3.1.2.8', dropped, dropped],
  lwsstart: ['3.1.2.9', dropped, dropped],
  trws: ['3.1.2.10', welcome, welcome],
  escruri: ['3.1.2.11', noDomain, nobodys],
  baddate: ['3.1.2.12', noDomain, nobodys],
  regbadct: ['3.1.2.13', noDomain, notHere],
  badaspec: ['3.1.2.14', welcome, welcome],
  baddn: ['3.1.2.15', malformed, malformed],
  badvers: ['3.1.2.16', dropped, dropped],
  mismatch01: ['3.1.2.17', malformed, malformed],
  mismatch02: ['3.1.2.18', malformed, malformed],
  bigcode: ['3.1.2.19', dropped, dropped],
  badbranch: ['3.2.1', welcome, welcome],
  insuf: ['3.3.1', dropped, dropped],
  unkscm: ['3.3.2', malformed, malformed],
  novelsc: ['3.3.3', malformed, malformed],
  unksm2: ['3.3.4', malformed, malformed],
  bext01: ['3.3.5', 420, 420],
  invut: ['3.3.6', noDomain, nobodys],
  regaut01: ['3.3.7', noDomain, notHere],
  multi01: ['3.3.8', dropped, dropped],
  mcl01: ['3.3.9', dropped, dropped],
  bcast: ['3.3.10', dropped, dropped],
  zeromf: ['3.3.11', 483, 483],
  cparam01: ['3.3.12', noDomain, notHere],
  cparam02: ['3.3.13', noDomain, notHere],
  regescrt: ['3.3.14', noDomain, notHere],
  sdp01: ['3.3.15', noDomain, nobodys],
  inv2543: ['3.4.1', malformed, malformed],
}

const folder = join(import.meta.dirname, 'messages')

export const tortures: readonly Torture[] = Object.entries(expected).map(([name, [section, phones, trunk]]) => ({
  section,
  name,
  bytes: readFileSync(join(folder, `${section}-${name}.dat`)),
  phones,
  trunk,
  isAsked: trunk === nobodys,
}))

/** As in the message itself: responses have it too. */
export const callIdOf = (bytes: Buffer): string | undefined =>
  /^(?:call-id|i)[ \t]*:[ \t]*(.*?)[ \t]*\r$/im.exec(bytes.toString('latin1'))?.[1]
