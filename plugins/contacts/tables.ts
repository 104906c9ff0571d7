import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import { id, longText } from '../../core/database/columns.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { ContactFields, MarkEntry } from './contract.ts'

export interface ContactRow extends ContactFields {
  /** Person id; empty in the company's book. */
  ownerId: string
  /** Counts the changes, so that a hub which hears of two in the wrong order keeps the later one. */
  version: number
}

export interface MarkRow {
  /** Person id; empty for the organisation's, since a unique index takes each null for another value. */
  ownerId: string
  kind: MarkEntry['kind']
  targetKind: MarkEntry['on']
  target: string
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })

export const columns = {
  contacts: {
    ownerId: required(id),
    name: required(DataTypes.STRING(120)),
    company: required(DataTypes.STRING(120)),
    numbers: required(DataTypes.JSON),
    emails: required(DataTypes.JSON),
    notes: required(longText),
    version: required(DataTypes.INTEGER),
  },
  marks: {
    ownerId: required(id),
    kind: required(DataTypes.STRING(10)),
    targetKind: required(DataTypes.STRING(10)),
    target: required(DataTypes.STRING(40)),
  },
}

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export interface Tables {
  readonly contacts: Table<ContactRow>
  readonly marks: Table<MarkRow>
}

export const contactsTables = (hub: Pick<Hub, 'table'>): Tables => ({
  contacts: hub.table<ContactRow>('contacts', columns.contacts),
  marks: hub.table<MarkRow>('marks', columns.marks),
})
