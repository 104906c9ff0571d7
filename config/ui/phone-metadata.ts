/** libphonenumber's metadata for the countries that Svara writes in their own way: all of it would be a third of the first screen. */
import metadata from 'libphonenumber-js/min/metadata'
import type { Plugin } from 'vite'

const name = 'virtual:phone-metadata'
const countries = ['SE', 'NO', 'DK', 'FI', 'IS', 'DE', 'GB', 'PL', 'NL', 'FR', 'EE', 'US'] as const

export function phoneMetadata(): Plugin {
  return {
    name: 'phone-metadata',
    resolveId: id => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined
      const kept = Object.fromEntries(countries.map(country => [country, metadata.countries[country]]))
      const codes = Object.entries(metadata.country_calling_codes)
        .map(([code, of]) => [code, of.filter(country => countries.some(one => one === country))] as const)
        .filter(([, of]) => of.length > 0)
      return `export default ${JSON.stringify({ ...metadata, countries: kept, country_calling_codes: Object.fromEntries(codes), nonGeographic: {} })}`
    },
  }
}
