/**
 * Snom's XML settings: https://service.snom.com/display/wiki/Desk+Phone+Configuration+Files and the pages of each setting there. An empty
 * `perm` has the phone take what comes, and lets its user change it.
 */
import { inXml, type Profile, pickUp } from './profile.ts'

export function snom(profile: Profile): string {
  const { tls, keys, voicemail, host, domain } = profile
  const port = tls?.port ?? profile.sipPort
  const identity: [string, string][] = [
    ['user_active', 'on'],
    ['user_realname', profile.name],
    ['user_name', profile.user],
    ['user_pname', profile.authName],
    ['user_pass', profile.secret],
    ['user_host', domain],
    ['user_outbound', `sip:${host}:${port};transport=${tls ? 'tls' : 'udp'}`],
    ['user_expiry', '300'],
    ['user_srtp', tls ? 'on' : 'off'],
    // Offered, and done without where the other side can't (RFC 4568 in RTP/SAVP, or plain RTP/AVP).
    ['user_savp', tls ? 'optional' : 'off'],
    ...(voicemail ? ([['user_mailbox', voicemail]] as [string, string][]) : []),
  ]
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<settings>',
    '  <phone-settings>',
    `    <language perm="">${profile.language === 'sv' ? 'Svenska' : 'English'}</language>`,
    `    <check_fqdn_against_server_cert perm="">${tls?.trusted ? 'on' : 'off'}</check_fqdn_against_server_cert>`,
    ...identity.map(([name, value]) => `    <${name} idx="1" perm="">${inXml(value)}</${name}>`),
    '  </phone-settings>',
    '  <functionKeys e="2">',
    // Behind the line: what is dialled with its number while it rings.
    ...keys.map(
      ({ user, name }, index) =>
        `    <fkey idx="${index}" context="1" label="${inXml(name)}" perm="">blf sip:${inXml(user)}@${inXml(domain)}|${pickUp}</fkey>`,
    ),
    '  </functionKeys>',
    '</settings>',
    '',
  ].join('\n')
}
