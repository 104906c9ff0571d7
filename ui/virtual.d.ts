declare module 'virtual:phone-metadata' {
  const metadata: unknown
  export default metadata
}
declare module 'virtual:phone-metadata/more' {
  const metadata: unknown
  export default metadata
}
