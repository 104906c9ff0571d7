/**
 * Remote provisioning of Linphone (its apps and liblinphone): a configuration in XML, by link or QR code.
 * https://wiki.linphone.org/xwiki/wiki/public/view/Lib/Features/Remote%20Provisioning/
 */
import { inXml, type Profile } from './profile.ts'

export function linphone(profile: Profile): string {
  const { tls, user, domain, name, host, voicemail } = profile
  const proxy = `<sip:${host}:${tls?.port ?? profile.sipPort};transport=${tls ? 'tls' : 'udp'}>`
  const sections: Record<string, [string, string | number][]> = {
    sip: [
      ['default_proxy', 0],
      ['media_encryption', tls ? 'srtp' : 'none'],
      ['media_encryption_mandatory', 0],
      ['verify_server_certs', tls?.trusted ? 1 : 0],
      ['verify_server_cn', tls?.trusted ? 1 : 0],
    ],
    proxy_0: [
      ['reg_proxy', proxy],
      ['reg_route', proxy],
      ['reg_identity', `"${name.replaceAll(/["\\]/g, '')}" <sip:${user}@${domain}>`],
      ['reg_expires', 300],
      ['reg_sendregister', 1],
      ['publish', 0],
      ...(voicemail ? ([['voicemail_uri', `sip:${voicemail}@${domain}`]] as [string, string][]) : []),
    ],
    auth_info_0: [
      ['username', user],
      ['userid', profile.authName],
      ['passwd', profile.secret],
      ['realm', domain],
      ['domain', domain],
    ],
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<config xmlns="http://www.linphone.org/xsds/lpconfig.xsd">',
    ...Object.entries(sections).flatMap(([section, entries]) => [
      `  <section name="${section}">`,
      ...entries.map(([key, value]) => `    <entry name="${key}" overwrite="true">${inXml(String(value))}</entry>`),
      '  </section>',
    ]),
    '</config>',
    '',
  ].join('\n')
}
