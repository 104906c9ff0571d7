/** Passwords that trunks are registered with: sealed in the database, since the provider asks for the password itself. */
import type { Hub } from '../../core/hub.ts'
import type { Tables } from './tables.ts'

/** As core/seal.ts writes them; a password of 64 characters at most is hardly ever like it. */
const isSealed = (text: string): boolean => /^[\w-]{8}\.[\w-]{38,}$/.test(text)

export function secretsOf({ seal, log }: Pick<Hub, 'seal' | 'log'>, { trunks }: Pick<Tables, 'trunks'>) {
  const closed = (id: string, secret: string): string => (secret === '' ? '' : seal.close(secret, id))

  return {
    closed,
    /** None where it was sealed with another key: the trunk asks for it again, and calls go out by the others. */
    opened: (id: string, secret: string): string => {
      if (!isSealed(secret)) return secret
      try {
        return seal.open(secret, id)
      } catch (error) {
        log.error({ err: error, trunk: id }, 'the password of a trunk does not open with this key')
        return ''
      }
    },
    /** Those that were written down before they were sealed. */
    sealAll: async (): Promise<void> => {
      for (const row of await trunks.findAll({ everyOrganisation: true })) {
        const { id, organisationId, secret } = row.get()
        if (secret === '' || isSealed(secret)) continue
        await trunks.update({ secret: closed(id, secret) }, { where: { organisationId, id, secret } })
      }
    },
  }
}
