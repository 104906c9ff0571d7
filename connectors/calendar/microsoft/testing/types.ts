/** What Microsoft publishes (@microsoft/microsoft-graph-types) of all that is asked of Graph here, and answered. */
export type {
  Calendar,
  ChangeNotificationCollection,
  Event,
  Subscription,
} from '@microsoft/microsoft-graph-types'
