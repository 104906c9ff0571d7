/** What Google publishes (googleapis) of all that is asked of it here, and answered; without the libraries' own objects that ride along. */
import type { people_v1 } from 'googleapis/build/src/apis/people/v1.js'

export type Connections = people_v1.Schema$ListConnectionsResponse
export type OtherContacts = people_v1.Schema$ListOtherContactsResponse
export type ContactGroups = people_v1.Schema$ListContactGroupsResponse
export type Person = people_v1.Schema$Person

export type ConnectionsQuery = Omit<people_v1.Params$Resource$People$Connections$List, 'auth'>
export type OtherContactsQuery = Omit<people_v1.Params$Resource$Othercontacts$List, 'auth'>
export type ContactGroupsQuery = Omit<people_v1.Params$Resource$Contactgroups$List, 'auth'>
export type PersonQuery = Omit<people_v1.Params$Resource$People$Get, 'auth'>
