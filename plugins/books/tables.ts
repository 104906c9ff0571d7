import { DataTypes, type Model, type ModelStatic } from 'sequelize'
import type { Card } from '../../connectors/contacts/port.ts'
import { id, longText, time } from '../../core/database/columns.ts'
import type { Hub, Stored } from '../../core/hub.ts'
import type { Health } from './contract.ts'

/** A book of a link, and how far it has been read. */
export interface LinkedBook {
  readonly id: string
  readonly name: string
  readonly cursor?: string | undefined
}

export interface LinkRow {
  /** Person id; empty for the company's. */
  ownerId: string
  vendor: string
  account: string
  /** Sealed. */
  grant: string
  health: Health
  readAt: Date | null
  books: readonly LinkedBook[]
}

export interface CardRow {
  ownerId: string
  linkId: string
  /** Hash of the book's id, and of the card's within it: theirs may be longer than what can be indexed. */
  book: string
  key: string
  /** Hash of all that is known: what is the same isn't written again. */
  hash: string
  name: string
  company: string
  /** E.164. */
  numbers: readonly string[]
  card: Card
}

const required = (type: DataTypes.DataType | string) => ({ type, allowNull: false })
const hash = DataTypes.STRING(43)

export const columns = {
  links: {
    ownerId: required(id),
    vendor: required(DataTypes.STRING(12)),
    account: required(DataTypes.STRING(190)),
    grant: required(longText),
    health: required(DataTypes.STRING(10)),
    readAt: { type: time },
    books: required(DataTypes.JSON),
  },
  cards: {
    ownerId: required(id),
    linkId: required(id),
    book: required(hash),
    key: required(hash),
    hash: required(hash),
    name: required(DataTypes.STRING(190)),
    company: required(DataTypes.STRING(190)),
    numbers: required(DataTypes.JSON),
    card: required(DataTypes.JSON),
  },
}

type Table<Row extends object> = ModelStatic<Model<Row & Stored, Partial<Row & Stored>>>

export interface Tables {
  readonly links: Table<LinkRow>
  readonly cards: Table<CardRow>
}

export const booksTables = (hub: Pick<Hub, 'table'>): Tables => ({
  links: hub.table<LinkRow>('links', columns.links),
  cards: hub.table<CardRow>('cards', columns.cards),
})
