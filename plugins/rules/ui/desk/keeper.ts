/** The rules on the hub, as the store asks for them. */
import { type ApiClient, ApiError } from '../../../../core/http/client.ts'
import { readCatalogue } from '../../contract/catalogue.ts'
import { type Draft, readRules, saveDraft } from '../../contract/versions.ts'
import type { Keeper } from './on-hub.ts'

export function keeper(api: ApiClient): Keeper {
  return {
    async read(whose) {
      const { set, version, draft } = await api.call(readRules, whose)
      return {
        inForce: set,
        version: version?.number,
        draft: draft?.set,
        base: draft?.base ?? version?.number ?? 0,
        revision: draft?.revision ?? 0,
      }
    },
    catalogue: () => api.call(readCatalogue, {}),
    async write(whose, { set, base, revision }) {
      try {
        const kept = await api.call(saveDraft, { ...whose, revision, base, set })
        return { state: 'kept', revision: kept.revision }
      } catch (error) {
        // A proxy in between says that the hub is away, too.
        if (!(error instanceof ApiError) || error.status >= 502 || error.code === 'access.sign-in') throw error
        if (error.code !== 'rules.draft-changed') return { state: 'refused', why: error.say }
        const theirs = error.details.draft as Draft | null
        return { state: 'overtaken', theirs: theirs?.set, revision: theirs?.revision ?? 0 }
      }
    },
  }
}
