/**
 * Mail by Gmail, as one user of the company's: https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages/send. Tried
 * against the published contract only (docs/contacts.md says what that covers).
 */
import type { OAuth2Client } from 'google-auth-library'
import type { gmail_v1 } from 'googleapis/build/src/apis/gmail/v1.js'
import { HubError } from '../../../core/error.ts'
import { type GoogleOptions, google, mailboxGrant } from '../../google/client.ts'
import { mimeOf } from '../composed.ts'
import type { Mail } from '../port.ts'

export interface GoogleMailOptions extends GoogleOptions {
  /** What stands in From: the address is a user's whom the service account may send as. */
  readonly from: string
}

const scopes = ['https://www.googleapis.com/auth/gmail.send']

async function gmailApi(auth: OAuth2Client): Promise<{ gmail: gmail_v1.Gmail; auth: OAuth2Client }> {
  const { gmail_v1 } = await import('googleapis/build/src/apis/gmail/v1.js')
  return { gmail: new gmail_v1.Gmail({ auth }), auth }
}

export function googleMail({ from, ...options }: GoogleMailOptions): Mail {
  const app = { ...options, port: 'mail', scopes }
  const address = /<([^>]+)>/.exec(from)?.[1] ?? from
  const open = () => google(app, gmailApi)(mailboxGrant(address), async () => {})
  const ask = open()
  return {
    async send(letter) {
      const raw = (await mimeOf(letter, from)).toString('base64url')
      await ask(({ gmail }) => gmail.users.messages.send({ userId: 'me', requestBody: { raw } })).catch(
        (error: unknown) => {
          throw problem(error)
        },
      )
    },
    // Whether it is let in, with a token of now, is all that it may ask.
    alive: () =>
      open()(async ({ auth }) => ({ data: await auth.getAccessToken() })).then(
        () => true,
        () => false,
      ),
    async stop() {},
  }
}

/** Of the letter and whom it is for: https://developers.google.com/workspace/gmail/api/guides/handle-errors */
const forGood = /^(?:invalidArgument|badRequest|uploadTooLarge)\b/

/** Only that is for good: who we are, and what we may, somebody may yet set right. */
function problem(error: unknown): unknown {
  if (!(error instanceof HubError)) return error
  const reason = String(error.details.reason)
  if (forGood.test(reason)) return new HubError('mail.refused', 422, { reason })
  return error.code === 'mail.unavailable' ? error : new HubError('mail.unavailable', 503, { reason })
}
