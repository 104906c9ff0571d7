/** A decision in plain sentences: why did this call go there? */
import type { Language, Phrase } from '../define.ts'
import type { Catalogue } from './catalogue.ts'
import type { Decision, RuleOutcome, Seen, SeenTree, Tried } from './decision.ts'
import { capital, type Reader, said, telling } from './telling.ts'
import type { ToldDecision, ToldRule } from './told.ts'

export type { Reader } from './telling.ts'

/** `did`: what was done, without the rule that said so. */
export interface Trace extends ToldDecision {
  readonly did: string
}

const outcomes: Record<RuleOutcome, Phrase> = {
  won: { sv: 'Vann', en: 'Won' },
  held: { sv: 'Gällde', en: 'Held' },
  'not-held': { sv: 'Gällde inte', en: 'Did not hold' },
  unknown: { sv: 'Gick inte att avgöra', en: 'Could not be decided' },
  skipped: { sv: 'Hoppades över', en: 'Skipped' },
  failed: { sv: 'Gällde, men gick inte att utföra', en: 'Held, but could not be carried out' },
}

export function trace(decision: Decision, catalogue: Catalogue, reader: Reader): Trace {
  const { language } = reader
  const { tried, route, occurrence } = decision
  const tell = telling(decision, catalogue, reader)
  const winner = tried.find(({ outcome }) => outcome === 'won')
  const action = route && said(route.action, catalogue, tell.reader)
  const by = winner ? winner.title[language] : { sv: 'ingen regel gällde', en: 'no rule held' }[language]
  const happened = catalogue.events.get(occurrence.type)?.say[language] ?? occurrence.type
  return {
    happened: capital(happened),
    did: action ? `${capital(action)}.` : '',
    outcome: action ? `${capital(action)}: ${by}.` : `${capital(by)}.`,
    tried: tried.map(one => line(one, tell, reader)),
    notNeeded: decision.notNeeded ?? 0,
    saw: tell.facts(),
    also: decision.also.map(({ action }) => `${capital(said(action, catalogue, tell.reader))}.`),
    milliseconds: decision.tookMs,
  }
}

function line(tried: Tried, tell: ReturnType<typeof telling>, reader: Reader): ToldRule {
  const { rule, version, stage, scope, outcome } = tried
  const { language } = reader
  const title = tried.title[language]
  const seen = tried.conditions ? settling(tried.conditions) : []
  const clauses = tell.clauses(seen)
  if (tried.error) clauses.push(bare(reader.problem?.(tried.error) ?? tried.error))
  else if (clauses.length === 0 && outcome === 'won') clauses.push(always[language])
  const word = outcomes[outcome][language]
  const why = clauses.join('; ')
  return {
    ...{ rule, stage, scope, title, outcome },
    ...(version !== undefined && { version }),
    scopeName: scopeName(tried, reader),
    reason: why ? `${word}: ${why}.` : `${word}.`,
    sentence: `${word}: ${title}.${seen.length > 0 || tried.error ? ` ${capital(why)}.` : ''}`,
  }
}

/** As a clause: whoever says it adds the full stop. */
const bare = (sentence: string) => sentence.replace(/\.$/, '')

/** Said of a rule without conditions. */
const always: Phrase = { sv: 'den gäller alltid', en: 'it always holds' }

/** The conditions that settled it: those that held where it held, those that failed where it failed. */
function settling(tree: SeenTree): Seen[] {
  if ('fact' in tree) return [tree]
  if ('not' in tree) return settling(tree.not)
  const parts = 'all' in tree ? tree.all : tree.any
  const deciding = parts.filter(part => part.held === tree.held)
  return (deciding.length > 0 ? deciding : parts).flatMap(settling)
}

const scopes: Record<Exclude<Tried['scope'], 'organisation'>, Phrase> = {
  standard: { sv: 'Standard', en: 'Standard' },
  person: { sv: 'Personlig', en: 'Personal' },
  number: { sv: 'Numrets', en: "The number's" },
  queue: { sv: 'Köns', en: "The queue's" },
}
const mine: Phrase = { sv: 'Min', en: 'Mine' }
const ours: Phrase = { sv: 'Organisationens', en: "The organisation's" }

function scopeName({ scope, rule }: Tried, { language, person, organisation }: Reader): string {
  if (scope === 'organisation') return organisation ?? ours[language]
  // A rule's key begins with its scope and its owner: `ruleKey`.
  if (scope === 'person' && person !== undefined && rule.startsWith(`person/${person}`)) return mine[language]
  return scopes[scope][language satisfies Language]
}
