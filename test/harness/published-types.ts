/**
 * What a vendor publishes of its data, as TypeScript types, made to JSON Schema: holds a stand-in for the vendor's server, and what is asked
 * of it, to names and values that there are. A misspelt property or a value that isn't in the vendor's list is a complaint.
 */
import { Ajv, type ErrorObject } from 'ajv'
import { createGenerator, type Schema } from 'ts-json-schema-generator'

export interface PublishedTypes {
  /** What is wrong with some JSON; empty where nothing is. */
  readonly complaints: (type: string, value: unknown) => string[]
  /** The same of a query, where all values are text, and of one name there may be several. */
  readonly queryComplaints: (type: string, query: Readonly<Record<string, string | string[]>>) => string[]
  /** Names of the properties of a type. */
  readonly properties: (type: string) => ReadonlySet<string>
}

/**
 * @param file a module that exports the types, by the names they are asked for.
 * @param tsconfig by which the module is read.
 */
export function publishedTypes(file: string, tsconfig: string): PublishedTypes {
  const { definitions = {} } = createGenerator({ path: file, tsconfig, type: '*', skipTypeCheck: true }).createSchema(
    '*',
  )
  const options = { strict: false, allErrors: true, schemas: [{ $id: 'types', definitions }] }
  const json = new Ajv(options)
  const text = new Ajv({ ...options, coerceTypes: 'array' })
  const told = ({ instancePath, message, params }: ErrorObject) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`

  function definition(type: string): Schema {
    const found = definitions[type]
    if (typeof found !== 'object') throw new Error(`${file} exports no type ${type}`)
    const { $ref } = found
    return $ref === undefined ? found : definition(decodeURIComponent($ref.replace('#/definitions/', '')))
  }
  function check(ajv: Ajv, type: string, value: unknown): string[] {
    definition(type)
    ajv.validate(`types#/definitions/${type}`, value)
    return (ajv.errors ?? []).map(error => `${type}${told(error)}`)
  }
  return {
    complaints: (type, value) => check(json, type, value),
    queryComplaints: (type, query) => check(text, type, { ...query }),
    properties(type) {
      const { properties = {}, anyOf = [] } = definition(type)
      // What may be null as well is one of several.
      const several = anyOf.flatMap(each => (typeof each === 'object' ? Object.keys(each.properties ?? {}) : []))
      return new Set([...Object.keys(properties), ...several])
    },
  }
}
