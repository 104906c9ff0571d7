/** The standard policy: the files in rules/, in the order that rules/standard.json gives, for the plugins that are there. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Catalogue } from '../core/flow/catalogue.ts'
import { problems } from '../core/flow/check.ts'
import { type Rule, ruleFileSchema } from '../core/flow/rule.ts'
import type { RuleIndex } from '../core/flow/rules.ts'

export const rulesFolder = join(import.meta.dirname, '../rules')

const orderSchema = z.strictObject({ order: z.array(z.string()) })

/** Throws when a file is not understood. */
export async function standardRules(
  plugins: readonly string[],
  folder: string = rulesFolder,
): Promise<readonly Rule[]> {
  const { order } = orderSchema.parse(await json(join(folder, 'standard.json')))
  const files = await Promise.all(
    order.map(async name => {
      const file = ruleFileSchema.safeParse(await json(join(folder, `${name}.json`)))
      if (!file.success) throw new Error(`rules/${name}.json: ${z.prettifyError(file.error)}`)
      return file.data
    }),
  )
  return files.filter(({ needs }) => needs.every(id => plugins.includes(id))).flatMap(({ rules }) => rules)
}

/** Throws when a rule speaks of what nobody declared. */
export function installStandard(rules: readonly Rule[], index: RuleIndex, catalogue: Catalogue): void {
  for (const rule of rules) {
    const [problem] = problems(rule, catalogue)
    if (problem)
      throw new Error(`rule ${rule.name}, ${problem.field}: ${problem.code} ${JSON.stringify(problem.details)}`)
  }
  index.replace(
    'standard',
    undefined,
    undefined,
    rules.map((rule, position) => ({ scope: 'standard', on: rule.on, position, source: JSON.stringify(rule) })),
  )
}

const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'))
