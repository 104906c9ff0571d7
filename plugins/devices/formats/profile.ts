/** What every format says in its own way. */
export interface Profile {
  /** Name or address where signalling is. */
  readonly host: string
  readonly sipPort: number
  /** Signalling over TLS, and SRTP with it. `trusted`: by a certificate that a phone can check. */
  readonly tls?: { readonly port: number; readonly trusted: boolean } | undefined
  readonly domain: string
  readonly user: string
  readonly authName: string
  readonly secret: string
  /** Who it is: shown by the phone. */
  readonly name: string
  readonly language: 'sv' | 'en'
  /** Number of the voicemail box, as dialled inside. */
  readonly voicemail: string | undefined
  /** Colleagues whose lines its keys show. */
  readonly keys: readonly { readonly user: string; readonly name: string }[]
}

/** What the standard policy (rules/transfer/codes.json) has phones dial before a short number to take a call that rings there. */
export const pickUp = '*8'

export const inXml = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
