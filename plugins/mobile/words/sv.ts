import type { en } from './en.ts'

export const sv: Record<keyof typeof en, string> = {
  'mobile.number-missing': 'Skriv numret till din mobil först.',
  'mobile.no-number': '{number} är inget telefonnummer.',
  'mobile.inside': '{number} är ett av organisationens egna nummer.',
  'mobile.none': 'Det finns ingen mobil att ringa.',
  'mobile.twice': 'Din mobil ringer redan.',
  'field.rings': 'När den ringer',
  'field.known': 'Visas som jag',
  'field.calls': 'Hur jag ringer',
}
