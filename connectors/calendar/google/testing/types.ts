/** What Google publishes (googleapis) of all that is asked of it here, and answered; without the libraries' own objects that ride along. */
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js'

export type Event = calendar_v3.Schema$Event
export type Organizer = NonNullable<Event['organizer']>
export type EventAttendee = calendar_v3.Schema$EventAttendee
export type ConferenceData = calendar_v3.Schema$ConferenceData
export type EntryPoint = calendar_v3.Schema$EntryPoint
export type WorkingLocation = calendar_v3.Schema$EventWorkingLocationProperties
export type Events = calendar_v3.Schema$Events
export type CalendarList = calendar_v3.Schema$CalendarList
export type CalendarListEntry = calendar_v3.Schema$CalendarListEntry
export type Channel = calendar_v3.Schema$Channel

export type EventsQuery = Omit<calendar_v3.Params$Resource$Events$List, 'auth'>
export type CalendarListQuery = Omit<calendar_v3.Params$Resource$Calendarlist$List, 'auth'>
export type CalendarListEntryQuery = Omit<calendar_v3.Params$Resource$Calendarlist$Get, 'auth'>
export type WatchQuery = Omit<calendar_v3.Params$Resource$Events$Watch, 'auth' | 'requestBody'>
export type StopQuery = Omit<calendar_v3.Params$Resource$Channels$Stop, 'auth' | 'requestBody'>
