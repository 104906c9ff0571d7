import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import type { CalendarInfo, VendorName } from '../../connectors/calendar/port.ts'
import { id, longText, time } from '../../core/database/columns.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { Covers, LinkState, Override } from './contract.ts'

export interface LinkRow {
  personId: string
  vendor: VendorName
  account: string
  /** Linked by the company, for whom the account is an address in the directory. Her own otherwise. */
  company: boolean
  /** The grant, sealed; empty where the company lets the hub in. */
  sealed: string
  calendars: CalendarInfo[]
  /** Ids of calendars; null: the main one. */
  chosen: string[] | null
  state: LinkState
  /** The vendor tells of changes by itself. */
  tells: boolean
  readAt: Date | null
  toldAt: Date | null
  nextAt: Date | null
  /** Readings that failed since the last that did not. */
  failures: number
  /** What the vendor said when it could last not be read, in its own words. */
  reason: string | null
  /** Who reads it now, and until when nobody else does. */
  lease: string | null
  leaseUntil: Date | null
  /** Somebody asked for a reading after the last one began. */
  askedAt: Date | null
}

/** Whom an organisation has linked by its company's own permission. */
export interface CompanyRow {
  vendor: VendorName
  covers: Covers
  /** Ids of teams, where it covers those. */
  teams: string[]
  mayLeave: boolean
}

/** Somebody who doesn't want to be linked by the company. */
export interface OptOutRow {
  personId: string
  vendor: VendorName
}

/** What was last read of a calendar. */
export interface ReadingRow {
  linkId: string
  personId: string
  calendar: string
  /** Events with what the rules made of them, and the vendor's cursor: sealed, for subjects are nobody's but the owner's. */
  sealed: string
  from: Date
  to: Date
  /** When all of it was read, and not only what had changed. */
  wholeAt: Date
}

/** Where a vendor tells of changes. */
export interface WatchRow {
  linkId: string
  calendar: string
  vendor: VendorName
  watchId: string
  /** The secret that comes back with each word of the vendor's, sealed. */
  sealed: string
  madeAt: Date
  expires: Date
  resource: string | null
}

export interface OverrideRow {
  personId: string
  /** Id of an event or a series. */
  about: string
  series: boolean
  does: Override
  /** When such an event last stood in a calendar that was read; null: not looked at yet. */
  seenAt: Date | null
}

/** What was decided of an event when it made the activity. */
export interface DecisionRow {
  personId: string
  linkId: string
  event: string
  /** When it last did. */
  at: Date
  /** The decision, sealed. */
  sealed: string
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })
// Vendors' ids: some are addresses.
const foreign = DataTypes.STRING(2000)

export const columns = {
  links: {
    personId: required(id),
    vendor: required(DataTypes.STRING(20)),
    account: required(DataTypes.STRING(254)),
    company: required(DataTypes.BOOLEAN),
    sealed: required(longText),
    calendars: required(DataTypes.JSON),
    chosen: { type: DataTypes.JSON },
    state: required(DataTypes.STRING(12)),
    tells: required(DataTypes.BOOLEAN),
    readAt: { type: time },
    toldAt: { type: time },
    nextAt: { type: time },
    failures: required(DataTypes.INTEGER),
    reason: { type: DataTypes.STRING(500) },
    lease: { type: id },
    leaseUntil: { type: time },
    askedAt: { type: time },
  },
  readings: {
    linkId: required(id),
    personId: required(id),
    calendar: required(foreign),
    sealed: required(longText),
    from: required(time),
    to: required(time),
    wholeAt: required(time),
  },
  watches: {
    linkId: required(id),
    calendar: required(foreign),
    vendor: required(DataTypes.STRING(20)),
    watchId: required(DataTypes.STRING(255)),
    sealed: required(longText),
    madeAt: required(time),
    expires: required(time),
    resource: { type: foreign },
  },
  overrides: {
    personId: required(id),
    about: required(foreign),
    series: required(DataTypes.BOOLEAN),
    does: required(DataTypes.STRING(10)),
    seenAt: { type: time },
  },
  companies: {
    vendor: required(DataTypes.STRING(20)),
    covers: required(DataTypes.STRING(10)),
    teams: required(DataTypes.JSON),
    mayLeave: required(DataTypes.BOOLEAN),
  },
  optOuts: {
    personId: required(id),
    vendor: required(DataTypes.STRING(20)),
  },
  decisions: {
    personId: required(id),
    linkId: required(id),
    event: required(foreign),
    at: required(time),
    sealed: required(longText),
  },
}

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export interface Tables {
  readonly links: Table<LinkRow>
  readonly readings: Table<ReadingRow>
  readonly watches: Table<WatchRow>
  readonly overrides: Table<OverrideRow>
  readonly decisions: Table<DecisionRow>
  readonly companies: Table<CompanyRow>
  readonly optOuts: Table<OptOutRow>
}

export const calendarTables = (hub: Pick<Hub, 'table'>): Tables => ({
  links: hub.table<LinkRow>('links', columns.links),
  readings: hub.table<ReadingRow>('readings', columns.readings),
  watches: hub.table<WatchRow>('watches', columns.watches),
  overrides: hub.table<OverrideRow>('overrides', columns.overrides),
  decisions: hub.table<DecisionRow>('decisions', columns.decisions),
  companies: hub.table<CompanyRow>('companies', columns.companies),
  optOuts: hub.table<OptOutRow>('opt_outs', columns.optOuts),
})
