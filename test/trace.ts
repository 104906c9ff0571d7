/** `npm run trace FIXTURE [CASE]`: a case of the rules, all the way: occurrence, facts, rules tried, decision, actions. */
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { z } from 'zod'
import { rulesFolder } from '../config/standard-rules.ts'
import type { Language } from '../core/define.ts'
import { trace } from '../core/flow/trace.ts'
import { type Case, caseSchema, decideCase } from './harness/cases.ts'

const [file, which = ''] = process.argv.slice(2)
if (!file) {
  process.stderr.write(
    `npm run trace FIXTURE [CASE]: FIXTURE is a file of cases, as ${relative(process.cwd(), rulesFolder)}/calls/vip.cases.json; CASE a part of a case's name\n`,
  )
  process.exit(2)
}

const out = (line = '') => process.stdout.write(`${line}\n`)

async function show(one: Case, language: Language): Promise<void> {
  const { decision, catalogue } = await decideCase(one)
  const { outcome, tried, also, milliseconds } = trace(decision, catalogue, { language, zone: 'Europe/Stockholm' })
  out(`# ${one.case}`)
  out(`occurrence  ${decision.occurrence.type} at ${decision.occurrence.at.toISOString()}`)
  out('facts')
  for (const [name, value] of Object.entries(one.facts)) out(`  ${name} = ${JSON.stringify(value)}`)
  out('rules tried')
  for (const { stage, rule, sentence } of tried) out(`  ${stage.padEnd(12)} ${rule.padEnd(38)} ${sentence}`)
  out(`decision    ${outcome} (${milliseconds.toFixed(1)} ms)`)
  out(`action      ${decision.route?.action.type} ${JSON.stringify(decision.route?.action.params ?? {})}`)
  for (const sentence of also) out(`also        ${sentence}`)
  out()
}

const cases = z.array(caseSchema).parse(JSON.parse(await readFile(file, 'utf8')))
const language = process.env.LANG?.startsWith('sv') ? 'sv' : 'en'
const chosen = cases.filter(one => one.case.includes(which))
if (chosen.length === 0) {
  process.stderr.write(`no case of ${file} has "${which}" in its name\n`)
  process.exit(2)
}
for (const one of chosen) await show(one, language)
