import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import type { Hub, Stored } from '../hub.ts'
import type { Decision } from './decision.ts'
import type { Occurrence } from './occurrence.ts'

export interface OccurrenceRow extends Stored {
  type: string
  subject: string
  at: Date
  /** JSON of data, scope, parties, causedBy, depth. */
  body: string
  owner: string
  leaseUntil: Date
  decidedAt: Date | null
}
export interface DecisionRow extends Stored {
  occurrenceId: string
  type: string
  subject: string
  at: Date
  rule: string | null
  action: string | null
  /** JSON of a `Decision`. */
  decision: string
}
export interface OutboxRow extends Stored {
  key: string
  type: string
  params: string
  decisionId: string
  state: 'waiting' | 'claimed' | 'done' | 'failed'
  expiresAt: Date
  claimedBy: string | null
  leaseUntil: Date | null
  error: string | null
}
export interface RuleRow extends Stored {
  scope: string
  owner: string
  on: string
  position: number
  version: string
  source: string
}
export interface RuleVersionRow extends Stored {
  scope: string
  owner: string
  number: number
  madeBy: string | null
  /** JSON of text, or of the words in both languages. */
  why: string | null
  sameAs: number | null
  size: number
  /** JSON of `RulesAndMore`. */
  body: string
}

type Table<Row extends object> = ModelStatic<Model<Row, Partial<Row>>>

const { STRING, TEXT, INTEGER } = DataTypes
const DATE = DataTypes.DATE(3)
const LONG = TEXT('medium')

/** The columns beside id, organisation and times; the migration and the models both read them here. */
export const columns = {
  occurrences: {
    type: { type: STRING(80), allowNull: false },
    subject: { type: STRING(190), allowNull: false },
    at: { type: DATE, allowNull: false },
    body: { type: LONG, allowNull: false },
    owner: { type: STRING(40), allowNull: false },
    leaseUntil: { type: DATE, allowNull: false },
    decidedAt: { type: DATE },
  },
  decisions: {
    occurrenceId: { type: STRING(64), allowNull: false },
    type: { type: STRING(80), allowNull: false },
    subject: { type: STRING(190), allowNull: false },
    at: { type: DATE, allowNull: false },
    rule: { type: STRING(190) },
    action: { type: STRING(80) },
    decision: { type: LONG, allowNull: false },
  },
  outbox: {
    key: { type: STRING(64), allowNull: false, unique: true },
    type: { type: STRING(80), allowNull: false },
    params: { type: LONG, allowNull: false },
    decisionId: { type: STRING(36), allowNull: false },
    state: { type: STRING(10), allowNull: false },
    expiresAt: { type: DATE, allowNull: false },
    claimedBy: { type: STRING(40) },
    leaseUntil: { type: DATE },
    error: { type: TEXT },
  },
  rules: {
    scope: { type: STRING(12), allowNull: false },
    owner: { type: STRING(36), allowNull: false },
    on: { type: STRING(80), allowNull: false },
    position: { type: INTEGER, allowNull: false },
    version: { type: STRING(36), allowNull: false },
    source: { type: LONG, allowNull: false },
  },
  ruleVersions: {
    scope: { type: STRING(12), allowNull: false },
    owner: { type: STRING(36), allowNull: false },
    number: { type: INTEGER, allowNull: false },
    madeBy: { type: STRING(36) },
    why: { type: TEXT },
    sameAs: { type: INTEGER },
    size: { type: INTEGER, allowNull: false },
    body: { type: LONG, allowNull: false },
  },
} as const

export function tables(database: Pick<Hub, 'table'>) {
  const { occurrences, decisions, outbox, rules, ruleVersions } = columns
  return {
    occurrences: database.table<OccurrenceRow>('occurrences', occurrences) as Table<OccurrenceRow>,
    decisions: database.table<DecisionRow>('decisions', decisions) as Table<DecisionRow>,
    outbox: database.table<OutboxRow>('outbox', outbox) as Table<OutboxRow>,
    rules: database.table<RuleRow>('rules', rules) as Table<RuleRow>,
    ruleVersions: database.table<RuleVersionRow>('rule_versions', ruleVersions) as Table<RuleVersionRow>,
  }
}

export function decisionRow(decision: Decision): Omit<DecisionRow, 'createdAt' | 'updatedAt'> {
  const { id, occurrence, route } = decision
  return {
    id,
    organisationId: occurrence.organisation,
    occurrenceId: occurrence.id,
    type: occurrence.type,
    subject: occurrence.subject,
    at: occurrence.at,
    rule: route?.rule ?? null,
    action: route?.action.type ?? null,
    decision: JSON.stringify(decision),
  }
}

export function parseDecision(text: string): Decision {
  const decision = JSON.parse(text) as Decision
  return { ...decision, occurrence: { ...decision.occurrence, at: new Date(decision.occurrence.at) } }
}

export function readOccurrence(row: OccurrenceRow): Occurrence {
  const { id, organisationId, type, subject, at, body } = row
  const { data, scope, parties, causedBy, depth } = JSON.parse(body)
  return { id, organisation: organisationId, type, subject, at, data, scope, parties, causedBy, depth }
}
