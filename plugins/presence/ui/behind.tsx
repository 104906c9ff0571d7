/** The part of this plugin's screens that comes behind the first sight. */
export { TheirActivity } from './colleague.tsx'
export { MyActivity } from './my-activity.tsx'
