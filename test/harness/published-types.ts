/**
 * What a vendor publishes of its data, as TypeScript types, made to JSON Schema: holds a stand-in for the vendor's server, and what is asked
 * of it, to names and values that there are. A misspelt property or a value that isn't in the vendor's list is a complaint.
 */
import { Ajv, type ErrorObject, type Options } from 'ajv'
import { createGenerator } from 'ts-json-schema-generator'

export interface PublishedTypes {
  /** What is wrong with it; empty where nothing is. */
  complaints(type: string, value: unknown): string[]
  /** Names of the properties of a type. */
  properties(type: string): ReadonlySet<string>
}

/**
 * @param file a module that exports the types, by the names they are asked for.
 * @param tsconfig by which the module is read.
 * @param ajv `coerceTypes` where numbers come as text, as in a query.
 */
export function publishedTypes(file: string, tsconfig: string, ajv: Options = {}): PublishedTypes {
  const { definitions = {} } = createGenerator({ path: file, tsconfig, type: '*', skipTypeCheck: true }).createSchema(
    '*',
  )
  const validator = new Ajv({ strict: false, allErrors: true, ...ajv }).addSchema({ $id: 'types', definitions })
  const told = ({ instancePath, message, params }: ErrorObject) =>
    `${instancePath} ${message} ${JSON.stringify(params)}`
  const definition = (type: string) => {
    const found = definitions[type]
    if (typeof found !== 'object') throw new Error(`${file} exports no type ${type}`)
    return found
  }
  return {
    complaints(type, value) {
      definition(type)
      validator.validate(`types#/definitions/${type}`, value)
      return (validator.errors ?? []).map(error => `${type}${told(error)}`)
    },
    properties: type => new Set(Object.keys(definition(type).properties ?? {})),
  }
}
