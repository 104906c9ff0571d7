/** Which file a phone asks for, and what is in it. */
import type { Document } from '../../../core/hub.ts'
import { linphone } from './linphone.ts'
import type { Profile } from './profile.ts'
import { snom } from './snom.ts'
import { yealink, yealinkCommon } from './yealink.ts'

export interface Format {
  /** Says who the phone is and gives its secret. Undefined: the same for all. */
  readonly write?: (profile: Profile) => Document
  readonly common?: Document
  /** MAC address in its name. */
  readonly mac?: string | undefined
}

const text = 'text/plain; charset=utf-8'
const xml = 'text/xml; charset=utf-8'
const mac = '([0-9a-f]{12})'

/** Undefined: nobody's. */
export function formatOf(file: string): Format | undefined {
  const name = file.toLowerCase()
  const yealinkMac = new RegExp(`^${mac}\\.cfg$`).exec(name)?.[1]
  if (yealinkMac) return { mac: yealinkMac, write: profile => ({ type: text, body: yealink(profile) }) }
  if (/^y\d{12}\.cfg$/.test(name)) return { common: { type: text, body: yealinkCommon } }
  const snomMac = new RegExp(`^(?:snom[a-z0-9]*-)?${mac}\\.xml$`).exec(name)?.[1]
  if (snomMac || name === 'snom.xml') return { mac: snomMac, write: profile => ({ type: xml, body: snom(profile) }) }
  if (name === 'linphone.xml') return { write: profile => ({ type: xml, body: linphone(profile) }) }
  if (name === 'phone.json') {
    return { write: profile => ({ type: 'application/json', body: `${JSON.stringify(profile, undefined, 2)}\n` }) }
  }
  return undefined
}

/** Phones name themselves with it: "Yealink SIP-T46U 108.86.0.20 00:15:65:ab:cd:ef", "Mozilla/4.0 (compatible; snomD785-SIP 10.1 000413ABCDEF)". */
export const macIn = (userAgent: string): string | undefined =>
  /\b(?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2}\b/i.exec(userAgent)?.[0].replaceAll(/[:-]/g, '').toLowerCase()
