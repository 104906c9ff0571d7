/** What Microsoft publishes (@microsoft/microsoft-graph-types) of all that is asked of Graph here, and answered. */
export type { Contact, ContactFolder } from '@microsoft/microsoft-graph-types'
