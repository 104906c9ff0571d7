import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { longText } from '../../core/database/columns.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { Match, TrunkFields } from './contract.ts'

export interface TrunkRow extends Omit<TrunkFields, 'ranges' | 'addresses'> {
  ranges: TrunkFields['ranges']
  addresses: TrunkFields['addresses']
  /** As given: a registration is answered with it (RFC 3261 section 22.4), so no hash will do. */
  secret: string
  position: number
  /** Addresses that the host has, as last looked up. */
  resolved: string[]
  /** Taken away then; brought back within the hour. */
  deletedAt: Date | null
}

export interface WayRow {
  match: Match
  trunks: string[]
  position: number
}

/** As Kamailio's htable reads it: config/kamailio/trunks.cfg. */
export interface SipRow {
  keyName: string
  keyType: number
  valueType: number
  keyValue: string
  expires: number
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })

export const columns = {
  trunks: {
    name: required(DataTypes.STRING(60)),
    kind: required(DataTypes.STRING(12)),
    host: required(DataTypes.STRING(200)),
    port: required(DataTypes.INTEGER),
    transport: required(DataTypes.STRING(3)),
    user: required(DataTypes.STRING(64)),
    authName: required(DataTypes.STRING(64)),
    secret: required(DataTypes.STRING(255)),
    format: required(DataTypes.STRING(8)),
    identity: required(DataTypes.STRING(4)),
    addresses: required(DataTypes.JSON),
    ranges: required(DataTypes.JSON),
    main: required(DataTypes.STRING(16)),
    most: { type: DataTypes.INTEGER },
    on: required(DataTypes.BOOLEAN),
    position: required(DataTypes.INTEGER),
    resolved: required(DataTypes.JSON),
    deletedAt: { type: DataTypes.DATE(3) },
  },
  ways: {
    match: required(DataTypes.JSON),
    trunks: required(DataTypes.JSON),
    position: required(DataTypes.INTEGER),
  },
  sip: {
    keyName: required(DataTypes.STRING(190)),
    keyType: required(DataTypes.INTEGER),
    valueType: required(DataTypes.INTEGER),
    keyValue: required(longText),
    expires: required(DataTypes.INTEGER),
  },
}

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export interface Tables {
  readonly trunks: Table<TrunkRow>
  readonly ways: Table<WayRow>
  readonly sip: Table<SipRow>
}

export const trunkTables = (hub: Pick<Hub, 'table'>): Tables => ({
  trunks: hub.table<TrunkRow>('trunks', columns.trunks),
  ways: hub.table<WayRow>('ways', columns.ways),
  sip: hub.table<SipRow>('sip', columns.sip, { plain: true }),
})
