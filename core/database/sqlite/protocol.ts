/** What the main thread and the SQLite worker say to each other. Many requests go in one message, and so do their answers. */

/** What SQLite stores. */
export type Value = null | number | bigint | string | Uint8Array
export type Row = Record<string, Value>

/** The connection that everything outside a transaction uses; every transaction has one of its own. */
export const shared = 0

export type Request =
  | { readonly id: number; readonly connection: number; readonly kind: 'open' | 'close' }
  | {
      readonly id: number
      readonly connection: number
      readonly kind: 'query'
      readonly sql: string
      /** By position, or by name with its `$`. */
      readonly params: readonly Value[] | Readonly<Record<string, Value>>
    }

export type Query = Extract<Request, { kind: 'query' }>

export interface Answer {
  readonly id: number
  readonly rows?: Row[]
  /** Some value is a Uint8Array. */
  readonly blobs?: boolean
  readonly lastId?: number
  readonly changes?: number
  /** `code` is SQLite's name of it, as the sqlite3 package writes it. */
  readonly error?: { readonly message: string; readonly code: string }
}
