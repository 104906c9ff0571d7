import type { Language } from '../../core/define.ts'
import { type AlarmKind, spendingAlert } from './contract.ts'

/** What an administrator reads in the mail. */
export function letter(
  what: AlarmKind,
  { about, dialled, language }: { about: string | undefined; dialled: string | undefined; language: Language },
): { subject: string; text: string } {
  const sv = language === 'sv'
  const said = spendingAlert.values?.[what]?.[language] ?? what
  const lines = [
    `${said.charAt(0).toUpperCase()}${said.slice(1)}.`,
    ...(about === undefined ? [] : [`${sv ? 'Vem' : 'Who'}: ${about}`]),
    ...(dialled === undefined ? [] : [`${sv ? 'Ringt nummer' : 'Number called'}: ${dialled}`]),
    '',
    sv
      ? 'Gränserna och dagens samtal står under Administration, Kostnader.'
      : 'Limits and today’s calls are under Administration, Costs.',
  ]
  return { subject: sv ? 'Svara: larm om samtalskostnader' : 'Svara: alarm about call costs', text: lines.join('\n') }
}
