/** The plugin's tables. Nobody else reads them, except Kamailio its two views (migrations/002-views.ts). */
import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { id } from '../../core/database/columns.ts'
import type { Language, Plan, Role } from '../../core/define.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { NumberKind } from './contract/numbers.ts'
import type { OpeningHours } from './contract/opening.ts'

/** Its `id` and `organisationId` are the same. */
export interface OrganisationRow {
  slug: string
  name: string
  domain: string
  zone: string
  country: string
  areaCode: string | null
  language: Language
  openingHours: OpeningHours
  peopleClose: boolean
}

export interface ClosedDayRow {
  day: string
  sv: string
  en: string
}

export interface TeamRow {
  name: string
}

export interface PersonRow {
  name: string
  /** In lower case. */
  email: string
  passwordHash: string | null
  role: Role
  plan: Plan
  teamId: string | null
  language: Language
  disabled: boolean
}

/** Everybody has one of kind `person`, which holds the short number, with or without a landline number. */
export interface NumberRow {
  kind: NumberKind
  name: string
  e164: string | null
  short: string | null
  personId: string | null
  closesOutsideHours: boolean
  openingHours: OpeningHours | null
}

export interface MemberRow {
  numberId: string
  personId: string
  position: number
}

export interface DeviceRow {
  personId: string
  label: string
  authName: string
  domain: string
  ha1: string
  /** The session whose app this is; null for what an administrator added. */
  sessionId: string | null
}

const required = (type: string | DataTypes.DataType) => ({ type, allowNull: false })

export const columns = {
  organisations: {
    slug: required(DataTypes.STRING(60)),
    name: required(DataTypes.STRING(100)),
    domain: required(DataTypes.STRING(190)),
    zone: required(DataTypes.STRING(60)),
    country: required(DataTypes.STRING(2)),
    areaCode: { type: DataTypes.STRING(6) },
    language: required(DataTypes.STRING(2)),
    openingHours: required(DataTypes.JSON),
    peopleClose: required(DataTypes.BOOLEAN),
  },
  closedDays: {
    day: required(DataTypes.STRING(10)),
    sv: required(DataTypes.STRING(80)),
    en: required(DataTypes.STRING(80)),
  },
  teams: { name: required(DataTypes.STRING(100)) },
  people: {
    name: required(DataTypes.STRING(100)),
    email: required(DataTypes.STRING(190)),
    passwordHash: { type: DataTypes.STRING(200) },
    role: required(DataTypes.STRING(20)),
    plan: required(DataTypes.STRING(20)),
    teamId: { type: id },
    language: required(DataTypes.STRING(2)),
    disabled: required(DataTypes.BOOLEAN),
  },
  numbers: {
    kind: required(DataTypes.STRING(20)),
    name: required(DataTypes.STRING(100)),
    e164: { type: DataTypes.STRING(16) },
    short: { type: DataTypes.STRING(6) },
    personId: { type: id },
    closesOutsideHours: required(DataTypes.BOOLEAN),
    openingHours: { type: DataTypes.JSON },
  },
  numberMembers: {
    numberId: required(id),
    personId: required(id),
    position: required(DataTypes.INTEGER),
  },
  devices: {
    personId: required(id),
    label: required(DataTypes.STRING(60)),
    authName: required(DataTypes.STRING(80)),
    domain: required(DataTypes.STRING(190)),
    ha1: required(DataTypes.STRING(32)),
    sessionId: { type: id },
  },
}

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export interface Tables {
  readonly organisations: Table<OrganisationRow>
  readonly closedDays: Table<ClosedDayRow>
  readonly teams: Table<TeamRow>
  readonly people: Table<PersonRow>
  readonly numbers: Table<NumberRow>
  readonly members: Table<MemberRow>
  readonly devices: Table<DeviceRow>
}

export const directoryTables = (hub: Pick<Hub, 'table'>): Tables => ({
  organisations: hub.table<OrganisationRow>('organisations', columns.organisations),
  closedDays: hub.table<ClosedDayRow>('closed_days', columns.closedDays),
  teams: hub.table<TeamRow>('teams', columns.teams),
  people: hub.table<PersonRow>('people', columns.people),
  numbers: hub.table<NumberRow>('numbers', columns.numbers),
  members: hub.table<MemberRow>('number_members', columns.numberMembers),
  devices: hub.table<DeviceRow>('devices', columns.devices),
})
