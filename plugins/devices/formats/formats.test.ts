import { expect, test } from 'vitest'
import { formatOf, macIn } from './index.ts'
import { linphone } from './linphone.ts'
import type { Profile } from './profile.ts'
import { snom } from './snom.ts'
import { yealink } from './yealink.ts'

const profile: Profile = {
  host: 'svara.example',
  sipPort: 5060,
  tls: { port: 5061, trusted: true },
  domain: 'norrsken.svara.example',
  user: '1001',
  authName: '1001-desk',
  secret: 'abc&<d"e',
  name: 'Anna "A" Svensson & Co',
  language: 'sv',
  voicemail: '1099',
  keys: [
    { user: '1002', name: 'Björn Lind' },
    { user: '1003', name: 'Cecilia <Öberg>' },
  ],
}
const plain: Profile = { ...profile, tls: undefined, voicemail: undefined, keys: [], language: 'en' }

/** Lines of `name = value`. Anything else is none of the format. */
function settings(text: string): Record<string, string> {
  const [first, ...lines] = text.trimEnd().split('\n')
  expect(first).toBe('#!version:1.0.0.1')
  return Object.fromEntries(
    lines.map(line => {
      const [, name, value] = /^([a-z_]+(?:\.[a-z0-9_]+)+) = (.*)$/.exec(line) ?? []
      if (name === undefined || value === undefined) throw new Error(`not a setting: ${line}`)
      return [name, value]
    }),
  )
}

/** Elements with their attributes and text, where the XML is well formed. */
function elements(xml: string): { name: string; attributes: Record<string, string>; text: string }[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = []
  const open: string[] = []
  const plainText = (text: string) => text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
  const body = xml.replace(/^<\?xml version="1\.0" encoding="utf-8"\?>\n/i, '')
  for (const [, close, name = '', attributes = '', text = ''] of body.matchAll(/<(\/?)([\w-]+)([^>]*)>([^<]*)/g)) {
    if (close) {
      if (open.pop() !== name) throw new Error(`${name} is closed where it is not open`)
    } else {
      open.push(name)
      const pairs = [...attributes.matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        plainText(value),
      ])
      found.push({ name, attributes: Object.fromEntries(pairs), text: plainText(text.trim()) })
    }
  }
  expect(open).toEqual([])
  return found
}

test('Yealink: an account over TLS with SRTP, and keys that show lines', () => {
  const set = settings(yealink(profile))
  expect(set).toMatchObject({
    'account.1.enable': '1',
    'account.1.user_name': '1001',
    'account.1.auth_name': '1001-desk',
    'account.1.password': 'abc&<d"e',
    'account.1.sip_server.1.address': 'norrsken.svara.example',
    'account.1.sip_server.1.port': '5061',
    'account.1.sip_server.1.transport_type': '2',
    'account.1.outbound_proxy.1.address': 'svara.example',
    'account.1.srtp_encryption': '1',
    'account.1.subscribe_mwi': '1',
    'voice_mail.number.1': '1099',
    'static.security.trust_certificates': '1',
    'lang.gui': 'Swedish',
    'account.1.direct_pickup_code': '*8',
    'linekey.2.type': '16',
    'linekey.2.value': '1002',
    'linekey.3.label': 'Cecilia <Öberg>',
  })
  expect(settings(yealink(plain))).toMatchObject({
    'account.1.sip_server.1.port': '5060',
    'account.1.sip_server.1.transport_type': '0',
    'account.1.srtp_encryption': '0',
    'lang.gui': 'English',
  })
  expect(settings(yealink({ ...profile, name: 'Anna\naccount.1.password = x' }))['account.1.password']).toBe('abc&<d"e')
})

test('Snom: the same in XML, whatever stands in a name', () => {
  const found = elements(snom(profile))
  const value = (name: string) => found.find(one => one.name === name)
  expect(found[0]?.name).toBe('settings')
  expect(value('user_realname')).toEqual({
    ...{ name: 'user_realname', text: profile.name, attributes: { idx: '1', perm: '' } },
  })
  expect(value('user_pname')?.text).toBe('1001-desk')
  expect(value('user_pass')?.text).toBe('abc&<d"e')
  expect(value('user_host')?.text).toBe('norrsken.svara.example')
  expect(value('user_outbound')?.text).toBe('sip:svara.example:5061;transport=tls')
  expect(value('user_srtp')?.text).toBe('on')
  expect(value('user_mailbox')?.text).toBe('1099')
  expect(found.filter(one => one.name === 'fkey')).toEqual([
    {
      name: 'fkey',
      text: 'blf sip:1002@norrsken.svara.example|*8',
      attributes: { idx: '0', context: '1', label: 'Björn Lind', perm: '' },
    },
    {
      name: 'fkey',
      text: 'blf sip:1003@norrsken.svara.example|*8',
      attributes: { idx: '1', context: '1', label: 'Cecilia <Öberg>', perm: '' },
    },
  ])
  expect(elements(snom(plain)).find(one => one.name === 'user_outbound')?.text).toBe(
    'sip:svara.example:5060;transport=udp',
  )
})

test('Linphone: sections and entries that its own program reads', () => {
  const entries = Object.fromEntries(
    elements(linphone(profile))
      .filter(one => one.name === 'entry')
      .map(one => [one.attributes.name, one.text]),
  )
  expect(entries).toMatchObject({
    reg_proxy: '<sip:svara.example:5061;transport=tls>',
    reg_identity: '"Anna A Svensson & Co" <sip:1001@norrsken.svara.example>',
    userid: '1001-desk',
    passwd: 'abc&<d"e',
    media_encryption: 'srtp',
    verify_server_certs: '1',
  })
})

test('who asks for which file', () => {
  expect(formatOf('001565ABCDEF.cfg')).toMatchObject({ mac: '001565abcdef' })
  expect(formatOf('y000000000108.cfg')?.common?.body).toBe('#!version:1.0.0.1\n')
  expect(formatOf('snomD785-000413ABCDEF.xml')).toMatchObject({ mac: '000413abcdef' })
  expect(formatOf('snom.xml')?.mac).toBeUndefined()
  expect(formatOf('linphone.xml')?.write?.(profile).type).toContain('xml')
  expect(JSON.parse(formatOf('phone.json')?.write?.(profile).body ?? '')).toEqual(profile)
  for (const other of ['', 'index.html', '../etc/passwd', '001565abcdef.boot', 'y1.cfg']) {
    expect(formatOf(other)).toBeUndefined()
  }
  expect(macIn('Yealink SIP-T46U 108.86.0.20 00:15:65:AB:cd:ef')).toBe('001565abcdef')
  expect(macIn('Mozilla/4.0 (compatible; snomD785-SIP 10.1.73.16 1.1.5-0 000413ABCDEF)')).toBe('000413abcdef')
  expect(macIn('Linphone-Desktop/5.2.4 (belle-sip/5.3)')).toBeUndefined()
})
