/** Rules to a file on the user's own machine, and from one. */
import type { SignedIn } from '../../../../core/access/contract.ts'
import type { RulesFile } from '../../contract/files.ts'
import type { RuleOwner, RuleSet } from '../../contract/sets.ts'

/** "rules-organisation-v24.json" */
export function saveFile(set: RuleSet, { scope }: RuleOwner, { name }: Pick<SignedIn, 'name'>, version?: number): void {
  const from = { scope, name, ...(version !== undefined && { version }) }
  const file: RulesFile = { svara: 'rules', format: 1, from, at: new Date().toISOString(), ...set }
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `rules-${scope}${version === undefined ? '' : `-v${version}`}.json`
  link.click()
  URL.revokeObjectURL(url)
}
