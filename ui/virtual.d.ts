declare module 'virtual:phone-metadata' {
  const metadata: unknown
  export default metadata
}
