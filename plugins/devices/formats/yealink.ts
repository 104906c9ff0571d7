/**
 * Yealink's text format, as its "SIP IP Phones Auto Provisioning Guide" and "Administrator Guide" (V84 to V86) have it: the phone asks for
 * y and twelve digits of its model, .cfg, and then for its MAC address with .cfg. https://support.yealink.com/en/portal/docList?archiveType=document
 */
import { type Profile, pickUp } from './profile.ts'

/** One that says nothing: what is common to all of a model. */
export const yealinkCommon = '#!version:1.0.0.1\n'

const blf = 16
const transports = { udp: 0, tls: 2 } as const

export function yealink(profile: Profile): string {
  const { tls, keys, voicemail } = profile
  const settings: [string, string | number][] = [
    ['account.1.enable', 1],
    ['account.1.label', profile.name],
    ['account.1.display_name', profile.name],
    ['account.1.user_name', profile.user],
    ['account.1.auth_name', profile.authName],
    ['account.1.password', profile.secret],
    ['account.1.sip_server.1.address', profile.domain],
    ['account.1.sip_server.1.port', tls?.port ?? profile.sipPort],
    ['account.1.sip_server.1.transport_type', tls ? transports.tls : transports.udp],
    ['account.1.sip_server.1.expires', 300],
    // The domain need not be in DNS.
    ['account.1.outbound_proxy_enable', 1],
    ['account.1.outbound_proxy.1.address', profile.host],
    ['account.1.outbound_proxy.1.port', tls?.port ?? profile.sipPort],
    ['account.1.srtp_encryption', tls ? 1 : 0],
    ['account.1.subscribe_mwi', 1],
    ['account.1.subscribe_mwi_expires', 3600],
    ['account.1.blf.subscribe_period', 3600],
    // A key whose lamp blinks dials it with the number of its line.
    ['account.1.direct_pickup_code', pickUp],
    ['account.1.group_pickup_code', pickUp],
    // RFC 3325: who calls is in P-Asserted-Identity, else in From.
    ['account.1.cid_source', 2],
    ...(voicemail ? ([['voice_mail.number.1', voicemail]] as [string, string][]) : []),
    ['static.security.trust_certificates', tls?.trusted ? 1 : 0],
    ['lang.gui', profile.language === 'sv' ? 'Swedish' : 'English'],
    // The first key is the line itself.
    ...keys.flatMap(({ user, name }, index): [string, string | number][] => {
      const key = `linekey.${index + 2}`
      return [
        [`${key}.type`, blf],
        [`${key}.line`, 1],
        [`${key}.value`, user],
        [`${key}.label`, name],
      ]
    }),
  ]
  return yealinkCommon + settings.map(([name, value]) => `${name} = ${oneLine(value)}\n`).join('')
}

/** A value goes to the end of the line, and no further. */
const oneLine = (value: string | number) => String(value).replaceAll(/[\r\n]+/g, ' ')
