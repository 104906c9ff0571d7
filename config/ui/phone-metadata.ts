/**
 * libphonenumber's metadata for the countries that Svara writes in their own way: all of it would be a third of the first screen. That
 * screen has the Nordic ones (`virtual:phone-metadata`); the others come behind it (`virtual:phone-metadata/more`).
 */
import metadata from 'libphonenumber-js/min/metadata'
import type { Plugin } from 'vite'

const nordic = ['SE', 'NO', 'DK', 'FI', 'IS'] as const
const countriesOf: Readonly<Record<string, readonly (keyof typeof metadata.countries)[]>> = {
  'virtual:phone-metadata': nordic,
  'virtual:phone-metadata/more': [...nordic, 'DE', 'GB', 'PL', 'NL', 'FR', 'EE', 'US'],
}

export function phoneMetadata(): Plugin {
  return {
    name: 'phone-metadata',
    resolveId: id => (id in countriesOf ? `\0${id}` : undefined),
    load(id) {
      const countries = countriesOf[id.slice(1)]
      if (!id.startsWith('\0') || !countries) return undefined
      const kept = Object.fromEntries(countries.map(country => [country, metadata.countries[country]]))
      const codes = Object.entries(metadata.country_calling_codes)
        .map(([code, of]) => [code, of.filter(country => countries.some(one => one === country))] as const)
        .filter(([, of]) => of.length > 0)
      return `export default ${JSON.stringify({ ...metadata, countries: kept, country_calling_codes: Object.fromEntries(codes), nonGeographic: {} })}`
    },
  }
}
