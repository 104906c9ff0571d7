/** Who sends this hub's letters: a mail server where one is named, or else whoever reads calendars for the company. */
import { absentMail } from '../connectors/mail/absent.ts'
import { googleMail } from '../connectors/mail/google/index.ts'
import { microsoftMail } from '../connectors/mail/microsoft/index.ts'
import type { Mail } from '../connectors/mail/port.ts'
import { smtpMail } from '../connectors/mail/smtp/index.ts'
import { isOneTenant } from '../connectors/microsoft/token.ts'
import type { Environment } from './environment.ts'

export function mailOf({ mail, microsoft, google }: Pick<Environment, 'mail' | 'microsoft' | 'google'>): Mail {
  if (!mail) return absentMail('no SVARA_MAIL_FROM')
  const { url, from } = mail
  if (url !== undefined) return smtpMail({ url, from })
  if (microsoft && isOneTenant(microsoft.tenant)) return microsoftMail({ ...microsoft, from })
  return google.serviceAccount ? googleMail({ ...google, from }) : absentMail('no SVARA_SMTP')
}
