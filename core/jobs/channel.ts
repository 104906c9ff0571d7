/** Tells Agenda of jobs that this hub set itself, so that it needn't wait for the next scan, and sees that a timer that fires early loses none. */
import type { JobNotification, NotificationChannel, NotificationHandler } from 'agenda'
import { toJobId } from 'agenda'

export interface Channel extends NotificationChannel {
  /** Looks for due jobs of this name now. */
  look(name: string): void
  /** Looks at `time` again, unless `forget` comes first. */
  lookAt(id: string, name: string, time: Date): void
  forget(id: string): void
}

/** Node's timers may fire a millisecond early, and Agenda then leaves the job to its next scan. */
const slackMs = 5

export function channel(): Channel {
  const handlers = new Set<NotificationHandler>()
  const timers = new Map<string, NodeJS.Timeout>()
  let state: NotificationChannel['state'] = 'disconnected'

  const send = async (notification: JobNotification) => {
    for (const handle of handlers) await handle(notification)
  }
  const forget = (id: string) => {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }
  const look = (jobName: string) => {
    void send({ jobId: toJobId(''), jobName, nextRunAt: null, priority: 0, timestamp: new Date() })
  }

  return {
    get state() {
      return state
    },
    async connect() {
      state = 'connected'
    },
    async disconnect() {
      state = 'disconnected'
      handlers.clear()
      for (const id of timers.keys()) forget(id)
    },
    subscribe(handler) {
      handlers.add(handler)
      return () => handlers.delete(handler)
    },
    // Whoever sets a job needn't wait until it is claimed.
    async publish(notification) {
      void send(notification)
    },
    on() {
      return this
    },
    off() {
      return this
    },
    look,
    lookAt(id, name, time) {
      forget(id)
      if (state !== 'connected') return
      const wait = () => {
        timers.delete(id)
        look(name)
      }
      timers.set(id, setTimeout(wait, Math.max(0, time.getTime() - Date.now()) + slackMs))
    },
    forget,
  }
}
