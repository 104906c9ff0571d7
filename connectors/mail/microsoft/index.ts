/**
 * Mail by Microsoft 365, as one mailbox of the company's: https://learn.microsoft.com/graph/api/user-sendmail with MIME. Tried against the
 * published contract only (docs/contacts.md says what that covers).
 */
import { HubError } from '../../../core/error.ts'
import { mailboxGrant, openAccess } from '../../microsoft/access.ts'
import { graph } from '../../microsoft/client.ts'
import { type MicrosoftOptions, microsoftApp } from '../../microsoft/token.ts'
import { mimeOf } from '../composed.ts'
import type { Mail } from '../port.ts'

export interface MicrosoftMailOptions extends MicrosoftOptions {
  /** What stands in From: the address is a mailbox's that the application may send as. */
  readonly from: string
}

export function microsoftMail({ from, ...options }: MicrosoftMailOptions): Mail {
  const app = microsoftApp(options, { port: 'mail', permission: 'Mail.Send' })
  const address = /<([^>]+)>/.exec(from)?.[1] ?? from
  const access = openAccess(app)(mailboxGrant(app, address), async () => {})
  const { ask, path } = graph(app, access)
  return {
    async send(letter) {
      const content = (await mimeOf(letter, from)).toString('base64')
      await ask(
        `/${path}/sendMail`,
        request => request.header('Content-Type', 'text/plain').post(content) as Promise<unknown>,
      ).catch((error: unknown) => {
        throw problem(error)
      })
    },
    // Whether it is let in, with a token of now, is all that it may ask.
    alive: () =>
      openAccess(app)(mailboxGrant(app, address), async () => {})
        .token()
        .then(
          () => true,
          () => false,
        ),
    async stop() {},
  }
}

/** Of the letter and whom it is for: https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode */
const forGood =
  /^(?:ErrorInvalidRecipients|ErrorMessageSizeExceeded|ErrorMimeContentInvalid|ErrorMimeContentInvalidBase64String)\b/

/** Only that is for good: who we are, and what we may, somebody may yet set right. */
function problem(error: unknown): unknown {
  if (!(error instanceof HubError)) return error
  const reason = String(error.details.reason)
  if (forGood.test(reason)) return new HubError('mail.refused', 422, { reason })
  return error.code === 'mail.unavailable' ? error : new HubError('mail.unavailable', 503, { reason })
}
